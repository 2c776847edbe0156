"""What one record adds to the figures of its day: whole numbers that can be summed in any order.

A tally maps (figure, key) to a number. Sums over days, robots and buildings are all that any
figure is made of, so that days can be kept when single records are gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from robot.core.shift import Shift
from robot.core.visit import Visit

Key = tuple[str, str]
"""Figure and key, e.g. ("outcome", "led"); a figure without parts has an empty key."""
Tally = Mapping[Key, int]

LENGTH_STEP_S = 5
LENGTH_TOP_S = 3600
"""Longer visits count as this long."""
ANSWER_STEPS_PER_S = 10
ANSWER_TOP_S = 60
"""Slower answers count as this slow."""
CHARGE_STEP = 5
"""Percent."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: all robots, those of one building, or one robot."""

    building: str = ""
    """Empty: all buildings."""
    robot: str = ""
    """Empty: all robots of the building."""


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Totals:
    """What the records of some days add up to."""

    tally: Tally
    by_day: Mapping[date, int]
    """Visits of each local day that had some."""


def scopes_of(record: Visit | Shift) -> tuple[Scope, Scope, Scope]:
    """Every scope that a record counts in."""
    return ALL, Scope(record.building), Scope(record.building, record.robot)


def day_of(record: Visit | Shift, zone: tzinfo) -> date:
    """The local day on which a visit or shift began; the whole record counts on it."""
    return record.started.astimezone(zone).date()


def tally_of(record: Visit | Shift, zone: tzinfo) -> Tally:
    """What a record adds to its day."""
    return _of_visit(record, zone) if isinstance(record, Visit) else _of_shift(record)


def _of_visit(visit: Visit, zone: tzinfo) -> Tally:
    tally: Counter[Key] = Counter()
    tally["visits", ""] = 1
    tally["hour", f"{visit.started.astimezone(zone).hour:02d}"] = 1
    tally["language", visit.language] = 1
    tally["channel", visit.channel.value] = 1
    tally["outcome", visit.outcome.value] = 1
    if visit.department:
        tally["department", visit.department] = 1
    for figure, names in (
        ("service", visit.services),
        ("facility", visit.facilities),
        ("unserved", visit.unserved),
    ):
        for name in names:
            tally[figure, name] += 1
    tally["length", str(length_s(visit.started, visit.ended))] = 1
    if visit.answer_s is not None:
        tally["answer", str(answer_steps(visit.answer_s))] = 1
    if visit.rating:
        tally["rating", "good" if visit.rating > 0 else "bad"] = 1
    tally["escorts", ""] = visit.escorts
    tally["arrived", ""] = visit.escorts_arrived
    tally["escort_cm", ""] = round(100 * visit.escort_m)
    tally["not_understood", ""] = visit.not_understood
    return +tally


def _of_shift(shift: Shift) -> Tally:
    tally: Counter[Key] = Counter()
    on_ms = (shift.ended - shift.started) // timedelta(milliseconds=1)
    tally["on_ms", ""] = on_ms
    tally["charging_ms", ""] = round(1000 * shift.charging_s)
    tally["stopped_ms", ""] = round(1000 * shift.stopped_s)
    if shift.charge is not None:
        tally["charge", str(CHARGE_STEP * int(100 * shift.charge / CHARGE_STEP))] = on_ms
    for reason, count in shift.stops.items():
        tally["stop", reason] = count
    return +tally


def length_s(started: datetime, ended: datetime) -> int:
    """Length of a visit, rounded to whole steps of LENGTH_STEP_S, halves up."""
    step_us = LENGTH_STEP_S * 1_000_000
    length_us = (ended - started) // timedelta(microseconds=1)
    return min(LENGTH_TOP_S, LENGTH_STEP_S * ((length_us + step_us // 2) // step_us))


def answer_steps(answer_s: float) -> int:
    """Time to answer in steps of 1 / ANSWER_STEPS_PER_S s, rounded, halves up."""
    return min(ANSWER_TOP_S * ANSWER_STEPS_PER_S, int(answer_s * ANSWER_STEPS_PER_S + 0.5))
