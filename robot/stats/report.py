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
    periods = (period, period.before(today), period.year_before(today))
    now, before, year_before = (
        Past(each, figures_of(each, totals))
        for each, totals in zip(periods, store.totals(scope, periods), strict=True)
    )
    return Report(scope, period, period.so_far(today), now.figures, before, year_before)
