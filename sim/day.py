"""Days to simulate: one without end at a steady rate, or a month of opening days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np

from robot.dialogue.content import Content
from robot.dialogue.hours import Span, public_holidays
from sim.embedded.arrivals import Arrivals, Opening, of_day, shared_out, steadily
from sim.embedded.programme import Programme, draw_programme
from sim.scene import Scene

FIRST_DATE = date(2026, 3, 2)
"""A Monday; where simulated months begin."""
_STEADY_START = datetime(2026, 3, 5, 7, 0, tzinfo=timezone.utc)
"""A Thursday morning, open until the evening."""
_LONGEST_S_PER_VISIT = 1800.0
"""A run whose visitors take longer than this on average is given up."""
_BEFORE_S = 300.0
"""The robot stands ready so long before the doors open."""
_OVERTIME_S = 7200.0
"""All are out so long after closing, or the day is given up."""
_LOOK_AHEAD_DAYS = 400


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Which day, with how many visitors; enough to make it again anywhere."""

    number: int
    """From 1 on."""
    date: date
    spans: tuple[Span, ...]
    """The hall is open, local time."""
    visitors: int
    seed: int
    """Of the month; the day draws from (seed, number)."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a run plays; made afresh for every run, as arrivals are used up."""

    number: int
    start: datetime
    """Aware, UTC; where the simulation's clock begins."""
    seeds: tuple[int, ...]
    arrivals: Arrivals
    programme: Programme
    ends_s: float
    """The robot is on duty until then, visitors or not."""
    given_up_s: float
    """Still somebody there by then: something holds the run up."""

    @property
    def world_seed(self) -> int:
        """For laser and wheels."""
        return int(np.random.SeedSequence(self.seeds).generate_state(1)[0])


def steady_day(visits: int, seed: int, visitors_per_hour: float) -> Day:
    """Visitors one by one, as many as asked for, however long it takes."""
    arrivals = steadily(visitors_per_hour, seed, visits)
    given_up_s = 3600.0 + _LONGEST_S_PER_VISIT * visits
    return Day(1, _STEADY_START, (seed,), arrivals, Programme(), 0.0, given_up_s)


def month(content: Content, days: int, visitors: int, seed: int) -> tuple[DayOrder, ...]:
    """The first so many days on which the hall opens, and the visitors shared out over them.

    Raises:
        ValueError: the hall never opens, or less than one visitor a day.
    """
    if visitors < days:
        raise ValueError(f"{visitors} visitors on {days} days are less than one a day")
    dates = []
    for day, spans in _open_days(content):
        dates.append((day, spans))
        if len(dates) == days:
            break
    else:
        raise ValueError(f"the hall opens on {len(dates)} days of the year, not on {days}")
    hours = [sum(span.end - span.start for span in spans) / 60.0 for _, spans in dates]
    shares = shared_out(visitors, hours)
    return tuple(
        DayOrder(number, day, spans, share, seed)
        for number, ((day, spans), share) in enumerate(zip(dates, shares, strict=True), start=1)
    )


def busy_day(scene: Scene, order: DayOrder) -> Day:
    """One day of a month."""
    zone = ZoneInfo(scene.house.content.town.timezone)
    midnight = datetime.combine(order.date, time(), tzinfo=zone)
    start = midnight + timedelta(minutes=order.spans[0].start, seconds=-_BEFORE_S)
    zero_s = (start - midnight).total_seconds()
    openings = [
        Opening(span.start * 60.0 - zero_s, span.end * 60.0 - zero_s) for span in order.spans
    ]
    seeds = (order.seed, order.number)
    programme = draw_programme(
        openings, scene.ways.walls.clearance, scene.spots.routes, scene.kept_free, scene.start,
        np.random.default_rng([*seeds, 4]),
    )  # fmt: skip
    ends_s = openings[-1].end_s
    return Day(
        number=order.number,
        start=start.astimezone(timezone.utc),
        seeds=seeds,
        arrivals=of_day(openings, order.visitors, seeds),
        programme=programme,
        ends_s=ends_s,
        given_up_s=ends_s + _OVERTIME_S,
    )


def _open_days(content: Content) -> Iterator[tuple[date, tuple[Span, ...]]]:
    """Days on which an office is open that does not open always, and when."""
    holidays = public_holidays(content.town.country, content.town.subdivision)
    hours = [office.hours for office in content.departments.values() if not office.hours.always]
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = FIRST_DATE + timedelta(days=ahead)
        spans = _joined([span for each in hours for span in each.on(day, holidays)])
        if spans:
            yield day, spans


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans that touch or overlap become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
