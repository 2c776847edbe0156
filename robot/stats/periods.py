"""The days that figures are asked for, and the days that they are set against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from robot.stats.months import Month

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, one after the other."""

    first: date
    last: date
    """Counted too; not before `first` (ValueError)."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period that ends before it begins: {self}")

    @classmethod
    def of_month(cls, month: Month) -> Period:
        """All days of a month."""
        following = month.next()
        return cls(
            date(month.year, month.month, 1), date(following.year, following.month, 1) - _DAY
        )

    @classmethod
    def parse(cls, first: str, last: str) -> Period:
        """From two dates of the form 2026-11-24; ValueError names what is wrong and the form."""
        days = [_day(text) for text in (first, last)]
        if days[1] < days[0]:
            raise ValueError(f"{last} is before {first}; expected the last day not to be")
        return cls(*days)

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first) // _DAY + 1

    @property
    def month(self) -> Month | None:
        """The month that this is the whole of; None: it is not just one month."""
        month = Month(self.first.year, self.first.month)
        return month if self == Period.of_month(month) else None

    def so_far(self, today: date) -> Period:
        """Without the days to come; a period that has not begun, or is over, stays as it is."""
        return Period(self.first, min(self.last, today)) if self.first <= today else self

    def before(self, today: date) -> Period:
        """What this is set against: the same days of the month before, or of the stretch before.

        A month that is over is set against the whole month before; the running one against as many
        first days of it. Any other period is set against the equally long one just before it.
        """
        passed = self.so_far(today)
        month = self.month
        if month is None:
            length = timedelta(days=self.days)
            return Period(passed.first - length, passed.last - length)
        whole = Period.of_month(month.previous())
        if passed == self:
            return whole
        return Period(whole.first, min(whole.last, whole.first + (passed.last - passed.first)))

    def year_before(self, today: date) -> Period:
        """The same days of the year before; 29 February becomes the 28th."""
        passed = self.so_far(today)
        month = self.month
        if month is not None and passed == self:
            return Period.of_month(Month(month.year - 1, month.month))
        return Period(_year_before(passed.first), _year_before(passed.last))

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first moment and the first one after it, aware, in `zone`."""
        after = self.last + _DAY
        return (
            datetime.combine(self.first, time(), zone),
            datetime.combine(after, time(), zone),
        )

    def __str__(self) -> str:
        return str(self.month or f"{self.first} to {self.last}")


def _day(text: str) -> date:
    match = re.fullmatch(r"(2[0-9]{3})-([0-9]{2})-([0-9]{2})", text.strip())
    try:
        if match is None:
            raise ValueError
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise ValueError(f"'{text}' is no day; expected the form 2026-11-24") from error


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
