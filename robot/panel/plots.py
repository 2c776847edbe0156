"""Counts to bars; the templates draw them as SVG beside their table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_ROUND = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and how high it was before."""

    name: str
    count: int
    before: int | None = None
    """In the time before; None: days have no such."""
    year_before: int | None = None


@dataclass(frozen=True)  # no slots: the scale and the sum are reckoned once
class Chart:
    """Bars of one kind of thing."""

    id: str
    """Name of the figure; for links, words and tests."""
    title: str
    meaning: str
    """What exactly is counted."""
    heading: str
    """What the names are: heading of their column."""
    bars: tuple[Bar, ...]
    upright: bool
    """Columns along an axis (days, hours) rather than rows by rank."""

    @cached_property
    def top(self) -> int:
        """Upper end of the scale: not below any count, and a quarter of it is a round number."""
        highest = max((bar.count for bar in self.bars), default=0)
        step = 1
        while True:
            for quarter in _ROUND:
                if 4 * quarter * step >= highest:
                    return 4 * quarter * step
            step *= 10

    @cached_property
    def total(self) -> int:
        """Sum of all counts."""
        return sum(bar.count for bar in self.bars)

    @property
    def label_every(self) -> int:
        """Bars from one label of the axis to the next, so that labels do not touch."""
        return -(-len(self.bars) // 31)

    def share(self, bar: Bar) -> int:
        """Percent of the total, rounded."""
        return round(100 * bar.count / self.total) if self.total else 0

    def length(self, bar: Bar, full: float) -> float:
        """Length of a bar where `full` is the whole scale."""
        return round(full * bar.count / self.top, 2)


def chart(
    chart_id: str,
    title: str,
    meaning: str,
    heading: str,
    bars: Iterable[Bar],
    *,
    upright: bool = False,
) -> Chart:
    """A chart of these bars."""
    return Chart(chart_id, title, meaning, heading, tuple(bars), upright)
