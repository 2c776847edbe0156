"""Figures and visits as rows of a table, for files that spreadsheets read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, tzinfo

from robot.core.visit import Visit
from robot.stats.figures import Figures
from robot.stats.report import Report
from robot.stats.tally import Key

Cell = str | int | float | None
Row = tuple[Cell, ...]

FIGURE_HEADINGS = ("figure", "part", "value", "before", "year_before")
DAY_HEADINGS = ("day", "figure", "part", "value")
VISIT_HEADINGS = (
    "id", "building", "robot", "started", "length_s", "language", "channel", "outcome",
    "department", "services", "facilities", "answer_s", "escorts", "escorts_arrived", "escort_m",
    "not_understood", "unserved", "rating",
)  # fmt: skip


def figure_rows(report: Report) -> Iterator[Row]:
    """Every figure beside its past; one with parts has a row for each part.

    Days are set against nothing: the days of another month are other days.
    """
    pasts = (report.before.figures, report.year_before.figures)
    for each in fields(Figures):
        now, *then = (getattr(figures, each.name) for figures in (report.figures, *pasts))
        if not isinstance(now, Mapping):
            yield each.name, "", now, *then
        elif each.name == "by_day":
            yield from ((each.name, _named(day), count, None, None) for day, count in now.items())
        else:
            parts = dict.fromkeys([*now, *then[0], *then[1]])
            for part in parts:
                counts = (counted.get(part, 0) for counted in (now, *then))
                yield each.name, _named(part), *counts


def day_rows(days: Iterable[tuple[date, Key, int]]) -> Iterator[Row]:
    """The sums of each day, as the store keeps them."""
    for day, (figure, part), value in days:
        yield day.isoformat(), figure, part, value


def visit_rows(visits: Iterable[Visit], zone: tzinfo) -> Iterator[Row]:
    """One row a visit; its start is local, with the offset from UTC."""
    for visit in visits:
        yield (
            visit.id,
            visit.building,
            visit.robot,
            visit.started.astimezone(zone).isoformat(timespec="seconds"),
            round((visit.ended - visit.started).total_seconds(), 1),
            visit.language,
            visit.channel.value,
            visit.outcome.value,
            visit.department,
            " ".join(visit.services),
            " ".join(visit.facilities),
            None if visit.answer_s is None else round(visit.answer_s, 2),
            visit.escorts,
            visit.escorts_arrived,
            visit.escort_m,
            visit.not_understood,
            " ".join(visit.unserved),
            visit.rating,
        )


def _named(part: object) -> str:
    return part.isoformat() if isinstance(part, date) else str(part)
