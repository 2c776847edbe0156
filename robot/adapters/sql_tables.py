"""The tables of the records, and each record as a row; robot/adapters/migrations makes them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    false,
    text,
)

from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.stats.records_json import plain
from robot.stats.records_json import visit_of as visit_of_values

METADATA = MetaData()
VISITS = Table(
    "visits",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("robot", String(64), nullable=False),
    Column("building", String(64), nullable=False),
    Column("started_us", BigInteger, nullable=False, index=True),  # microseconds since 1970, UTC
    Column("ended_us", BigInteger, nullable=False),
    Column("language", String(16), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("outcome", String(24), nullable=False),
    Column("services", JSON, nullable=False),
    Column("facilities", JSON, nullable=False),
    Column("department", String(64), nullable=False),
    Column("answer_s", Float),
    Column("escorts", Integer, nullable=False),
    Column("escorts_arrived", Integer, nullable=False),
    Column("escort_m", Float, nullable=False),
    Column("not_understood", Integer, nullable=False),
    Column("unserved", JSON, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("forwarded", Boolean, nullable=False, server_default=false()),
)
SHIFTS = Table(
    "shifts",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("robot", String(64), nullable=False),
    Column("building", String(64), nullable=False),
    Column("started_us", BigInteger, nullable=False, index=True),
    Column("ended_us", BigInteger, nullable=False),
    Column("charge", Float),
    Column("charging_s", Float, nullable=False),
    Column("stopped_s", Float, nullable=False),
    Column("stops", JSON, nullable=False),
    Column("forwarded", Boolean, nullable=False, server_default=false()),
)
for _table in (VISITS, SHIFTS):
    _waits = text("NOT forwarded")
    Index(
        f"ix_{_table.name}_waiting",
        _table.c.started_us,
        sqlite_where=_waits,
        postgresql_where=_waits,
    )
ROBOTS = Table(
    "robots",
    METADATA,
    Column("building", String(64), primary_key=True),
    Column("robot", String(64), primary_key=True),
)
DAY_FIGURES = Table(
    "day_figures",
    METADATA,
    Column("building", String(64), primary_key=True),  # empty: all of them; see stats/tally.py
    Column("robot", String(64), primary_key=True),
    Column("day", Date, primary_key=True),  # in the store's time zone
    Column("figure", String(24), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
FACTS = Table(
    "facts",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", String(64), nullable=False),
)


def microseconds(moment: datetime) -> int:
    """Since 1970, UTC; ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment}")
    delta = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def moment(since_1970_us: int) -> datetime:
    """The aware moment, UTC."""
    seconds, rest = divmod(since_1970_us, 1_000_000)
    return datetime.fromtimestamp(seconds, tz=timezone.utc).replace(microsecond=rest)


def row_of(record: Visit | Shift) -> dict[str, Any]:
    """A record as the row of its table."""
    values = plain(record)
    started, ended = values.pop("started"), values.pop("ended")
    return values | {"started_us": microseconds(started), "ended_us": microseconds(ended)}


def visit_of(row: RowMapping) -> Visit:
    """A row of VISITS as the record."""
    return visit_of_values(_values(row))


def shift_of(row: RowMapping) -> Shift:
    """A row of SHIFTS as the record."""
    return Shift(**_values(row))


def _values(row: RowMapping) -> dict[str, Any]:
    values = dict(row)
    started, ended = moment(values.pop("started_us")), moment(values.pop("ended_us"))
    values.pop("forwarded")
    return {**values, "started": started, "ended": ended}
