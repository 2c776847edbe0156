"""The two Flask applications, made by functions so that importing them has no effect.

Visitors' browsers reach the kiosk only: it has an address of its own, and nothing of the panel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

from robot.adapters.content_editor import ContentEditor
from robot.adapters.trials import Trials
from robot.adapters.yaml_files import MAX_BYTES
from robot.core.events import Touched
from robot.dialogue.labels import Labels
from robot.panel import accounts, api, editor, kiosk, live, log_in, monitoring, statistics
from robot.panel.fleet import Command, Fleet
from robot.panel.guard import Access, account, set_up_guard
from robot.panel.hub import Hub
from robot.panel.layout import set_up_layout
from robot.panel.microphone import Samples, add_microphone
from robot.panel.placing import Placing
from robot.panel.sight import Sight
from robot.panel.sounds import SpokenSounds
from robot.stats.visits import VisitStore

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser's own forms say `Origin: null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_MAX_FILE = 4 * MAX_BYTES
"""Bytes of a request to the panel: a content file, as a browser writes it."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class PanelParts:
    """Everything the pages stand on."""

    store: VisitStore
    hub: Hub
    sounds: SpokenSounds
    words: Callable[[], Labels]
    """Words of the pages in every language; asked for each time."""
    catalogue: Callable[[], dict[str, Any]]
    """What the town hall offers, as robot/panel/catalogue.py makes it; asked for each time."""
    plan: Path
    """Drawing of the floor, SVG."""
    touch: Callable[[Touched], None]
    """Hands a visitor's touch to the robot."""
    hear: Callable[[Samples], None]
    """Hands the kiosk page's sound to the robot: (N,) samples, 16 kHz, mono."""
    sight: Sight
    """The kiosk's screen and who looks at it."""
    access: Access
    """Who may use the panel."""
    zone: tzinfo
    """The town's time zone."""
    now: Callable[[], datetime]
    """The time, aware."""
    editor: ContentEditor
    """Drafts, history and publishing of content."""
    trials: Trials
    """Talks with drafts."""
    fleet: Fleet
    """What each robot does now."""
    watchers: Hub
    """Tells live pages that the fleet has changed."""
    order: Callable[[str, Command], None]
    """Hands an order to a robot."""
    placing: Placing | None = None
    """How staff put a robot right that has lost its way; None: there is no robot."""

    @property
    def labels(self) -> Labels:
        """Words of the pages as they are now."""
        return self.words()


def create_kiosk(parts: PanelParts, host: str) -> Flask:
    """The visitors' page under /kiosk, without log-in; `host` is the address it listens on."""
    app = _app({"Permissions-Policy": "camera=(), geolocation=(), microphone=(self)"})
    app.register_blueprint(kiosk.blueprint(parts))
    app.get("/")(lambda: redirect(url_for("kiosk.page")))
    add_microphone(app, parts)
    app.register_error_handler(404, lambda _error: ("There is no such page.", 404))

    @app.before_request
    def _own_name_only() -> None:
        """A page elsewhere that names this computer its own gets nothing (DNS rebinding)."""
        if host in _LOOPBACK and urlsplit(f"//{request.host}").hostname not in _LOOPBACK:
            abort(403)

    return app


def create_panel(parts: PanelParts, proxies: int = 0) -> Flask:
    """Figures, accounts and all else for people of the town hall; every page asks for log-in.

    `proxies` is the number of web servers in front whose X-Forwarded-* headers are to be believed.
    """
    app = _app({"Permissions-Policy": "camera=(), geolocation=(), microphone=()"})
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    set_up_guard(app, parts.access)
    set_up_layout(app, parts)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_FILE
    for pages in (
        statistics.blueprint(parts),
        live.blueprint(parts),
        editor.blueprint(parts),
        log_in.blueprint(),
        accounts.blueprint(parts),
        api.blueprint(parts),
        monitoring.blueprint(parts),
    ):
        app.register_blueprint(pages)

    @app.after_request
    def _private(response: Response) -> Response:
        if account() is not None:
            response.headers["Cache-Control"] = "no-store"
        if parts.access.secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    return app


def _app(headers: dict[str, str]) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]  # keeps the order of the content

    @app.after_request
    def _harden(response: Response) -> Response:
        for name, value in {**_HEADERS, **headers}.items():
            response.headers.setdefault(name, value)
        return response

    return app
