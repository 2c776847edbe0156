"""The figures of a period, each with what exactly it counts, made of the sums of its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from robot.stats.periods import Period
from robot.stats.tally import ANSWER_STEPS_PER_S, Totals

_MS_PER_H = 3_600_000


def _figure(meaning: str) -> Any:
    return field(metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in one period. A day or hour is the local one in which a visit began."""

    interactions: int = _figure(
        "Visits: each lasts from the greeting or the first touch to the goodbye or to walking away."
    )
    by_day: Mapping[date, int] = _figure(
        "Visits by the day on which they began; every day is there."
    )
    by_weekday: Mapping[int, int] = _figure(
        "Visits by the day of the week on which they began; 1 is Monday, 7 Sunday."
    )
    by_hour: Mapping[int, int] = _figure(
        "Visits by the hour of the day in which they began; the hour that comes twice when summer "
        "time ends counts both."
    )
    by_language: Mapping[str, int] = _figure("Visits by the language at their end.")
    by_channel: Mapping[str, int] = _figure(
        "Visits by how the visitor spoke to the robot: voice, touch, mixed, or none at all."
    )
    by_department: Mapping[str, int] = _figure(
        "Visits by the department asked for last; visits that asked for none are left out."
    )
    by_service: Mapping[str, int] = _figure(
        "Times each service was asked for; a visit may ask for several."
    )
    by_facility: Mapping[str, int] = _figure(
        "Times each place in the building was asked for; a visit may ask for several."
    )
    by_outcome: Mapping[str, int] = _figure(
        "Visits by how they ended: informed, led to the door, brought to the lift, handed to "
        "staff, given up by the robot, left by the visitor."
    )
    answer_median_s: float | None = _figure(
        "Seconds from the end of a visit's first request to the start of its answer, to a tenth of "
        "a second: half of the visits waited no longer."
    )
    answer_p90_s: float | None = _figure(
        "The same wait, seconds: nine of ten visits waited no longer."
    )
    length_median_s: float | None = _figure(
        "Length of a visit in seconds, to 5 seconds: half of the visits were no longer."
    )
    length_p90_s: float | None = _figure(
        "Length of a visit in seconds, to 5 seconds: nine of ten visits were no longer."
    )
    escorts: int = _figure("Walks begun: the robot set out to lead somebody.")
    escorts_arrived: int = _figure("Walks that ended at their goal, a door or the lift.")
    escort_m: float = _figure("Metres the robot drove while leading somebody.")
    not_understood: int = _figure("Utterances in which the robot found no meaning.")
    unserved: Mapping[str, int] = _figure(
        "Requests that the robot could not serve, by what was wanted (an intent, never the words)."
    )
    rated_good: int = _figure("Visits that the visitor rated as good.")
    rated_bad: int = _figure("Visits that the visitor rated as bad.")
    robot_hours: float = _figure("Hours in which the robots were switched on, added up.")
    charging_hours: float = _figure("Hours of those at the charger.")
    stopped_hours: float = _figure("Hours of those in which a safety rule kept the wheels still.")
    charge_mean: float | None = _figure(
        "Mean charge of the batteries over those hours, 0 to 1, to steps of 5 %."
    )
    charge_lowest: float | None = _figure("Lowest charge of a battery, 0 to 1, to steps of 5 %.")
    stops: Mapping[str, int] = _figure(
        "Stops by the safety rule that began them, for example obstacle or emergency_stop."
    )


def meanings() -> dict[str, str]:
    """What each figure counts, in English, by its name."""
    return {each.name: each.metadata["meaning"] for each in fields(Figures)}


def figures_of(period: Period, totals: Totals) -> Figures:
    """The figures of a period from the sums of its days."""
    parts: _Parts = {}
    for (figure, key), value in totals.tally.items():
        parts.setdefault(figure, {})[key] = value
    return Figures(
        **_by_time(period, totals.by_day, parts), **_of_visits(parts), **_of_robots(parts)
    )


_Parts = dict[str, dict[str, int]]
"""Figure of a tally -> key -> sum."""


def _by_time(period: Period, by_day: Mapping[date, int], parts: _Parts) -> dict[str, Any]:
    days = {day: by_day.get(day, 0) for day in _days(period)}
    weekdays: Counter[int] = Counter()
    for day, count in days.items():
        weekdays[day.isoweekday()] += count
    hours = parts.get("hour", {})
    return {
        "by_day": days,
        "by_weekday": {day: weekdays[day] for day in range(1, 8)},
        "by_hour": {hour: hours.get(f"{hour:02d}", 0) for hour in range(24)},
    }


def _of_visits(parts: _Parts) -> dict[str, Any]:
    answers, lengths = _histogram(parts, "answer"), _histogram(parts, "length")
    ratings = parts.get("rating", {})
    divisions = ("language", "channel", "department", "service", "facility", "outcome")
    return {
        "interactions": _total(parts, "visits"),
        **{f"by_{name}": _ranked(parts, name) for name in divisions},
        "answer_median_s": _quantile(answers, 50, 1 / ANSWER_STEPS_PER_S),
        "answer_p90_s": _quantile(answers, 90, 1 / ANSWER_STEPS_PER_S),
        "length_median_s": _quantile(lengths, 50, 1.0),
        "length_p90_s": _quantile(lengths, 90, 1.0),
        "escorts": _total(parts, "escorts"),
        "escorts_arrived": _total(parts, "arrived"),
        "escort_m": _total(parts, "escort_cm") / 100,
        "not_understood": _total(parts, "not_understood"),
        "unserved": _ranked(parts, "unserved"),
        "rated_good": ratings.get("good", 0),
        "rated_bad": ratings.get("bad", 0),
    }


def _of_robots(parts: _Parts) -> dict[str, Any]:
    charges = _histogram(parts, "charge")
    return {
        "robot_hours": _total(parts, "on_ms") / _MS_PER_H,
        "charging_hours": _total(parts, "charging_ms") / _MS_PER_H,
        "stopped_hours": _total(parts, "stopped_ms") / _MS_PER_H,
        "charge_mean": _mean(charges),
        "charge_lowest": min(charges) / 100 if charges else None,
        "stops": _ranked(parts, "stop"),
    }


def _days(period: Period) -> Iterator[date]:
    return (period.first + timedelta(days=number) for number in range(period.days))


def _total(parts: _Parts, figure: str) -> int:
    return sum(parts.get(figure, {}).values())


def _ranked(parts: _Parts, figure: str) -> dict[str, int]:
    """Most first, equal ones by name."""
    found = parts.get(figure, {}).items()
    return dict(sorted(found, key=lambda item: (-item[1], item[0])))


def _histogram(parts: _Parts, figure: str) -> dict[int, int]:
    return {int(key): count for key, count in parts.get(figure, {}).items()}


def _quantile(histogram: Mapping[int, int], percent: int, step: float) -> float | None:
    """The smallest value that at least so many percent do not exceed, in steps; None of nothing."""
    wanted = -(-sum(histogram.values()) * percent // 100)
    for value in sorted(histogram):
        wanted -= histogram[value]
        if wanted <= 0:
            return round(value * step, 3)
    return None


def _mean(percents: Mapping[int, int]) -> float | None:
    weight = sum(percents.values())
    if not weight:
        return None
    return round(sum(percent * each for percent, each in percents.items()) / weight / 100, 4)
