"""The kiosk page's microphone: a WebSocket that takes 16 kHz int16 sound from our own page only."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
from flask import Flask, abort, request
from flask_sock import Sock
from numpy.typing import NDArray
from simple_websocket import Server

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

PATH = "/kiosk/audio"
RATE_HZ = 16_000
LONGEST_BYTES = 16_384
"""Of one message: half a second of sound."""
_BURST_S, _FASTER = 3.0, 1.25
"""Sound may come so much late, and so much faster than life, before it is a flood."""
_UNSUPPORTED, _POLICY = 1003, 1008
"""Close codes: RFC 6455, section 7.4.1."""
_CLOSE_S = 1.0

Samples = NDArray[np.int16]


class SoundRefused(ValueError):
    """What a page sent is no sound of a microphone; `code` closes the socket."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class SoundGate:
    """Lets through what one microphone can send, and nothing else."""

    def __init__(self, now_s: float) -> None:
        self._begun_s = now_s
        self._samples = 0

    def take(self, message: object, now_s: float) -> Samples:
        """(N,) samples of a message. Raises SoundRefused."""
        if not isinstance(message, bytes):
            raise SoundRefused(_UNSUPPORTED, "expected binary messages: int16, 16 kHz, mono")
        if not message or len(message) % 2 or len(message) > LONGEST_BYTES:
            raise SoundRefused(
                _UNSUPPORTED, f"{len(message)} bytes; expected 2 to {LONGEST_BYTES}, even"
            )
        self._samples += len(message) // 2
        if self._samples / RATE_HZ > _BURST_S + _FASTER * (now_s - self._begun_s):
            raise SoundRefused(_POLICY, "sound comes faster than time passes")
        return np.frombuffer(message, "<i2").astype(np.int16)


class _Lines:
    """Of several pages that send sound only the newest is heard; once it goes, the one before."""

    def __init__(self) -> None:
        self._open: list[object] = []

    @contextmanager
    def line(self) -> Iterator[Callable[[], bool]]:
        """A page's line while it lasts; the function tells whether it is the newest."""
        mine = object()
        self._open.append(mine)
        try:
            yield lambda: self._open[-1] is mine
        finally:
            self._open.remove(mine)


def add_microphone(app: Flask, parts: PanelParts) -> None:
    """The route of the microphone."""
    app.config["SOCK_SERVER_OPTIONS"] = {"max_message_size": LONGEST_BYTES, "ping_interval": 10}
    lines = _Lines()

    @app.before_request
    def _our_page_only() -> None:
        """Browsers name the page that opens a socket; others' pages may not listen in."""
        if request.path == PATH and urlsplit(request.headers.get("Origin", "")).netloc != (
            request.host
        ):
            abort(403)

    @Sock(app).route(PATH)  # type: ignore[untyped-decorator]
    def microphone(page: Server) -> None:
        gate = SoundGate(time.monotonic())
        try:
            with lines.line() as newest:
                while True:
                    samples = gate.take(page.receive(), time.monotonic())
                    if newest():
                        parts.hear(samples)
        except SoundRefused as refused:
            page.close(refused.code, str(refused))
        finally:
            page.thread.join(_CLOSE_S)  # it tells the page the end of the line
            _close(request.environ["werkzeug.socket"])


def _close(line: socket.socket) -> None:
    """End the line for good: flask-sock would answer the request now, which is no WebSocket's."""
    with suppress(OSError):  # the page has gone
        line.shutdown(socket.SHUT_WR)
