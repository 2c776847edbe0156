"""What simulated days came to, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from sim.embedded.world import Cause, Contact
from sim.result import DayResult, VisitRow


class GroupFigures(TypedDict):
    """Of some of the visits: of a language, an hour, a day."""

    visits: int
    stayed: int
    served: int
    waited_s: float
    """Mean, of those who came to stand before the robot."""


class ContactFigures(TypedDict):
    """One contact of the robot."""

    day: int
    time_s: float
    touched: str
    cause: str
    x: float
    y: float


class UnservedFigures(TypedDict):
    """One visitor who stayed and was not brought to the right place."""

    day: int
    visit: int
    """`--replay DAY:VISIT` shows it."""
    wish: str
    outcome: str
    """As the robot recorded it; empty: not at all."""


class Figures(TypedDict):
    """The keys of `l2b2 simulate --json`."""

    visits: int
    """Visitors with a wish; a group that comes together is one."""
    visitors: int
    """People in these groups."""
    stayed: int
    """Visits that did not end early by the visitors' own script."""
    served: int
    """Of those who stayed, brought to the right place, judged by the truth about positions."""
    served_share: float
    wordless: int
    """Stood before the robot and went without a word from it."""
    unnamed: int
    """Of those who stayed unserved, visits without a record that names how they ended."""
    outcomes: dict[str, int]
    """As the robot recorded them."""
    endings: dict[str, int]
    """As it was for the visitors."""
    unserved: list[UnservedFigures]
    languages: dict[str, GroupFigures]
    hours: dict[str, GroupFigures]
    """By local hour of coming, `07` to `18`."""
    days: dict[str, GroupFigures]
    """By date."""
    waited_s: dict[str, float]
    """Mean, median, p90 and longest."""
    robot_contacts: int
    """Of the robot with a wall, furniture or a person, whoever caused it."""
    contacts_by_cause: dict[str, int]
    contacts: list[ContactFigures]
    stops: dict[str, int]
    """Stops begun, by the safety rule that began them."""
    staff_calls: int
    staff_reasons: dict[str, int]
    blocked_days: int
    """Days with a corridor blocked for an hour."""
    class_days: int
    """Days with a school class around the robot."""
    driven_m: float
    led_m: float
    lowest_battery: float
    seed: int
    simulated_s: float
    wall_s: float
    cpu_s: float
    """Of all processes, for the days alone."""
    speed_up: float
    """Simulated seconds in one of a core's."""
    peak_mb: float
    """Most memory of one process."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a simulation took."""

    wall_s: float
    peak_mb: float


def figures_of(days: Sequence[DayResult], seed: int, zone: str, spent: Spent) -> Figures:
    """Everything worth telling. `zone`: of the town, for the hours of the day."""
    rows = [row for day in days for row in day.visits]
    stayed = [row for row in rows if row.stayed]
    unserved = [row for row in stayed if not row.served]
    served = len(stayed) - len(unserved)
    contacts = [_contact(day, contact) for day in days for contact in day.contacts]
    causes = Counter(contact["cause"] for contact in contacts)
    calls = Counter(reason for day in days for reason in day.staff_calls)
    simulated_s, cpu_s = sum(day.simulated_s for day in days), sum(day.cpu_s for day in days)
    return Figures(
        visits=len(rows),
        visitors=sum(row.group for row in rows),
        stayed=len(stayed),
        served=served,
        served_share=round(served / len(stayed), 4) if stayed else 0.0,
        wordless=sum(row.wordless for row in rows),
        unnamed=sum(row.outcome is None for row in unserved),
        outcomes=_sorted(Counter(v.outcome.value for day in days for v in day.records)),
        endings=_sorted(Counter(row.ending.value for row in rows)),
        unserved=[_unserved(row) for row in unserved],
        languages=_grouped(rows, lambda row: row.language),
        hours=_grouped(rows, _local_hours(days, zone)),
        days=_grouped(rows, _dates(days)),
        waited_s=_spread([row.waited_s for row in rows if row.waited_s is not None]),
        robot_contacts=len(contacts),
        contacts_by_cause={cause.value: causes[cause.value] for cause in Cause},
        contacts=contacts,
        stops=_sorted(sum((Counter(day.stops) for day in days), Counter())),
        staff_calls=calls.total(),
        staff_reasons=_sorted(calls),
        blocked_days=sum(day.blocked for day in days),
        class_days=sum(day.pupils > 0 for day in days),
        driven_m=round(sum(day.driven_m for day in days), 1),
        led_m=round(sum(row.led_m for row in rows), 1),
        lowest_battery=round(min(day.lowest_battery for day in days), 3),
        seed=seed,
        simulated_s=round(simulated_s, 1),
        **_cost(simulated_s, cpu_s, spent),
    )


class _Cost(TypedDict):
    wall_s: float
    cpu_s: float
    speed_up: float
    peak_mb: float


def _cost(simulated_s: float, cpu_s: float, spent: Spent) -> _Cost:
    return _Cost(
        wall_s=round(spent.wall_s, 2),
        cpu_s=round(cpu_s, 2),
        speed_up=round(simulated_s / max(cpu_s, 1e-6), 1),
        peak_mb=round(spent.peak_mb),
    )


def _contact(day: DayResult, contact: Contact) -> ContactFigures:
    where = contact.where
    return ContactFigures(
        day=day.number, time_s=round(contact.time_s, 1), touched=contact.name,
        cause=contact.cause.value, x=round(where.x, 2), y=round(where.y, 2),
    )  # fmt: skip


def _unserved(row: VisitRow) -> UnservedFigures:
    outcome = row.outcome.value if row.outcome else ""
    return UnservedFigures(day=row.day, visit=row.number, wish=row.wish, outcome=outcome)


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _local_hours(days: Sequence[DayResult], zone: str) -> Callable[[VisitRow], str]:
    starts = {day.number: day.start.astimezone(ZoneInfo(zone)) for day in days}
    return lambda row: f"{starts[row.day] + timedelta(seconds=row.came_s):%H}"


def _dates(days: Sequence[DayResult]) -> Callable[[VisitRow], str]:
    dates = {day.number: f"{day.start:%Y-%m-%d}" for day in days}
    return lambda row: dates[row.day]


def _grouped(rows: Iterable[VisitRow], key: Callable[[VisitRow], str]) -> dict[str, GroupFigures]:
    groups: dict[str, list[VisitRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {
        name: GroupFigures(
            visits=len(of),
            stayed=sum(row.stayed for row in of),
            served=sum(row.served for row in of),
            waited_s=_mean([row.waited_s for row in of if row.waited_s is not None]),
        )
        for name, of in sorted(groups.items())
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 1) if values else 0.0


def _spread(values: list[float]) -> dict[str, float]:
    values = sorted(values) or [0.0]
    last = len(values) - 1
    return {
        "mean": _mean(values),
        "median": values[last // 2],
        "p90": values[round(0.9 * last)],
        "longest": values[-1],
    }
