"""The sums of each day in the database: added with each record, and counted anew from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from heapq import merge
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, Table, select

from robot.adapters.sql_database import Database, Inserting, streamed
from robot.adapters.sql_tables import (
    DAY_FIGURES,
    ROBOTS,
    SHIFTS,
    VISITS,
    microseconds,
    shift_of,
    visit_of,
)
from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.stats.tally import Key, Scope, day_of, scopes_of, tally_of

Sums = Mapping[tuple[str, str, date, str, str], int]
"""Building, robot, day, figure, key -> value: what the primary key of DAY_FIGURES says."""
_OF_DAY = [column.name for column in DAY_FIGURES.primary_key]


def sums_of(records: Iterable[Visit | Shift], zone: ZoneInfo) -> Sums:
    """What records add to the figures of their days, in every scope."""
    robots: dict[tuple[tuple[Scope, ...], date], Counter[Key]] = {}
    for record in records:
        whose = scopes_of(record), day_of(record, zone)
        robots.setdefault(whose, Counter()).update(tally_of(record, zone))
    sums: Counter[tuple[str, str, date, str, str]] = Counter()
    for (scopes, day), tally in robots.items():
        for scope in scopes:
            for (figure, key), value in tally.items():
                sums[scope.building, scope.robot, day, figure, key] += value
    return sums


def add_sums(database: Database, connection: Connection, sums: Sums) -> None:
    """Add to the figures by day; sorted, so that two writers never lock each other."""
    if not sums:
        return
    rows = [dict(zip(_OF_DAY, key, strict=True)) | {"value": sums[key]} for key in sorted(sums)]
    connection.execute(_adding(database.insert), rows)


def note_robots(database: Database, connection: Connection, robots: set[tuple[str, str]]) -> None:
    """Remember the (building, robot) pairs that records came from."""
    rows = [{"building": building, "robot": robot} for building, robot in sorted(robots)]
    connection.execute(kept_once(database.insert, ROBOTS), rows)


# Made once: putting a statement together takes as long as a small one takes to run.
@cache
def kept_once(insert: Inserting, table: Table) -> Any:
    """Adds rows, says the first key of each that was new, and leaves out those that are there."""
    first = next(iter(table.primary_key))
    return insert(table).on_conflict_do_nothing().returning(first)


@cache
def _adding(insert: Inserting) -> Any:
    added = insert(DAY_FIGURES)
    value = DAY_FIGURES.c.value + added.excluded.value
    return added.on_conflict_do_update(index_elements=_OF_DAY, set_={"value": value})


def days_counted(
    connection: Connection, zone: ZoneInfo, since: datetime | None = None
) -> Iterator[tuple[date, Sums]]:
    """The figures of each day counted anew from the single records begun at `since` or later."""
    day: date | None = None
    waiting: list[Visit | Shift] = []
    for record in _records(connection, since):
        this = day_of(record, zone)
        if day is not None and this != day:
            yield day, sums_of(waiting, zone)
            waiting = []
        day = this
        waiting.append(record)
    if day is not None:
        yield day, sums_of(waiting, zone)


def _records(connection: Connection, since: datetime | None) -> Iterator[Visit | Shift]:
    """Every visit and shift, oldest first, one by one."""

    def rows(table: Table) -> Iterator[RowMapping]:
        wanted = select(table).order_by(table.c.started_us)
        if since is not None:
            wanted = wanted.where(table.c.started_us >= microseconds(since))
        return (row._mapping for row in streamed(connection, wanted))

    visits: Iterator[Visit | Shift] = (visit_of(row) for row in rows(VISITS))
    shifts: Iterator[Visit | Shift] = (shift_of(row) for row in rows(SHIFTS))
    return merge(visits, shifts, key=lambda record: record.started)
