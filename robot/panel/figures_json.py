"""A report as JSON values: what the API answers and `l2b2 report --format json` writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from robot.stats.figures import Figures
from robot.stats.periods import Period
from robot.stats.report import Past, Report


def report_json(report: Report) -> dict[str, Any]:
    """The report; days as texts, parts of a figure as an object."""
    return {
        "building": report.scope.building,
        "robot": report.scope.robot,
        "period": _period(report.period),
        "counted": _period(report.counted),
        "figures": _figures(report.figures),
        "before": _past(report.before),
        "year_before": _past(report.year_before),
    }


def _past(past: Past) -> dict[str, Any]:
    return {"period": _period(past.period), "figures": _figures(past.figures)}


def _period(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _figures(figures: Figures) -> dict[str, Any]:
    return {each.name: _value(getattr(figures, each.name)) for each in fields(Figures)}


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            part.isoformat() if isinstance(part, date) else str(part): count
            for part, count in value.items()
        }
    return value
