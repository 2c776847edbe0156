"""Years of made-up visits, for measuring and for trying the panel; the same seed makes the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from robot.adapters.sql_figures import add_sums, note_robots, sums_of
from robot.adapters.sql_tables import SHIFTS, VISITS, row_of
from robot.adapters.sql_visits import SqlVisits
from robot.core.shift import Shift
from robot.core.visit import Channel, Outcome, Visit
from robot.stats.visits import StoreError

BUILDING = "town_hall"
VISITS_A_YEAR = 42_000
"""Of one robot; a citizens' office with one has about 80,000 visitors a year."""
_OPEN_DAYS_A_YEAR = 260
_HOURS = (8, 8, 8, 9, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17)
"""Mornings are busier."""
_LANGUAGES = ("de",) * 7 + ("tr", "tr", "en")
_CHANNELS = (Channel.VOICE,) * 5 + (Channel.TOUCH,) * 3 + (Channel.MIXED, Channel.NONE)
_OUTCOMES = (
    (Outcome.LED,) * 5 + (Outcome.INFORMED,) * 4 + (Outcome.AT_LIFT,) * 2
    + (Outcome.HANDED_TO_STAFF, Outcome.GAVE_UP, Outcome.LEFT)
)  # fmt: skip
_STOPS = ("obstacle", "obstacle", "obstacle", "scan_old", "emergency_stop")

Services = Sequence[tuple[str, str]]
"""(department, service) pairs to choose from."""


def generate(
    store: SqlVisits,
    services: Services,
    *,
    robots: int,
    first: date,
    last: date,
    seed: int,
    progress: Callable[[], None] = lambda: None,
) -> int:
    """Fill an empty store with visits from `first` to `last`; how many were made.

    `progress` is called after each day. Raises StoreError when the store holds anything.
    """
    if store.first_day() is not None:
        raise StoreError(f"the visit store {store.database.shown} is not empty; use a new one")
    made = 0
    for month in _months(first, last):
        with store.database.writing() as connection:
            for day in month:
                for number in range(1, robots + 1):
                    robot = f"robot {number}"
                    chance = Random(f"{seed} {robot} {day}")
                    visits = _day_of_visits(chance, robot, day, store.zone, services)
                    shifts = _day_of_shifts(chance, robot, day, store.zone)
                    if not visits:
                        continue
                    for table, records in ((VISITS, visits), (SHIFTS, shifts)):
                        rows = [row_of(each) | {"forwarded": True} for each in records]
                        connection.execute(insert(table), rows)
                    add_sums(store.database, connection, sums_of([*visits, *shifts], store.zone))
                    note_robots(store.database, connection, {(BUILDING, robot)})
                    made += len(visits)
                progress()
    return made


def _months(first: date, last: date) -> Iterator[list[date]]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    while days:
        month = [day for day in days[:31] if day.month == days[0].month]
        yield month
        days = days[len(month) :]


def _day_of_visits(
    chance: Random, robot: str, day: date, zone: ZoneInfo, services: Services
) -> list[Visit]:
    if day.isoweekday() > 5:
        return []
    count = round(chance.gauss(1.0, 0.15) * VISITS_A_YEAR / _OPEN_DAYS_A_YEAR)
    return [_visit(chance, robot, day, zone, services) for _ in range(max(0, count))]


def _visit(chance: Random, robot: str, day: date, zone: ZoneInfo, services: Services) -> Visit:
    at = time(chance.choice(_HOURS), chance.randrange(60), chance.randrange(60))
    started = datetime.combine(day, at, zone).astimezone(timezone.utc)
    outcome = chance.choice(_OUTCOMES)
    walked = outcome in (Outcome.LED, Outcome.AT_LIFT)
    asked = chance.choices(services, k=1 if chance.random() < 0.9 else 2)
    lost = outcome in (Outcome.GAVE_UP, Outcome.HANDED_TO_STAFF)
    return Visit(
        id=_id(chance),
        robot=robot,
        building=BUILDING,
        started=started,
        ended=started + timedelta(seconds=round(chance.lognormvariate(4.3, 0.5), 3)),
        language=chance.choice(_LANGUAGES),
        channel=chance.choice(_CHANNELS),
        outcome=outcome,
        services=tuple(service for _, service in asked),
        department=asked[-1][0],
        answer_s=round(chance.lognormvariate(-0.4, 0.4), 3),
        escorts=int(walked),
        escorts_arrived=int(walked),
        escort_m=round(chance.uniform(8, 60), 2) if walked else 0.0,
        not_understood=chance.choice((0, 0, 0, 1, 2)),
        unserved=("out_of_scope",) if lost else (),
        rating=chance.choice((0, 0, 0, 0, 1, 1, -1)),
    )


def _day_of_shifts(chance: Random, robot: str, day: date, zone: ZoneInfo) -> list[Shift]:
    shifts = []
    for hour in range(8, 18):
        started = datetime.combine(day, time(hour), zone).astimezone(timezone.utc)
        stops = {chance.choice(_STOPS): chance.randrange(1, 4)} if chance.random() < 0.5 else {}
        shifts.append(
            Shift(
                id=_id(chance),
                robot=robot,
                building=BUILDING,
                started=started,
                ended=started + timedelta(hours=1),
                charge=round(chance.uniform(0.3, 1.0), 3),
                charging_s=float(chance.randrange(0, 1800)),
                stopped_s=float(chance.randrange(0, 60)) if stops else 0.0,
                stops=stops,
            )
        )
    return shifts


def _id(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))
