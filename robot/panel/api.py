"""The JSON API under /api/v1: figures and visits out, records of robots in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from robot.access.accounts import Role
from robot.core.visit import Visit
from robot.panel.api_answers import begun, csv_answer, json_list_answer, xlsx_answer
from robot.panel.api_body import records_in
from robot.panel.api_problems import STORE_FAILED, WRONG_QUERY, ApiProblem, problem, problem_of
from robot.panel.choice import Choice, chosen
from robot.panel.figures_json import report_json
from robot.panel.guard import needs
from robot.panel.openapi import QUERY, document
from robot.stats.records_json import record_json
from robot.stats.report import Report, report
from robot.stats.tables import (
    DAY_HEADINGS,
    FIGURE_HEADINGS,
    VISIT_HEADINGS,
    Row,
    day_rows,
    figure_rows,
    visit_rows,
)
from robot.stats.visits import StoreError

if TYPE_CHECKING:
    from robot.panel.app import PanelParts


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the API."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    _tell_problems(api)
    _add_figures(api, parts)
    _add_visits(api, parts)

    @api.get("/openapi.json")
    @needs(Role.VIEWER)
    def openapi() -> Response:
        _asked()
        return jsonify(document())

    @api.get("/robots")
    @needs(Role.VIEWER)
    def robots() -> Response:
        _asked()
        known = parts.store.robots()
        return jsonify(robots=[{"building": of.building, "robot": of.robot} for of in known])

    @api.post("/records")
    @needs(Role.ROBOT)
    def take() -> Response:
        _asked()
        records = records_in(request)
        return jsonify(new=parts.store.add_all(records, forwarded=True), kept=len(records))

    return api


def _add_figures(api: Blueprint, parts: PanelParts) -> None:
    def found() -> Report:
        choice = _choice(parts)
        return report(parts.store, choice.scope, choice.period, _today(parts))

    @api.get("/figures")
    @needs(Role.VIEWER)
    def figures() -> Response:
        return jsonify(report_json(found()))

    @api.get("/figures.csv")
    @needs(Role.VIEWER)
    def figures_csv() -> Response:
        return csv_answer("figures", FIGURE_HEADINGS, figure_rows(found()))

    @api.get("/figures.xlsx")
    @needs(Role.VIEWER)
    def figures_xlsx() -> Response:
        return xlsx_answer("figures", FIGURE_HEADINGS, figure_rows(found()))

    @api.get("/days.csv")
    @needs(Role.VIEWER)
    def days_csv() -> Response:
        choice = _choice(parts)
        days = parts.store.day_figures(choice.scope, choice.period.first, choice.period.last)
        return csv_answer("days", DAY_HEADINGS, day_rows(begun(days)))


def _add_visits(api: Blueprint, parts: PanelParts) -> None:
    def found() -> Iterator[Visit]:
        choice = _choice(parts)
        return begun(parts.store.between(*choice.period.bounds(parts.zone), choice.scope))

    def rows() -> Iterator[Row]:
        return visit_rows(found(), parts.zone)

    @api.get("/visits")
    @needs(Role.VIEWER)
    def visits() -> Response:
        return json_list_answer("visits", map(record_json, found()))

    @api.get("/visits.csv")
    @needs(Role.VIEWER)
    def visits_csv() -> Response:
        return csv_answer("visits", VISIT_HEADINGS, rows())

    @api.get("/visits.xlsx")
    @needs(Role.VIEWER)
    def visits_xlsx() -> Response:
        return xlsx_answer("visits", VISIT_HEADINGS, rows())


def _tell_problems(api: Blueprint) -> None:
    @api.errorhandler(ApiProblem)
    def told(error: ApiProblem) -> Response:
        return problem(error.kind, str(error), error.errors)

    @api.errorhandler(StoreError)
    def store_failed(error: StoreError) -> Response:
        current_app.logger.error("%s", error)
        return problem(STORE_FAILED, "Try again later; the log of the panel says more.")

    @api.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return problem_of(error)


def _choice(parts: PanelParts) -> Choice:
    """What the query asks for. Raises ApiProblem."""
    _asked(*QUERY)
    try:
        return chosen(request.args, _today(parts), parts.store.robots())
    except ValueError as error:
        raise ApiProblem(WRONG_QUERY, f"{error}.") from error


def _asked(*known: str) -> None:
    """Raises ApiProblem for a parameter that is not known, or given twice."""
    for name, values in request.args.lists():
        if name not in known:
            expected = f"one of {', '.join(known)}" if known else "none"
            raise ApiProblem(WRONG_QUERY, f"Unknown parameter {name!r}; expected {expected}.")
        if len(values) > 1:
            raise ApiProblem(WRONG_QUERY, f"{name} is given twice.")


def _today(parts: PanelParts) -> date:
    return parts.now().astimezone(parts.zone).date()
