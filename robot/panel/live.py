"""The live page: where each robot is, what it does, what is wrong, and what one may order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from robot.access.accounts import Role
from robot.panel.fleet import Command, Robot
from robot.panel.guard import needs, note, somebody
from robot.panel.kiosk import server_sent_events
from robot.panel.layout import language

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

ROLES = {
    Command.STOP: Role.STAFF,
    Command.RELEASE: Role.STAFF,
    Command.HOME: Role.STAFF,
    Command.OUT_OF_DUTY: Role.ADMINISTRATOR,
    Command.ON_DUTY: Role.ADMINISTRATOR,
}
"""Who may order what."""
_PLAN_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The drawing brings its own styles and nothing else."""


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the live page."""
    pages = Blueprint("live", __name__, url_prefix="/live")
    _add_watching(pages, parts)
    _add_orders(pages, parts)
    return pages


def _add_watching(pages: Blueprint, parts: PanelParts) -> None:
    frame = ElementTree.parse(parts.plan).getroot()

    def values() -> dict[str, Any]:
        places = {place["id"]: place["name"] for place in _places(parts)}
        robots = [(robot, robot.doing(parts.now())) for robot in parts.fleet.robots()]
        return {
            "robots": robots,
            "places": {key: names.get(language(), key) for key, names in places.items()},
            "on_plan": [_on_plan(robot, frame) for robot, _ in robots if robot.pose],
            "view_box": frame.get("viewBox", "0 0 1 1"),
        }

    @pages.get("/")
    @needs(Role.VIEWER)
    def page() -> str:
        orders = {robot.name: _orders(robot) for robot in parts.fleet.robots()}
        done = request.args.get("done", "")
        done = done if done in [command.value for command in Command] else ""
        return render_template("live/page.html", orders=orders, done=done, **values())

    @pages.get("/now")
    @needs(Role.VIEWER)
    def now() -> str:
        """The part of the page that changes."""
        return render_template("live/now.html", **values())

    @pages.get("/events")
    @needs(Role.VIEWER)
    def events() -> Response:
        """Tells that something has changed; the page then asks for it."""
        stream: Iterator[str] = server_sent_events(parts.watchers.subscribe())
        return Response(stream, mimetype="text/event-stream")

    @pages.get("/plan.svg")
    @needs(Role.VIEWER)
    def plan() -> Response:
        answer = send_file(parts.plan, mimetype="image/svg+xml")
        answer.headers["Content-Security-Policy"] = _PLAN_POLICY
        return answer


def _add_orders(pages: Blueprint, parts: PanelParts) -> None:
    @pages.get("/<robot>/<order>")
    @needs(Role.STAFF)
    def ask(robot: str, order: str) -> str:
        """Nothing is ordered without being confirmed."""
        command = _allowed(parts, robot, order)
        return render_template("live/confirm.html", robot=robot, command=command.value)

    @pages.post("/<robot>/<order>")
    @needs(Role.STAFF)
    def give(robot: str, order: str) -> AnyResponse:
        command = _allowed(parts, robot, order)
        parts.order(robot, command)
        note(f"robot_{command.value}", robot)
        return redirect(url_for("live.page", done=command.value), 303)


def _allowed(parts: PanelParts, robot: str, order: str) -> Command:
    if parts.fleet.get(robot) is None or order not in [command.value for command in Command]:
        abort(404)
    command = Command(order)
    if not somebody().role.allows(ROLES[command]):
        abort(403)
    return command


def _orders(robot: Robot) -> list[str]:
    """What this account may order of this robot now."""
    sensible = [
        Command.RELEASE if robot.stopped_remotely else Command.STOP,
        Command.HOME,
        Command.ON_DUTY if robot.out_of_duty else Command.OUT_OF_DUTY,
    ]
    return [each.value for each in sensible if somebody().role.allows(ROLES[each])]


def _places(parts: PanelParts) -> list[dict[str, Any]]:
    catalogue = parts.catalogue()
    return [*catalogue["departments"], *catalogue["facilities"]]


def _on_plan(robot: Robot, frame: ElementTree.Element) -> dict[str, Any]:
    """Where the drawing has the robot: x to the east, y to the south, in its own units."""
    assert robot.pose is not None
    told = (frame.get(f"data-{name}", "0") for name in ("scale", "west", "north"))
    scale, west, north = map(float, told)
    return {
        "name": robot.name,
        "x": round((robot.pose.x - west) * scale, 1),
        "y": round((north - robot.pose.y) * scale, 1),
        "turn": round(-57.29578 * robot.pose.yaw, 1),
    }
