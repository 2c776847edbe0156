"""The tables' history: alembic's migrations in robot/adapters/migrations, run where needed.

A store whose tables carry no revision of alembic, but the number 1 in `schema_version`, is one of
L2B2 0.1 and is taken over. All of it happens in one transaction: it is done, or nothing is.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

_FOLDER = Path(__file__).parent / "migrations"
_FIRST = "0001"
"""The revision that L2B2 0.1 knew as schema version 1."""
_LOCK = 72_623_259
"""PostgreSQL's number for "somebody makes or changes the store itself"."""


class SchemaError(Exception):
    """The tables are not ours to use; says why and what to do."""


def bring_up(reader: Engine, writer: Engine) -> None:
    """Make every table, or bring the old ones up to date; a current store is only read.

    Raises SchemaError for a store that a newer L2B2 has written.
    """
    script = ScriptDirectory(str(_FOLDER))
    with reader.connect() as connection:
        if revision(connection) == script.get_current_head():
            return
    with writer.begin() as connection:
        _upgrade(connection, script)


def alone(connection: Connection) -> None:
    """Wait until nobody else changes the store's own nature; until the transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite's writers are always alone
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def revision(connection: Connection) -> str | None:
    """The newest migration that the tables have seen; None: none, or tables of L2B2 0.1."""
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, script: ScriptDirectory) -> None:
    alone(connection)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER))
    if inspect(connection).has_table("schema_version"):
        _take_over(connection, config)
    _refuse_newer(revision(connection), script)
    command.upgrade(config, "head")


def _take_over(connection: Connection, config: Config) -> None:
    version = connection.execute(text("SELECT version FROM schema_version")).scalar()
    if version != 1:
        raise SchemaError(
            f"it has schema version {version}, which no L2B2 has written: use another store"
        )
    command.stamp(config, _FIRST)


def _refuse_newer(found: str | None, script: ScriptDirectory) -> None:
    known = [each.revision for each in script.walk_revisions()]
    if found is not None and found not in known:
        raise SchemaError(
            f"its tables have revision {found}, this version of L2B2 knows none after {known[0]}: "
            "use the L2B2 that wrote it or a newer one, or another store"
        )
