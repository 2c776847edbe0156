"""Care of a store: whether it is whole, and letting go of what is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlalchemy import Connection, delete, insert, select, text, true

from robot.adapters.sql_figures import Sums, days_counted
from robot.adapters.sql_tables import DAY_FIGURES, FACTS, SHIFTS, VISITS, microseconds
from robot.adapters.sql_visits import SqlVisits

SINCE_FACT = "records_since"
"""The first day of which every single record is still there; older ones live on in the figures."""


def check(store: SqlVisits) -> Iterator[str]:
    """Every fault of a store, in words; none: it is whole and its figures equal its records."""
    with store.database.reading() as connection:
        if store.database.is_sqlite:
            for (told,) in connection.execute(text("PRAGMA integrity_check")):
                if told != "ok":
                    yield f"the file is damaged: {told}"
        since = _records_since(connection)
        begin = None if since is None else datetime.combine(since, time(), store.zone)
        counted: set[date] = set()
        for day, expected in days_counted(connection, store.zone, begin):
            counted.add(day)
            yield from _differences(day, expected, _kept(connection, day))
        days = select(DAY_FIGURES.c.day).distinct().where(DAY_FIGURES.c.day >= (since or date.min))
        for (day,) in connection.execute(days):
            if day not in counted:
                yield f"{day}: has figures, but no records"


def _kept(connection: Connection, day: date) -> Sums:
    rows = connection.execute(select(DAY_FIGURES).where(DAY_FIGURES.c.day == day))
    return {(b, r, on, figure, key): value for b, r, on, figure, key, value in rows}


def _differences(day: date, expected: Sums, kept: Sums) -> Iterator[str]:
    for which in sorted(expected.keys() | kept.keys()):
        should, found = expected.get(which, 0), kept.get(which, 0)
        if should != found:
            building, robot, _, figure, key = which
            whose = f"{building}/{robot}" if robot else building or "all robots"
            yield f"{day} {whose}: {figure} {key} is {found}, the records say {should}"


def forget(store: SqlVisits, first_kept: date, *, only_forwarded: bool) -> int:
    """Let go of single records begun before a day; how many. Their days' figures stay.

    `only_forwarded` spares records that still have to go to the central store.
    """
    limit_us = microseconds(datetime.combine(first_kept, time(), store.zone))
    gone = 0
    with store.database.writing() as connection:
        for table in (VISITS, SHIFTS):
            unwanted = delete(table).where(table.c.started_us < limit_us)
            done = connection.execute(
                unwanted.where(table.c.forwarded if only_forwarded else true())
            )
            gone += done.rowcount
        before = _records_since(connection)
        if gone and (before is None or before < first_kept):
            connection.execute(delete(FACTS).where(FACTS.c.name == SINCE_FACT))
            connection.execute(insert(FACTS).values(name=SINCE_FACT, value=first_kept.isoformat()))
    return gone


def _records_since(connection: Connection) -> date | None:
    wanted = select(FACTS.c.value).where(FACTS.c.name == SINCE_FACT)
    found = connection.execute(wanted).scalar()
    return None if found is None else date.fromisoformat(found)
