"""The figures as one HTML file that needs nothing else: to send, to print, to file away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from robot.panel.figures_page import cards, charts, names_of, number, period_text
from robot.stats.report import Report

_STYLE = Path(__file__).parent / "static" / "panel" / "page.css"


@cache
def _templates() -> Environment:
    """Made once: reading the templates takes longer than filling them."""
    return Environment(loader=PackageLoader("robot.panel"), autoescape=True)


def report_page(
    report: Report,
    words: Mapping[str, str],
    language: str,
    catalogue: Mapping[str, Any],
    *,
    first_day: date | None,
    made: datetime,
) -> str:
    """The page in one language; `words` are the panel's, `made` is the local time of now."""
    pasts = report.before.period, report.year_before.period
    return (
        _templates()
        .get_template("statistics/file.html")
        .render(
            language=language,
            words=words,
            style=_STYLE.read_text(encoding="utf-8"),
            scope=report.scope,
            report=report,
            cards=cards(report, words),
            charts=charts(report, words, names_of(catalogue, language)),
            past_known=[first_day is not None and first_day <= past.last for past in pasts],
            heading=period_text(report.period, words),
            past=period_text(report.before.period, words),
            past_year=period_text(report.year_before.period, words),
            number=lambda value, digits=0: number(value, digits, words),
            made=made,
        )
    )
