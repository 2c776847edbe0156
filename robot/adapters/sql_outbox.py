"""Records that still have to go to the central store; they wait in the store itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update

from robot.adapters.sql_database import Database
from robot.adapters.sql_tables import SHIFTS, VISITS, shift_of, visit_of
from robot.core.shift import Shift
from robot.core.visit import Visit


def waiting(database: Database, most: int, without: Collection[str]) -> Sequence[Visit | Shift]:
    """The oldest records that wait, visits first, those with the ids of `without` left out."""
    found: list[Visit | Shift] = []
    with database.reading() as connection:
        for table in (VISITS, SHIFTS):
            wanted = (
                select(table)
                .where(~table.c.forwarded)
                .where(table.c.id.not_in(without))
                .order_by(table.c.started_us)
                .limit(most - len(found))
            )
            for row in connection.execute(wanted).mappings():
                found.append(visit_of(row) if table is VISITS else shift_of(row))
    return found


def how_many_wait(database: Database) -> int:
    """Records that wait."""
    with database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).where(~table.c.forwarded)).scalar_one()
            for table in (VISITS, SHIFTS)
        )


def arrived(database: Database, records: Sequence[Visit | Shift]) -> None:
    """The central store has them for good; they wait no more."""
    with database.writing() as connection:
        for table, kind in ((VISITS, Visit), (SHIFTS, Shift)):
            ids = [record.id for record in records if isinstance(record, kind)]
            connection.execute(update(table).where(table.c.id.in_(ids)).values(forwarded=True))
