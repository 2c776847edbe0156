"""Stores of every version become current, whole or not at all; newer ones are refused."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from robot.adapters import sql_accounts, sql_schema, sql_tables
from robot.adapters.sql_tables import row_of
from robot.adapters.sql_visits import SqlVisits
from robot.stats.visits import StoreError
from tests.records import NOON, totals, visit

ZONE = "Europe/Berlin"
OLD = """
CREATE TABLE schema_version (version INTEGER NOT NULL, PRIMARY KEY (version));
CREATE TABLE visits (
  id VARCHAR(36) NOT NULL, robot VARCHAR(64) NOT NULL, building VARCHAR(64) NOT NULL,
  started_us BIGINT NOT NULL, ended_us BIGINT NOT NULL, language VARCHAR(16) NOT NULL,
  channel VARCHAR(8) NOT NULL, outcome VARCHAR(24) NOT NULL, services JSON NOT NULL,
  facilities JSON NOT NULL, department VARCHAR(64) NOT NULL, answer_s FLOAT,
  escorts INTEGER NOT NULL, escorts_arrived INTEGER NOT NULL, escort_m FLOAT NOT NULL,
  not_understood INTEGER NOT NULL, unserved JSON NOT NULL, rating INTEGER NOT NULL,
  PRIMARY KEY (id));
CREATE INDEX ix_visits_started_us ON visits (started_us);
INSERT INTO schema_version VALUES (1);
"""
"""What L2B2 0.1 made."""


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A store of L2B2 0.1 with three visits on two days."""
    path = tmp_path / "visits.sqlite"
    with sqlite3.connect(path) as raw:
        raw.executescript(OLD)
        for number in range(3):
            row = row_of(visit(number, NOON + timedelta(hours=10 * number)))
            row |= {
                key: str(value).replace("'", '"')
                for key, value in row.items()
                if isinstance(value, list)
            }
            names = ", ".join(row)
            raw.execute(
                f"INSERT INTO visits ({names}) VALUES ({', '.join('?' * len(row))})",
                tuple(row.values()),
            )
    raw.close()
    return path


def test_a_store_of_the_first_version_is_taken_over(old_store: Path) -> None:
    store = SqlVisits(f"sqlite:///{old_store}", ZONE)
    kept = list(store.between(NOON, NOON + timedelta(days=9)))
    assert kept == [visit(number, NOON + timedelta(hours=10 * number)) for number in range(3)]
    days = {date(2026, 11, 23): 2, date(2026, 11, 24): 1}
    assert totals(store).by_day == days
    assert not store.add(visit(1))
    assert store.add(visit(7))
    store.close()
    assert totals(SqlVisits(f"sqlite:///{old_store}")).by_day[date(2026, 11, 23)] == 3


def test_a_takeover_that_fails_leaves_the_old_store(
    old_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tables() -> list[str]:
        with sqlite3.connect(old_store) as raw:
            return [name for (name,) in raw.execute("SELECT name FROM sqlite_master ORDER BY 1")]

    def fails(connection: object, config: object) -> None:
        take_over(connection, config)  # type: ignore[arg-type]
        sql_schema.command.upgrade(config, "head")  # type: ignore[arg-type]
        raise OSError("the power fails")

    before, take_over = tables(), sql_schema._take_over
    monkeypatch.setattr(sql_schema, "_take_over", fails)
    with pytest.raises(StoreError, match="the power fails"):
        SqlVisits(f"sqlite:///{old_store}", ZONE)
    assert tables() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "revision 9999.* or a newer one"),
        ("CREATE TABLE schema_version AS SELECT 99 AS version; DROP TABLE alembic_version", "99"),
    ],
)
def test_a_store_of_another_version_is_refused(tmp_path: Path, change: str, told: str) -> None:
    path = tmp_path / "visits.sqlite"
    SqlVisits(f"sqlite:///{path}", ZONE).close()
    with sqlite3.connect(path) as raw:
        raw.executescript(change)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=told):
        SqlVisits(f"sqlite:///{path}", ZONE)
    assert path.read_bytes() == before


def test_the_migrations_make_the_tables_that_the_code_knows(database_url: str) -> None:
    SqlVisits(database_url, ZONE).close()
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, [sql_tables.METADATA, sql_accounts.METADATA]) == []
    engine.dispose()


def test_many_processes_may_open_a_new_store_at_once(database_url: str) -> None:
    faults: list[BaseException] = []

    def open_it() -> None:
        try:
            SqlVisits(database_url, ZONE).close()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not faults


def test_postgresql_of_the_first_version_is_taken_over(new_postgres_url: Callable[[], str]) -> None:
    url = new_postgres_url()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for statement in filter(str.strip, OLD.split(";")):
            connection.execute(text(statement))
    engine.dispose()
    store = SqlVisits(url, ZONE)
    assert store.add(visit(1))
    store.close()
