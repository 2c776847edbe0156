"""Visits to figures. Each figure says in its docstring exactly what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from statistics import median

from robot.core.visit import Visit
from robot.stats.months import Month
from robot.stats.visits import VisitStore


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in one span of time."""

    interactions: int
    """Visits: from a greeting or first touch to their end, whatever the end."""
    by_day: Mapping[int, int]
    """Day of month -> visits started on it, local time; every day of the month is there."""
    by_hour: Mapping[int, int]
    """Hour of day -> visits started in it, local time; the hour that comes twice counts both."""
    by_language: Mapping[str, int]
    """Language at the end of the talk -> visits."""
    by_channel: Mapping[str, int]
    """voice, touch, mixed, none -> visits."""
    by_department: Mapping[str, int]
    """Department asked for last -> visits; visits without one are left out."""
    by_service: Mapping[str, int]
    """Service -> times asked for; one visit may ask for several."""
    by_outcome: Mapping[str, int]
    """Outcome -> visits."""
    escorts: int
    """Walks begun."""
    escorts_arrived: int
    """Walks that ended at their goal."""
    escort_m: float
    """Metres led."""
    median_length_s: float | None
    """Middle length of a visit, seconds."""
    median_answer_s: float | None
    """Middle time from the end of the first request to the start of its answer, seconds."""
    not_understood: int
    """Utterances without a meaning."""
    rated_good: int
    rated_bad: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A month beside the one before."""

    month: Month
    figures: Figures
    before: Figures
    """The whole month before."""


def month_report(store: VisitStore, month: Month, zone: tzinfo) -> MonthReport:
    """The report of a month; days and hours are local to `zone`. Raises StoreError."""
    return MonthReport(
        month=month,
        figures=_month_figures(store, month, zone),
        before=_month_figures(store, month.previous(), zone),
    )


def _month_figures(store: VisitStore, month: Month, zone: tzinfo) -> Figures:
    start, end = month.bounds(zone)
    days = (end.replace(tzinfo=None) - start.replace(tzinfo=None)) // timedelta(days=1)
    return figures(store.between(start, end), zone, days)


def figures(visits: Sequence[Visit], zone: tzinfo, days: int) -> Figures:
    """Figures of visits that all fall in one month of `days` days, local to `zone`."""
    started = [visit.started.astimezone(zone) for visit in visits]
    by_day = Counter(moment.day for moment in started)
    by_hour = Counter(moment.hour for moment in started)
    return Figures(
        interactions=len(visits),
        by_day={day: by_day[day] for day in range(1, days + 1)},
        by_hour={hour: by_hour[hour] for hour in range(24)},
        by_language=_ranked(visit.language for visit in visits),
        by_channel=_ranked(visit.channel.value for visit in visits),
        by_department=_ranked(visit.department for visit in visits if visit.department),
        by_service=_ranked(service for visit in visits for service in visit.services),
        by_outcome=_ranked(visit.outcome.value for visit in visits),
        escorts=sum(visit.escorts for visit in visits),
        escorts_arrived=sum(visit.escorts_arrived for visit in visits),
        escort_m=sum(visit.escort_m for visit in visits),
        median_length_s=_median((visit.ended - visit.started).total_seconds() for visit in visits),
        median_answer_s=_median(v.answer_s for v in visits if v.answer_s is not None),
        not_understood=sum(visit.not_understood for visit in visits),
        rated_good=sum(visit.rating > 0 for visit in visits),
        rated_bad=sum(visit.rating < 0 for visit in visits),
    )


def _ranked(names: Iterable[str]) -> dict[str, int]:
    """Counts, most first, equal ones by name."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _median(values: Iterable[float]) -> float | None:
    kept = list(values)
    return median(kept) if kept else None
