"""The web server."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from flask import Flask

from robot.panel.server import PortTakenError, WebServer


def app() -> Flask:
    made = Flask(__name__)
    made.get("/")(lambda: "here")
    return made


def test_it_answers_until_it_is_stopped_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    server = WebServer(app(), "127.0.0.1", 0)
    server.start()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/?typed=secret", timeout=5) as page:
        assert page.read() == b"here"
    server.stop()
    assert "secret" not in "".join(capfd.readouterr())
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=5)


def test_a_taken_port_is_told_with_what_to_do() -> None:
    first = WebServer(app(), "127.0.0.1", 0)
    first.start()
    with pytest.raises(PortTakenError, match=rf"127\.0\.0\.1:{first.port}.*port:=.*kiosk_port:="):
        WebServer(app(), "127.0.0.1", first.port)
    first.stop()
