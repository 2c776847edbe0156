"""The visitors' page: the robot's touch screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, send_file

from robot.core.events import TouchAction, Touched
from robot.panel.placing import add_placing
from robot.panel.qr_codes import qr_svg

if TYPE_CHECKING:
    from robot.panel.app import PanelParts
    from robot.panel.hub import Payload, Subscription

MAX_VALUE_LENGTH = 500
"""Characters that a touch may carry: more than anybody types at a kiosk."""
_HEARTBEAT_S = 5.0
_NEEDS_VALUE = frozenset(TouchAction) - {TouchAction.WAKE, TouchAction.MORE_TIME}


class TouchError(ValueError):
    """A touch that means nothing; says what was found and what was expected."""


def parse_touch(body: object) -> Touched:
    """A touch from its JSON form `{"action": ..., "value": ...}`. Raises TouchError."""
    if not isinstance(body, dict):
        raise TouchError('expected a JSON object such as {"action": "wake"}')
    unknown = set(body) - {"action", "value"}
    if unknown:
        raise TouchError(f"unknown keys {sorted(unknown)}; expected 'action' and 'value'")
    try:
        action = TouchAction(body.get("action"))
    except ValueError:
        names = ", ".join(known.value for known in TouchAction)
        raise TouchError(
            f"unknown action {body.get('action')!r}; expected one of {names}"
        ) from None
    value = body.get("value", "")
    if not isinstance(value, str) or len(value) > MAX_VALUE_LENGTH:
        raise TouchError(f"'value' must be a text of at most {MAX_VALUE_LENGTH} characters")
    if action in _NEEDS_VALUE and not value.strip():
        raise TouchError(f"action '{action.value}' needs a 'value'")
    return Touched(action, " ".join(value.split()))


def server_sent_events(subscription: Subscription) -> Iterator[str]:
    """A subscription in the wire format of Server-Sent Events (WHATWG HTML, section 9.2)."""
    yield "retry: 1000\n\n"
    for item in subscription.items(_HEARTBEAT_S):
        yield ": still here\n\n" if item is None else _event(*item)


def _event(topic: str, payload: Payload) -> str:
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f"event: {topic}\ndata: {data}\n\n"


def _add_documents(pages: Blueprint, parts: PanelParts) -> None:
    """What the page fetches besides itself."""

    @pages.get("/content.json")
    def content() -> Response:
        words = {language: parts.labels.section(language, "kiosk") for language in parts.labels}
        placing = parts.placing is not None and bool(parts.placing.pin)
        sight = {"diagonal_mm": parts.sight.diagonal_mm, "font_mm": parts.sight.font_mm}
        return jsonify(**parts.catalogue(), labels=words, placing=placing, sight=sight)

    @pages.get("/plan.svg")
    def plan() -> Response:
        return send_file(parts.plan, mimetype="image/svg+xml")

    @pages.get("/qr/<service>.svg")
    def qr(service: str) -> Response:
        address = parts.catalogue()["online"].get(service)
        if address is None:
            abort(404)
        return Response(qr_svg(address), mimetype="image/svg+xml")


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the kiosk. Visitors reach nothing but these."""
    pages = Blueprint("kiosk", __name__, url_prefix="/kiosk")

    @pages.get("/")
    def page() -> str:
        return render_template("kiosk/page.html", language=parts.labels.default)

    _add_documents(pages, parts)
    if parts.placing is not None:
        add_placing(pages, parts.placing)

    @pages.get("/events")
    def events() -> Response:
        stream = server_sent_events(parts.hub.subscribe())
        return Response(stream, mimetype="text/event-stream", headers={"Cache-Control": "no-store"})

    @pages.get("/spoken/<sound_id>.wav")
    def spoken(sound_id: str) -> Response:
        wav = parts.sounds.get(sound_id)
        if wav is None:
            abort(404)
        return Response(wav, mimetype="audio/wav", headers={"Cache-Control": "no-store"})

    @pages.post("/touch")
    def touch() -> tuple[Any, int]:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return jsonify(error="touches come from the kiosk page only"), 403
        try:
            parts.touch(parse_touch(request.get_json(silent=True)))
        except TouchError as error:
            return jsonify(error=str(error)), 400
        return jsonify(taken=True), 202

    return pages
