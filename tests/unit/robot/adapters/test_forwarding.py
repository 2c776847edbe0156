"""Records reach the centre once, whatever the network does."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from robot.adapters.forwarding import (
    BATCH,
    LONGEST_PAUSE_S,
    LOOK_S,
    Forwarder,
    ForwardFault,
    Refused,
    pause_s,
    to_centre,
)
from robot.adapters.sql_outbox import how_many_wait
from robot.adapters.sql_visits import SqlVisits
from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.stats.records_json import record_json, record_of
from robot.stats.visits import StoreError
from tests.records import NOON, ListStore, shift, visit

Records = Sequence[Visit | Shift]


class Centre:
    """Keeps what arrives; the network to it does what its script says, then works."""

    def __init__(self, script: Sequence[str] = ()) -> None:
        self.store, self.arrivals = ListStore(), 0
        self.script = list(script)

    def send(self, records: Records) -> None:
        happens = self.script.pop(0) if self.script else "works"
        if happens == "never gets there":
            raise ForwardFault("no network")
        self.store.add_all(records)
        self.arrivals += len(records)
        if happens == "the answer is lost":
            raise ForwardFault("connection reset")


def robot_with(count: int) -> SqlVisits:
    robot = SqlVisits("sqlite://", "Europe/Berlin")
    for number in range(count):
        robot.add(visit(number, NOON + timedelta(minutes=number)))
    robot.add(shift(1))
    return robot


@settings(max_examples=15, deadline=None)
@example(["works", "never gets there"], 0)
@given(
    st.lists(st.sampled_from(["works", "never gets there", "the answer is lost"]), max_size=12),
    st.integers(0, 130),
)
def test_every_record_is_at_the_centre_once(script: list[str], count: int) -> None:
    robot, centre = robot_with(count), Centre(script)
    forwarder = Forwarder(robot, centre.send)
    for _ in range(len(script) + 1):
        pause = forwarder.step()
        assert LOOK_S <= pause <= LONGEST_PAUSE_S
    assert forwarder.fault == ""
    assert how_many_wait(robot.database) == 0
    sent = list(centre.store.between(NOON, NOON + timedelta(days=1)))
    assert sent == list(robot.between(NOON, NOON + timedelta(days=1)))
    centre.script.clear()  # what the script still held
    before = centre.arrivals
    robot.add(visit(500))
    forwarder.step()
    assert centre.arrivals == before + 1


def test_what_is_refused_stays_and_holds_nobody_up() -> None:
    robot, centre = robot_with(BATCH + 5), Centre()

    def send(records: Records) -> None:
        bad = [place for place, each in enumerate(records) if each.id.endswith("03")]
        if bad:
            raise Refused(bad)
        centre.send(records)

    forwarder = Forwarder(robot, send)
    forwarder.step()
    assert how_many_wait(robot.database) == 1
    assert centre.arrivals == BATCH + 5
    assert "refuses 1 records" in forwarder.fault


def test_pauses_grow_and_end_growing() -> None:
    pauses = [pause_s(number) for number in range(1, 40)]
    assert pauses[0] == LOOK_S
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_S


def test_a_record_survives_the_journey() -> None:
    for record in (visit(1), shift(1), visit(2, answer_s=None), shift(2, charge=None)):
        assert record_of(json.loads(json.dumps(record_json(record)))) == record


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Callable[..., tuple[str, str, list[Any]]]]:
    """A web server that answers what it is told to: address, token file, requests seen."""
    (tmp_path / "token").write_text("s3cret\n")
    servers = []

    def serve(status: int, body: object, **headers: str) -> tuple[str, str, list[Any]]:
        seen: list[Any] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"]))
                seen.append((self.path, self.headers["Authorization"], json.loads(text)))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

            def log_message(self, *_: Any) -> None:
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}", str(tmp_path / "token"), seen

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_batch_goes_to_the_api_with_the_token(centre: Callable[..., Any]) -> None:
    url, token, seen = centre(200, {"new": 2, "kept": 2})
    to_centre(url + "/", token)([visit(1), shift(1)])
    ((path, authorization, body),) = seen
    assert (path, authorization) == ("/api/v1/records", "Bearer s3cret")
    assert [record_of(each) for each in body["records"]] == [visit(1), shift(1)]


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (200, {"kept": 1}, "does not say what it keeps"),
        (200, b"<html>", "does not say what it keeps"),
        (401, {"title": "This needs a log-in."}, "401 This needs a log-in.; is its token right"),
        (403, [], "403 Forbidden; its token needs the role robot"),
        (422, {"errors": [{"pointer": "/records/7/rating"}, {"pointer": "x"}, 3]}, "answers 422"),
        (503, b"\xff", "answers 503"),
    ],
)
def test_any_other_answer_is_no_receipt(
    centre: Callable[..., Any], status: int, body: object, told: str
) -> None:
    url, token, _ = centre(status, body)
    with pytest.raises(ForwardFault, match=told):
        to_centre(url, token)([visit(1), visit(2)])


def test_the_centre_names_what_it_refuses(centre: Callable[..., Any]) -> None:
    url, token, _ = centre(422, {"errors": [{"pointer": "/records/1/rating"}]})
    with pytest.raises(Refused) as refusal:
        to_centre(url, token)([visit(1), visit(2)])
    assert refusal.value.places == [1]


def test_the_token_follows_no_redirection(centre: Callable[..., Any]) -> None:
    elsewhere, _, seen_elsewhere = centre(200, {"kept": 1})
    url, token, _ = centre(307, {}, Location=elsewhere)
    with pytest.raises(ForwardFault, match="answers 307"):
        to_centre(url, token)([visit(1)])
    assert seen_elsewhere == []


def test_what_cannot_work_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="'centre' is no address"):
        to_centre("centre", "")
    with pytest.raises(ForwardFault, match="the token cannot be read"):
        to_centre("http://127.0.0.1:1", str(tmp_path / "none"))([visit(1)])
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(ForwardFault, match="holds no token"):
        to_centre("http://127.0.0.1:1", str(tmp_path / "empty"))([visit(1)])
    (tmp_path / "token").write_text("x")
    with pytest.raises(ForwardFault, match="cannot be reached"):
        to_centre("http://127.0.0.1:1", str(tmp_path / "token"))([visit(1)])
