"""For service managers and Prometheus: /health, /health/panel and /metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, jsonify

from robot.access.accounts import Role
from robot.panel.guard import needs, public
from robot.stats.periods import Period
from robot.stats.visits import StoreError

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""https://prometheus.io/docs/instrumenting/exposition_formats/"""
_TODAY = {
    ("visits", ""): ("l2b2_visits_today", "Visits begun since local midnight."),
    ("escorts", ""): ("l2b2_walks_today", "Walks begun since local midnight."),
    ("arrived", ""): ("l2b2_walks_arrived_today", "Walks that ended at their goal."),
    ("not_understood", ""): ("l2b2_not_understood_today", "Utterances without a meaning."),
}
_PARTS = {
    "outcome": ("l2b2_visit_outcomes_today", "Visits by how they ended."),
    "stop": ("l2b2_stops_today", "Stops by the safety rule that began them."),
}


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes for machines that watch over the robot."""
    pages = Blueprint("monitoring", __name__)

    @pages.get("/health")
    @public
    def health() -> tuple[Response, int]:
        """200 once the robot receives visitors, 503 before and when the store fails."""
        if parts.hub.latest("state") is None:
            return jsonify(status="starting"), 503
        return _store_health(parts)

    @pages.get("/health/panel")
    @public
    def panel_health() -> tuple[Response, int]:
        """The same for a panel that has no robot of its own."""
        return _store_health(parts)

    @pages.get("/metrics")
    @needs(Role.VIEWER)
    def metrics() -> Response:
        return Response("".join(_lines(parts)), content_type=_TEXT)

    return pages


def _store_health(parts: PanelParts) -> tuple[Response, int]:
    try:
        parts.store.robots()
    except StoreError as error:
        current_app.logger.error("%s", error)
        return jsonify(status="store_failed"), 503
    return jsonify(status="ok"), 200


def _lines(parts: PanelParts) -> Iterator[str]:
    """Gauges that begin anew each day, because the figures of all years are no quick question."""
    today = parts.now().astimezone(parts.zone).date()
    day = [Period(today, today)]
    tallies = {each: parts.store.totals(each, day)[0].tally for each in parts.store.robots()}
    labels = {scope: {"building": scope.building, "robot": scope.robot} for scope in tallies}
    for figure, (name, meaning) in _TODAY.items():
        yield _head(name, meaning)
        for scope, tally in tallies.items():
            yield _sample(name, labels[scope], tally.get(figure, 0))
    for kind, (name, meaning) in _PARTS.items():
        yield _head(name, meaning)
        for scope, tally in tallies.items():
            for (figure_of, part), value in sorted(tally.items()):
                if figure_of == kind:
                    yield _sample(name, labels[scope] | {kind: part}, value)
    yield _head("l2b2_robots", "Robots that ever sent a record.")
    yield _sample("l2b2_robots", {}, len(tallies))
    yield from _here(parts)


def _here(parts: PanelParts) -> Iterator[str]:
    """What this computer's own robot tells, where it has one."""
    stop = parts.hub.latest("stop")
    if stop is not None:
        yield _head("l2b2_stopped", "1 while a safety rule keeps the wheels still.")
        yield _sample("l2b2_stopped", {}, int(bool(stop["stopped"])))


def _head(name: str, meaning: str) -> str:
    return f"# HELP {name} {meaning}\n# TYPE {name} gauge\n"


def _sample(name: str, labels: Mapping[str, str], value: int) -> str:
    told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{told}}} {value}\n" if told else f"{name} {value}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
