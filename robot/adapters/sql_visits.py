"""Visits in a database through SQLAlchemy: one SQLite file by default.

SQLite runs in write-ahead mode with full synchronisation, so that a record that was
acknowledged survives a power loss (https://www.sqlite.org/wal.html, "synchronous").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from robot.core.visit import Channel, Outcome, Visit
from robot.stats.visits import StoreError

SCHEMA_VERSION = 1

_METADATA = MetaData()
_SCHEMA = Table("schema_version", _METADATA, Column("version", Integer, primary_key=True))
_VISITS = Table(
    "visits",
    _METADATA,
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
)


class SqlVisits:
    """A VisitStore on a database URL such as `sqlite:////var/lib/l2b2/visits.sqlite`."""

    def __init__(self, url: str) -> None:
        """Open the store, and make it where it is new.

        Raises StoreError when the URL is wrong, the place cannot be written, the file is no
        database, or its schema is not the one this version knows.
        """
        self.url = url
        try:
            self._engine = _engine(url)
            self._prepare()
        except (SQLAlchemyError, ArgumentError, OSError, ImportError) as error:
            raise self._told("open", error) from error

    def add(self, visit: Visit) -> bool:
        """See VisitStore.add."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_VISITS).values(**_row(visit)))
        except IntegrityError:
            return False
        except SQLAlchemyError as error:
            raise self._told("write to", error) from error
        return True

    def between(self, start: datetime, end: datetime) -> Sequence[Visit]:
        """See VisitStore.between."""
        wanted = (
            select(_VISITS)
            .where(_VISITS.c.started_us >= _microseconds(start))
            .where(_VISITS.c.started_us < _microseconds(end))
            .order_by(_VISITS.c.started_us, _VISITS.c.id)
        )
        try:
            with self._engine.connect() as connection:
                return [_visit(row) for row in connection.execute(wanted).mappings()]
        except SQLAlchemyError as error:
            raise self._told("read", error) from error

    def first_start(self) -> datetime | None:
        """See VisitStore.first_start."""
        try:
            with self._engine.connect() as connection:
                oldest = connection.execute(select(func.min(_VISITS.c.started_us))).scalar()
        except SQLAlchemyError as error:
            raise self._told("read", error) from error
        return None if oldest is None else _moment(oldest)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _prepare(self) -> None:
        is_new = not inspect(self._engine).has_table(_SCHEMA.name)
        with self._engine.begin() as connection:
            if is_new:
                _METADATA.create_all(connection)
                connection.execute(insert(_SCHEMA).values(version=SCHEMA_VERSION))
                return
            version = connection.execute(select(_SCHEMA.c.version)).scalar()
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"visit store {self._shown()} has schema version {version}, this version of L2B2 "
                f"knows {SCHEMA_VERSION}: use the L2B2 that wrote it, or another store"
            )

    def _shown(self) -> str:
        """The URL without its password."""
        try:
            return make_url(self.url).render_as_string(hide_password=True)
        except ArgumentError:
            return repr(self.url)

    def _told(self, doing: str, error: Exception) -> StoreError:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        return StoreError(
            f"cannot {doing} the visit store {self._shown()}: {cause} "
            "(check the path or URL, that its folder can be written and the disk is not full)"
        )


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    engine = create_engine(parsed)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _microseconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment}")
    delta = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def _moment(microseconds: int) -> datetime:
    seconds, rest = divmod(microseconds, 1_000_000)
    return datetime.fromtimestamp(seconds, tz=timezone.utc).replace(microsecond=rest)


def _row(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.id,
        "robot": visit.robot,
        "building": visit.building,
        "started_us": _microseconds(visit.started),
        "ended_us": _microseconds(visit.ended),
        "language": visit.language,
        "channel": visit.channel.value,
        "outcome": visit.outcome.value,
        "services": list(visit.services),
        "facilities": list(visit.facilities),
        "department": visit.department,
        "answer_s": visit.answer_s,
        "escorts": visit.escorts,
        "escorts_arrived": visit.escorts_arrived,
        "escort_m": visit.escort_m,
        "not_understood": visit.not_understood,
        "unserved": list(visit.unserved),
        "rating": visit.rating,
    }


def _visit(row: RowMapping) -> Visit:
    return Visit(
        id=row["id"],
        robot=row["robot"],
        building=row["building"],
        started=_moment(row["started_us"]),
        ended=_moment(row["ended_us"]),
        language=row["language"],
        channel=Channel(row["channel"]),
        outcome=Outcome(row["outcome"]),
        services=tuple(row["services"]),
        facilities=tuple(row["facilities"]),
        department=row["department"],
        answer_s=row["answer_s"],
        escorts=row["escorts"],
        escorts_arrived=row["escorts_arrived"],
        escort_m=row["escort_m"],
        not_understood=row["not_understood"],
        unserved=tuple(row["unserved"]),
        rating=row["rating"],
    )
