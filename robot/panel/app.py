"""The Flask application, made by a function so that importing it has no effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify

from robot.core.events import Touched
from robot.dialogue.labels import Labels
from robot.panel import kiosk, statistics
from robot.panel.hub import Hub
from robot.panel.microphone import Samples, add_microphone
from robot.panel.sounds import SpokenSounds
from robot.stats.visits import VisitStore

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class PanelParts:
    """Everything the pages stand on."""

    store: VisitStore
    hub: Hub
    sounds: SpokenSounds
    labels: Labels
    """Words of the pages in every language."""
    catalogue: Callable[[], dict[str, Any]]
    """What the town hall offers, as robot/panel/catalogue.py makes it; asked for each time."""
    plan: Path
    """Drawing of the floor, SVG."""
    touch: Callable[[Touched], None]
    """Hands a visitor's touch to the robot."""
    hear: Callable[[Samples], None]
    """Hands the kiosk page's sound to the robot: (N,) samples, 16 kHz, mono."""
    zone: tzinfo
    """The town's time zone."""
    now: Callable[[], datetime]
    """The time, aware."""


def _health(hub: Hub) -> tuple[Response, int]:
    """For service managers: 200 once the robot receives visitors, 503 before."""
    ready = hub.latest("state") is not None
    return jsonify(status="ok" if ready else "starting"), 200 if ready else 503


def create_app(parts: PanelParts) -> Flask:
    """The kiosk under /kiosk and the statistics under /."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]  # keeps the order of the content
    app.register_blueprint(kiosk.blueprint(parts))
    app.register_blueprint(statistics.blueprint(parts))
    add_microphone(app, parts)
    app.get("/health")(lambda: _health(parts.hub))

    @app.after_request
    def _harden(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app
