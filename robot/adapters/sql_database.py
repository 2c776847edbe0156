"""A database by its SQLAlchemy URL: SQLite (one file) or PostgreSQL, told apart nowhere else.

SQLite runs in write-ahead mode with full synchronisation, so that what was acknowledged survives
a power loss (https://www.sqlite.org/wal.html, "synchronous"). A writer takes the write lock when
it begins, so that it never has to give up half-way. PostgreSQL waits for its log by default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from robot.adapters.sql_schema import SchemaError, bring_up
from robot.stats.visits import StoreError

Inserting = Callable[[Table], Any]
_BACKENDS: dict[str, tuple[str, Inserting]] = {
    "sqlite": ("sqlite", sqlite.insert),
    "postgresql": ("postgresql+psycopg", postgresql.insert),
}
_CHUNK = 500
_BUSY_S = 10.0
"""A writer waits this long for another one."""


class Database:
    """An open database whose tables are those that this version of L2B2 knows."""

    def __init__(self, url: str) -> None:
        """Open it; make its tables where it is new, bring them up to date where it is old.

        Raises StoreError when the URL is wrong, the place cannot be written, it is no database,
        or a newer L2B2 has written it.
        """
        self.url = url
        with ExitStack() as undo:
            try:
                self._engine = _engine(_parsed(url))
                undo.callback(self._engine.dispose)
                self._writer = self._engine.execution_options(l2b2_writes=True)
                self._reader = _one_view(self._engine)
                bring_up(self._reader, self._writer)
            except SchemaError as error:
                raise StoreError(f"visit store {self.shown}: {error}") from error
            except (SQLAlchemyError, OSError, ImportError, ValueError) as error:
                raise self.told("open", error) from error
            undo.pop_all()
        self.is_sqlite = self._engine.dialect.name == "sqlite"
        self.insert: Inserting = _BACKENDS[self._engine.dialect.name][1]
        """Makes an INSERT that can say what to do ON CONFLICT, which both databases spell alike."""

    @property
    def shown(self) -> str:
        """The URL without its password."""
        try:
            return make_url(self.url).render_as_string(hide_password=True)
        except ArgumentError:
            return repr(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the database, whatever is written meanwhile; raises StoreError."""
        try:
            with self._reader.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self.told("read", error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, for good, or nothing; raises StoreError."""
        try:
            with self._writer.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self.told("write to", error) from error

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def told(self, doing: str, error: Exception) -> StoreError:
        """A failure in words: which store, why, what to do."""
        cause = (str(getattr(error, "orig", None) or error).splitlines() or ["?"])[0]
        return StoreError(
            f"cannot {doing} the visit store {self.shown}: {cause} "
            "(check the path or URL, that its folder can be written and the disk is not full)"
        )


def _parsed(url: str) -> URL:
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend not in _BACKENDS:
        raise ArgumentError(f"'{backend}' is neither sqlite nor postgresql")
    return parsed.set(drivername=_BACKENDS[backend][0])


def streamed(
    connection: Connection, wanted: Select[Any], values: Mapping[str, object] | None = None
) -> Iterator[Row[Any]]:
    """Rows one by one, of which the database hands over some hundreds at a time."""
    with connection.execute(wanted, values, execution_options={"stream_results": True}) as found:
        for rows in found.partitions(_CHUNK):
            yield from rows


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None: it has none. Raises StoreError for a wrong URL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is no database URL such as sqlite:///visits.sqlite") from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # A server that was started anew shall not cost the first visit after it.
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    if file := sqlite_file(str(url)):
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _one_view(engine: Engine) -> Engine:
    """Whoever reads sees one moment: SQLite's readers always do, PostgreSQL's when told to."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin when we say so, tables' changes too
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("l2b2_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
