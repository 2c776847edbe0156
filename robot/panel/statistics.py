"""The administrators' page: what happened in a month, rendered on the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from robot.access.accounts import Role
from robot.panel.guard import needs
from robot.panel.layout import language, message, words
from robot.panel.plots import Bar, Chart, chart
from robot.stats.months import Month
from robot.stats.periods import Period
from robot.stats.report import Report
from robot.stats.report import report as report_of
from robot.stats.tally import ALL

if TYPE_CHECKING:
    from robot.panel.app import PanelParts


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the statistics."""
    pages = Blueprint("statistics", __name__)

    @pages.get("/")
    @needs(Role.VIEWER)
    def month() -> tuple[str, int]:
        asked = request.args.get("month", "")
        try:
            wanted = Month.parse(asked) if asked else Month.of(parts.now(), parts.zone)
        except ValueError:
            return message("wrong_month", 400)
        period, today = Period.of_month(wanted), parts.now().astimezone(parts.zone).date()
        report = report_of(parts.store, ALL, period, today)
        charts = _charts(report, words(), _names(parts.catalogue(), language()))
        heading = f"{words()['month_names'].split()[wanted.month - 1]} {wanted.year}"
        page = render_template(
            "statistics/month.html", month=wanted, report=report, charts=charts, heading=heading
        )
        return page, 200

    return pages


def _names(catalogue: Mapping[str, Any], language: str) -> dict[str, str]:
    """Ids of languages, departments and services to their names."""
    departments = catalogue["departments"]
    entries = departments + [service for d in departments for service in d["services"]]
    names = {entry["id"]: entry["name"].get(language, entry["id"]) for entry in entries}
    return names | {entry["id"]: entry["name"] for entry in catalogue["languages"]}


def _charts(report: Report, words: Mapping[str, str], names: Mapping[str, str]) -> list[Chart]:
    figures = report.figures
    days = [Bar(str(day.day), count) for day, count in figures.by_day.items()]
    hours = [Bar(f"{hour}", count) for hour, count in figures.by_hour.items()]

    def ranked(counts: Mapping[str, int], prefix: str = "") -> list[Bar]:
        known = words if prefix else names
        return [Bar(known.get(prefix + key, key), count) for key, count in counts.items()]

    name = words["name"]
    return [
        chart("by_day", words["by_day"], words["day"], days, upright=True),
        chart("by_hour", words["by_hour"], words["hour"], hours, upright=True),
        chart("by_outcome", words["by_outcome"], name, ranked(figures.by_outcome, "outcome_")),
        chart("by_language", words["by_language"], name, ranked(figures.by_language)),
        chart("by_department", words["by_department"], name, ranked(figures.by_department)),
        chart("by_service", words["by_service"], name, ranked(figures.by_service)),
        chart("by_channel", words["by_channel"], name, ranked(figures.by_channel, "channel_")),
    ]
