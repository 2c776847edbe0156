"""The web server in a thread of its own."""

from __future__ import annotations

import threading

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class PortTakenError(Exception):
    """The port is in use; says which and what to do."""


class _QuietHandler(WSGIRequestHandler):
    """Logs no requests: they could carry what visitors typed."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


class WebServer:
    """Serves an app from `start` to `stop`; every request has its own thread."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        """Take the port. Raises PortTakenError."""
        try:
            self._server: BaseWSGIServer = make_server(
                host, port, app, threaded=True, request_handler=_QuietHandler
            )
        except (OSError, SystemExit) as error:  # werkzeug exits where a port is taken
            raise PortTakenError(
                f"cannot listen on {host}:{port}: it is in use "
                "(stop what uses it, or choose another with port:=8081)"
            ) from error
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
        self._server.server_close()
