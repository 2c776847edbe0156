"""The first page: what happened in a month or any days, rendered on the server."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from robot.access.accounts import Role
from robot.panel.choice import Choice, chosen
from robot.panel.figures_page import cards, charts, names_of, period_text
from robot.panel.guard import needs
from robot.panel.layout import language, message, words
from robot.stats.months import Month
from robot.stats.report import Report
from robot.stats.report import report as report_of

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

_FILES = (
    ("file_figures", (("figures_csv", "CSV"), ("figures_xlsx", "Excel"), ("figures", "JSON"))),
    ("file_days", (("days_csv", "CSV"),)),
    ("file_visits", (("visits_csv", "CSV"), ("visits_xlsx", "Excel"), ("visits", "JSON"))),
)
"""What can be taken along: word, and the API's endpoints with the kind of each file."""
_ANY_MONTH = (Month(2000, 1), Month(2999, 12))


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the statistics."""
    pages = Blueprint("statistics", __name__)

    @pages.get("/")
    @needs(Role.VIEWER)
    def month() -> AnyResponse | tuple[str, int]:
        if "whose" in request.args:
            return redirect(_plain_link(), 303)
        today, robots = parts.now().astimezone(parts.store.zone).date(), parts.store.robots()
        try:
            choice = chosen(request.args, today, robots)
            report = report_of(parts.store, choice.scope, choice.period, today)
        except (ValueError, OverflowError):
            return message("wrong_choice", 400)
        said, names = words(), names_of(parts.catalogue(), language())
        page = render_template(
            "statistics/month.html",
            choice=choice,
            month=choice.period.month or Month(today.year, today.month),
            robots=robots,
            neighbours=_neighbours(choice),
            files=_files(choice),
            report=report,
            cards=cards(report, said),
            charts=charts(report, said, names),
            past_known=_known(parts.store.first_day(), report),
            heading=period_text(choice.period, said),
            past=period_text(report.before.period, said),
            past_year=period_text(report.year_before.period, said),
            made=parts.now(),
        )
        return page, 200

    return pages


def _known(first: date | None, report: Report) -> tuple[bool, bool]:
    """Whether anything was counted yet in the time before, and in the year before."""
    pasts = report.before.period, report.year_before.period
    before, year = (first is not None and first <= past.last for past in pasts)
    return before, year


def _plain_link() -> str:
    """The form's one field for building and robot as the two of a link."""
    given = request.args.to_dict()
    building, _, robot = given.pop("whose").partition("|")
    whose = {"building": building, "robot": robot}
    kept = {name: value for name, value in {**given, **whose}.items() if value}
    return url_for("statistics.month", **kept)  # type: ignore[arg-type]


def _files(choice: Choice) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same days and robots as files: word, and address and kind of each."""
    kept = choice.arguments()
    return [
        (word, [(url_for(f"api.{name}", **kept), kind) for name, kind in found])  # type: ignore[arg-type]
        for word, found in _FILES
    ]


def _neighbours(choice: Choice) -> tuple[str, str] | None:
    """Addresses of the months before and after; None where other days are shown."""
    month = choice.period.month
    if month is None:
        return None
    kept = choice.arguments()
    earlier = max(_ANY_MONTH[0], month.previous()) if month.year > 1 else month
    later = min(_ANY_MONTH[1], month.next())
    before, after = ({**kept, "month": str(each)} for each in (earlier, later))
    return url_for("statistics.month", **before), url_for("statistics.month", **after)  # type: ignore[arg-type]
