"""Opening hours of an office: breaks, closed days, public holidays; local time of the town."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import holidays

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)"
"""One opening, e.g. 08:00-12:00; the end may be 24:00."""

LOOK_AHEAD_DAYS = 60
"""An office that does not open within so many days counts as closed until further notice."""

Calendar = Mapping[date, str]
"""Public holidays: day -> name; made by `public_holidays`."""


def public_holidays(country: str, subdivision: str, language: str = "") -> Calendar:
    """Holidays of one region, ISO 3166 codes; raises NotImplementedError for an unknown one.

    Their names are in `language` where the library has them, else in the country's own; never in
    that of the machine's locale.
    """
    days = holidays.country_holidays(country, subdiv=subdivision)
    known = (tag for tag in days.supported_languages if tag.partition("_")[0] == language)
    tag = next(known, days.default_language)
    named: Calendar = holidays.country_holidays(country, subdiv=subdivision, language=tag)
    return named


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One opening within a day, minutes after midnight, `start` < `end` <= 1440."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


def clock(minutes: int) -> str:
    """Minutes after midnight as HH:MM."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_span(text: str) -> Span | None:
    """`08:00-12:00` as a value; None if it is not one or ends before it starts."""
    if not re.fullmatch(SPAN, text):
        return None
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Hours:
    """Openings of a week and the days that are closed besides."""

    week: Mapping[str, tuple[Span, ...]]
    """By day (`mon` to `sun`), in order, not overlapping; a day left out is closed."""
    closed_on: frozenset[date] = frozenset()
    """Extra closed days."""

    @property
    def always(self) -> bool:
        """Open day and night, every day, holidays too."""
        full = (Span(0, 1440),)
        return not self.closed_on and all(self.week.get(day) == full for day in DAYS)

    def on(self, day: date, calendar: Calendar) -> tuple[Span, ...]:
        """Openings of one day; none on closed days and public holidays."""
        if self.always:
            return (Span(0, 1440),)
        if day in self.closed_on or day in calendar:
            return ()
        return self.week.get(DAYS[day.weekday()], ())


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether an office is open at a moment, and what comes next."""

    open: bool
    closes: datetime | None = None
    """End of the opening under way; None when closed or always open."""
    opens: datetime | None = None
    """Next opening when closed; None when open or not within LOOK_AHEAD_DAYS."""
    holiday: str = ""
    """Name of the public holiday if that is why it is closed today."""


def state_at(hours: Hours, calendar: Calendar, now: datetime) -> OpenState:
    """Open or closed at `now`, which is local time of the town."""
    if hours.always:
        return OpenState(True)
    minute = now.hour * 60 + now.minute
    for span in hours.on(now.date(), calendar):
        if span.start <= minute < span.end:
            return OpenState(True, closes=_moment(now, now.date(), span.end))
    holiday = calendar.get(now.date()) or ""
    return OpenState(False, opens=_next_opening(hours, calendar, now), holiday=holiday)


def _next_opening(hours: Hours, calendar: Calendar, now: datetime) -> datetime | None:
    minute = now.hour * 60 + now.minute
    for ahead in range(LOOK_AHEAD_DAYS):
        day = now.date() + timedelta(days=ahead)
        for span in hours.on(day, calendar):
            if ahead > 0 or span.start > minute:
                return _moment(now, day, span.start)
    return None


def _moment(now: datetime, day: date, minutes: int) -> datetime:
    midnight = datetime.combine(day, time(), tzinfo=now.tzinfo)
    return midnight + timedelta(minutes=minutes)
