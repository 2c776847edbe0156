"""A period's figures beside those of the time before; page, API, files and terminal all use it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from robot.stats.figures import Figures, figures_of
from robot.stats.periods import Period
from robot.stats.tally import Scope
from robot.stats.visits import VisitStore


@dataclass(frozen=True, slots=True)
class Past:
    """Figures to compare with."""

    period: Period
    figures: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period, for some robots, and what they are set against."""

    scope: Scope
    period: Period
    counted: Period
    """The days of it that have come, today included; the comparisons take as many."""
    figures: Figures
    before: Past
    """See Period.before."""
    year_before: Past
    """See Period.year_before."""


def report(store: VisitStore, scope: Scope, period: Period, today: date) -> Report:
    """The report; `today` is the local date of now. Raises StoreError."""
    return Report(
        scope=scope,
        period=period,
        counted=period.so_far(today),
        figures=_figures(store, scope, period),
        before=_past(store, scope, period.before(today)),
        year_before=_past(store, scope, period.year_before(today)),
    )


def _past(store: VisitStore, scope: Scope, period: Period) -> Past:
    return Past(period, _figures(store, scope, period))


def _figures(store: VisitStore, scope: Scope, period: Period) -> Figures:
    return figures_of(
        period,
        store.tally(scope, period.first, period.last),
        store.by_day(scope, period.first, period.last),
    )
