"""The VisitStore on a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Select, bindparam, case, delete, func, insert, select

from robot.adapters.sql_database import Database, streamed
from robot.adapters.sql_figures import add_sums, days_counted, kept_once, note_robots, sums_of
from robot.adapters.sql_schema import alone
from robot.adapters.sql_tables import (
    DAY_FIGURES,
    FACTS,
    ROBOTS,
    SHIFTS,
    VISITS,
    microseconds,
    row_of,
    visit_of,
)
from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.stats.periods import Period
from robot.stats.tally import ALL, Key, Scope, Totals
from robot.stats.visits import StoreError

ZONE_FACT = "timezone"

# Made once: putting a statement together takes as long as a small one takes to run.
_COUNTED = DAY_FIGURES.c
_SOME_DAYS = (
    (_COUNTED.building == bindparam("building"))
    & (_COUNTED.robot == bindparam("robot"))
    & _COUNTED.day.between(bindparam("first"), bindparam("last"))
)
_DAY_OF_VISITS = case((_COUNTED.figure == "visits", _COUNTED.day))
"""So that one walk over the days gives the visits of each day and the sums of all else."""
_TALLY = (
    select(_COUNTED.figure, _COUNTED.key, _DAY_OF_VISITS, func.sum(_COUNTED.value))
    .where(_SOME_DAYS)
    .group_by(_COUNTED.figure, _COUNTED.key, _DAY_OF_VISITS)
)
_DAY_FIGURES = (
    select(_COUNTED.day, _COUNTED.figure, _COUNTED.key, _COUNTED.value)
    .where(_SOME_DAYS)
    .order_by(_COUNTED.day, _COUNTED.figure, _COUNTED.key)
)
_FIRST_DAY = select(func.min(_COUNTED.day)).where(_SOME_DAYS)


class SqlVisits:
    """A VisitStore on a database URL such as `sqlite:////var/lib/l2b2/visits.sqlite`."""

    def __init__(self, url: str, zone: str | None = None) -> None:
        """Open the store, and make it where it is new.

        `zone` is the town's time zone (IANA name), in which days are counted; a new store keeps
        it, and an old one counts in its own. None takes the store's.

        Raises StoreError when the database cannot be opened (see Database), when the store counts
        in another time zone than `zone`, or has none yet and is given none.
        """
        self.database = Database(url)
        with ExitStack() as undo:
            undo.callback(self.close)
            self._zone = self._settled(zone)
            undo.pop_all()

    @property
    def zone(self) -> ZoneInfo:
        """See VisitStore.zone."""
        return self._zone

    def add(self, record: Visit | Shift) -> bool:
        """See VisitStore.add."""
        return bool(self.add_all([record]))

    def add_all(self, records: Sequence[Visit | Shift], *, forwarded: bool = False) -> int:
        """See VisitStore.add_all."""
        with self.database.writing() as connection:
            new = [each for each in records if self._insert(connection, each, forwarded)]
            if new:
                note_robots(self.database, connection, {(r.building, r.robot) for r in new})
                add_sums(self.database, connection, sums_of(new, self._zone))
        return len(new)

    def between(self, start: datetime, end: datetime, scope: Scope = ALL) -> Iterator[Visit]:
        """See VisitStore.between."""
        wanted = (
            _within(select(VISITS), VISITS, scope)
            .where(VISITS.c.started_us >= microseconds(start))
            .where(VISITS.c.started_us < microseconds(end))
            .order_by(VISITS.c.started_us, VISITS.c.id)
        )
        with self.database.reading() as connection:
            for row in streamed(connection, wanted):
                yield visit_of(row._mapping)

    def totals(self, scope: Scope, periods: Sequence[Period]) -> Sequence[Totals]:
        """See VisitStore.totals."""
        with self.database.reading() as connection:
            return [_totals(connection, scope, period) for period in periods]

    def day_figures(self, scope: Scope, first: date, last: date) -> Iterator[tuple[date, Key, int]]:
        """See VisitStore.day_figures."""
        with self.database.reading() as connection:
            for row in streamed(connection, _DAY_FIGURES, _days(scope, first, last)):
                yield row.day, (row.figure, row.key), row.value

    def robots(self) -> Sequence[Scope]:
        """See VisitStore.robots."""
        wanted = select(ROBOTS.c.building, ROBOTS.c.robot).order_by(*ROBOTS.c)
        with self.database.reading() as connection:
            return [Scope(building, robot) for building, robot in connection.execute(wanted)]

    def first_day(self) -> date | None:
        """See VisitStore.first_day."""
        with self.database.reading() as connection:
            found: date | None = connection.execute(
                _FIRST_DAY, _days(ALL, date.min, date.max)
            ).scalar()
        return found

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def _insert(self, connection: Connection, record: Visit | Shift, forwarded: bool) -> bool:
        table = VISITS if isinstance(record, Visit) else SHIFTS
        row = row_of(record) | {"forwarded": forwarded}
        added = kept_once(self.database.insert, table)
        return connection.execute(added, row).first() is not None

    def _settled(self, zone: str | None) -> ZoneInfo:
        """The store's time zone; a store without one is given `zone`, and its days are counted."""
        with self.database.reading() as connection:
            known = _zone_fact(connection)
        if known is None:
            known = self._settle(zone)
        if zone is not None and zone != known:
            raise StoreError(
                f"the visit store {self.database.shown} counts its days in {known}, the town's "
                f"time zone is {zone}: set the town's timezone back, or use a new store"
            )
        return ZoneInfo(known)

    def _settle(self, zone: str | None) -> str:
        if zone is None:
            raise StoreError(
                f"the visit store {self.database.shown} is new and has no time zone yet: start the "
                "robot once, or name the zone"
            )
        try:
            info = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise StoreError(
                f"'{zone}' is no time zone; one is, for example, Europe/Berlin"
            ) from error
        with self.database.writing() as connection:
            alone(connection)
            known = _zone_fact(connection)
            if known is None:
                connection.execute(insert(FACTS).values(name=ZONE_FACT, value=zone))
                recount(self.database, connection, info)
        return known or zone


def recount(database: Database, connection: Connection, zone: ZoneInfo) -> None:
    """Count the figures of every day anew from the single records, all of which are still there."""
    connection.execute(delete(DAY_FIGURES))
    for _, sums in days_counted(connection, zone):
        add_sums(database, connection, sums)
        note_robots(database, connection, {(b, r) for b, r, *_ in sums if r})


def _zone_fact(connection: Connection) -> str | None:
    found: str | None = connection.execute(
        select(FACTS.c.value).where(FACTS.c.name == ZONE_FACT)
    ).scalar()
    return found


def _totals(connection: Connection, scope: Scope, period: Period) -> Totals:
    days = _days(scope, period.first, period.last)
    tally: Counter[Key] = Counter()
    by_day: dict[date, int] = {}
    for figure, key, day, value in connection.execute(_TALLY, days).all():
        tally[figure, key] += int(value)
        if day is not None:
            by_day[day] = int(value)
    return Totals(tally, by_day)


def _days(scope: Scope, first: date, last: date) -> dict[str, object]:
    return {"building": scope.building, "robot": scope.robot, "first": first, "last": last}


def _within(wanted: Select[Any], table: Any, scope: Scope) -> Select[Any]:
    if scope.building:
        wanted = wanted.where(table.c.building == scope.building)
    return wanted.where(table.c.robot == scope.robot) if scope.robot else wanted
