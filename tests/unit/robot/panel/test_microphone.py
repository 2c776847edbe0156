"""The kiosk page's microphone on a real server, and everything that is no microphone."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from robot.panel.microphone import LONGEST_BYTES, RATE_HZ, SoundGate, SoundRefused
from robot.panel.server import WebServer

if TYPE_CHECKING:
    from .conftest import PanelUnderTest

PIECE = np.arange(1600, dtype="<i2")
_WAIT_S = 5.0


@pytest.fixture
def server(panel: PanelUnderTest) -> Iterator[WebServer]:
    server = WebServer(panel.kiosk.application, "127.0.0.1", 0)
    server.start()
    yield server
    server.stop()


@contextlib.contextmanager
def socket(server: WebServer, origin: str | None = None) -> Iterator[ClientConnection]:
    host = f"127.0.0.1:{server.port}"
    url = f"ws://{host}/kiosk/audio"
    with connect(url, origin=origin or f"http://{host}", proxy=None) as client:
        yield client


def close_code(client: ClientConnection) -> int:
    with pytest.raises(ConnectionClosed) as closed:
        client.recv(timeout=_WAIT_S)
    return int(closed.value.rcvd.code) if closed.value.rcvd else 0


def heard_from(
    client: ClientConnection, panel: PanelUnderTest, piece: NDArray[np.int16] = PIECE
) -> None:
    """Send a piece until it has arrived."""
    panel.heard.clear()
    deadline = time.monotonic() + _WAIT_S
    while not any(np.array_equal(one, piece) for one in panel.heard):
        assert time.monotonic() < deadline, "not heard"
        client.send(piece.tobytes())
        time.sleep(0.02)


def test_sound_arrives_as_it_was_sent(server: WebServer, panel: PanelUnderTest) -> None:
    with socket(server) as client:
        heard_from(client, panel)


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_other_pages_may_not_listen_in(server: WebServer, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, socket(server, origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("message", "code"),
    [("hello", 1003), (b"odd", 1003)],
    ids=["text", "odd length"],
)
def test_garbage_ends_the_line(
    server: WebServer, panel: PanelUnderTest, message: str | bytes, code: int
) -> None:
    with socket(server) as client:
        client.send(message)
        assert close_code(client) == code
    assert panel.heard == []


def test_a_flood_ends_the_line(server: WebServer, panel: PanelUnderTest) -> None:
    with socket(server) as client:
        with contextlib.suppress(ConnectionClosed):
            for _ in range(100):
                client.send(PIECE.tobytes())
        assert close_code(client) == 1008
    assert sum(piece.size for piece in panel.heard) < 10 * RATE_HZ


def test_the_newest_page_is_heard_and_when_it_goes_the_one_before(
    server: WebServer, panel: PanelUnderTest
) -> None:
    with socket(server) as first:
        heard_from(first, panel)  # the server takes pages in the order in which it hears them
        with socket(server) as second:
            heard_from(second, panel, PIECE + 1)
            panel.heard.clear()
            first.send(PIECE.tobytes())
            heard_from(second, panel, PIECE + 2)
            assert not any(np.array_equal(one, PIECE) for one in panel.heard)
        heard_from(first, panel)


def test_who_floods_takes_the_ears_of_nobody_for_good(
    server: WebServer, panel: PanelUnderTest
) -> None:
    with socket(server) as page:
        heard_from(page, panel, PIECE + 1)
        for message in (PIECE.tobytes(), b"odd", "hello"):
            with socket(server) as flood, contextlib.suppress(ConnectionClosed):
                for _ in range(100):
                    flood.send(message)
        heard_from(page, panel, PIECE + 1)


@given(st.lists(st.tuples(st.floats(0, 0.5), st.integers(-1, LONGEST_BYTES * 2)), max_size=60))
def test_no_more_sound_gets_in_than_time_passes(messages: list[tuple[float, int]]) -> None:
    gate, now_s, taken = SoundGate(0.0), 0.0, 0
    for pause_s, size in messages:
        now_s += pause_s
        try:
            taken += gate.take("text" if size < 0 else bytes(size), now_s).size
        except SoundRefused:
            break
        assert taken <= RATE_HZ * (3.0 + 1.25 * now_s)
