"""The web server."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from flask import Flask

from robot.panel.server import CertificateFault, PortTakenError, WebServer, tls_context


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


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[str, str]:
    """A certificate and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl: apt-get install openssl")
    files = str(tmp_path / "tls.crt"), str(tmp_path / "tls.key")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-out", files[0], "-keyout", files[1]]
    subprocess.run(command, check=True, capture_output=True)
    return files


def test_it_serves_tls_and_a_silent_browser_keeps_nobody_waiting(
    certificate: tuple[str, str],
) -> None:
    server = WebServer(app(), "127.0.0.1", 0, tls_context(*certificate))
    server.start()
    trust = ssl.create_default_context(cafile=certificate[0])
    trust.check_hostname = False
    with socket.create_connection(("127.0.0.1", server.port)):  # never shakes hands
        address = f"https://127.0.0.1:{server.port}/"
        with urllib.request.urlopen(address, timeout=5, context=trust) as page:
            assert page.read() == b"here"
    with pytest.raises((urllib.error.URLError, OSError)):
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=5)
    server.stop()


def test_a_certificate_that_cannot_be_used_is_told(
    certificate: tuple[str, str], tmp_path: Path
) -> None:
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("no certificate")
    assert tls_context("", "") is None
    for first, second, told in (
        (certificate[0], "", "certificate_key: found ''"),
        ("", certificate[1], "certificate: found ''"),
        (str(tmp_path / "missing"), certificate[1], "certificate: found .*missing"),
        (str(garbage), certificate[1], "cannot be used"),
        (certificate[0], certificate[0], "cannot be used"),
    ):
        with pytest.raises(CertificateFault, match=told):
            tls_context(first, second)
