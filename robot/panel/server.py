"""The web server in a thread of its own."""

from __future__ import annotations

import ssl
import threading
from pathlib import Path

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class PortTakenError(Exception):
    """The port is in use; says which and what to do."""


class CertificateFault(Exception):
    """The TLS certificate or its key cannot be used; says which and what to do."""


def tls_context(certificate: str, key: str) -> ssl.SSLContext | None:
    """What the server's TLS stands on; None where no certificate is set.

    Raises CertificateFault.
    """
    if not certificate and not key:
        return None
    for name, file in (("certificate", certificate), ("certificate_key", key)):
        if not file or not Path(file).is_file():
            raise CertificateFault(
                f"{name}: found {file!r}, expected a PEM file that this user can read "
                "(certificate and certificate_key belong together)"
            )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise CertificateFault(
            f"certificate {certificate} and key {key} cannot be used: {error} "
            "(expected PEM, the key without a password and made for this certificate)"
        ) from error
    return context


class _QuietHandler(WSGIRequestHandler):
    """Logs no requests: they could carry what visitors typed."""

    timeout = 60.0
    """Seconds that a browser may keep a thread waiting for its request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


class WebServer:
    """Serves an app from `start` to `stop`; every request has its own thread."""

    def __init__(self, app: Flask, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        """Take the port. Raises PortTakenError."""
        try:
            self._server: BaseWSGIServer = make_server(
                host, port, app, threaded=True, request_handler=_QuietHandler
            )
        except (OSError, SystemExit) as error:  # werkzeug exits where a port is taken
            raise PortTakenError(
                f"cannot listen on {host}:{port}: it is in use "
                "(stop what uses it, or choose another with port:=8090 or kiosk_port:=8091)"
            ) from error
        if tls is not None:
            # The handshake is left to the browser's own thread: a silent one blocks nobody.
            self._server.ssl_context = tls
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._server.daemon_threads = True  # type: ignore[attr-defined]  # of ThreadingMixIn
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.port)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Let the port go."""
        self._server.shutdown()
        self._thread.join()  # it closes the port as its last deed
