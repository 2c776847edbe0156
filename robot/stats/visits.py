"""The door to wherever records are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.stats.periods import Period
from robot.stats.tally import ALL, Key, Scope, Totals


class StoreError(Exception):
    """The store could not keep or give what was asked; says which store, why, and what to do."""


class VisitStore(Protocol):
    """Keeps finished visits and shifts, and the sums of each day even when those are gone.

    Everything raises StoreError when the store cannot be read or written.
    """

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its days and hours are counted."""

    def add(self, record: Visit | Shift) -> bool:
        """Keep a record for good; False, and nothing changes, if its id is there already."""

    def add_all(self, records: Sequence[Visit | Shift], *, forwarded: bool = False) -> int:
        """Keep records, all of them or none; how many were not there yet.

        `forwarded` marks those that came from another store and need to go nowhere else.
        """

    def between(self, start: datetime, end: datetime, scope: Scope = ALL) -> Iterator[Visit]:
        """Visits started at or after `start` and before `end` (both aware), oldest first.

        They come one by one: ten years of them need no more memory than one day.
        """

    def totals(self, scope: Scope, periods: Sequence[Period]) -> Sequence[Totals]:
        """Sums over the days of each period, all of them as they were at one moment."""

    def day_figures(self, scope: Scope, first: date, last: date) -> Iterator[tuple[date, Key, int]]:
        """Every sum of every day, in the order of day, figure and key, one by one."""

    def robots(self) -> Sequence[Scope]:
        """Every robot that ever sent a record, by building and name."""

    def first_day(self) -> date | None:
        """The first local day with any figures; None when there is none."""
