"""Checking a store, letting go of old records, copies and the way back, samples."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from robot.adapters.sample_records import generate
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.store_copies import backup, holds_something, restore
from robot.adapters.store_upkeep import check, forget
from robot.stats.visits import StoreError
from tests.records import BERLIN, NOON, shift, totals, visit

ZONE = "Europe/Berlin"


@pytest.fixture
def store(database_url: str) -> Iterator[SqlVisits]:
    opened = SqlVisits(database_url, ZONE)
    for number in range(6):
        opened.add(visit(number, NOON + timedelta(days=number // 2)))
        opened.add(shift(number, NOON + timedelta(days=number // 2)))
    yield opened
    opened.close()


def kept(store: SqlVisits) -> int:
    bounds = (datetime(year, 1, 1, tzinfo=BERLIN) for year in (2026, 2027))
    return len(list(store.between(*bounds)))


def test_a_whole_store_has_no_faults(store: SqlVisits) -> None:
    assert list(check(store)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE day_figures SET value = value + 1 WHERE figure = 'escorts'", "escorts  is"),
        ("DELETE FROM visits WHERE id LIKE '%05'", "visits  is 2, the records say 1"),
        ("DELETE FROM day_figures WHERE figure = 'hour'", "hour 12 is 0, the records say 2"),
        (
            "INSERT INTO day_figures VALUES ('', '', '2026-12-24', 'visits', '', 1)",
            "2026-12-24: has figures, but no records",
        ),
    ],
)
def test_figures_that_differ_from_the_records_are_named(
    store: SqlVisits, change: str, told: str
) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql(change.replace("%", "%%") if "%" in change else change)
    assert any(told in fault for fault in check(store))


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite"
    opened = SqlVisits(f"sqlite:///{path}", ZONE)
    for number in range(200):
        opened.add(visit(number))
    opened.close()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 600] = b"x" * 600
    path.write_bytes(raw)
    told: list[str] = []
    try:
        with contextlib.closing(SqlVisits(f"sqlite:///{path}")) as broken:
            told += check(broken)
    except StoreError as error:
        told.append(str(error))
    assert any("damaged" in each or "malformed" in each for each in told)


def test_old_records_go_and_their_days_stay(store: SqlVisits) -> None:
    before = totals(store).by_day
    assert forget(store, date(2026, 11, 24), only_forwarded=False) == 4
    assert kept(store) == 4
    assert totals(store).by_day == before
    assert list(check(store)) == []
    assert forget(store, date(2026, 11, 24), only_forwarded=False) == 0
    assert store.add(visit(77, NOON))
    assert list(check(store)) == []


def test_what_has_to_be_forwarded_is_kept_however_old(store: SqlVisits) -> None:
    store.add_all([visit(10, NOON), visit(11, NOON)], forwarded=True)
    assert forget(store, date(2027, 1, 1), only_forwarded=True) == 2
    assert kept(store) == 6


def test_a_store_is_copied_while_it_is_written_to_and_put_back(
    store: SqlVisits, tmp_path: Path
) -> None:
    copy, url = tmp_path / "copy", store.database.url
    with store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM robots")
        backup(store.database, copy)  # meanwhile; what is not finished is not in it
    store.add(visit(99))
    store.close()
    assert holds_something(url)
    restore(copy, url)
    again = SqlVisits(url)
    assert (kept(again), len(again.robots())) == (6, 1)
    assert list(check(again)) == []
    again.close()
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy"]


def test_a_copy_that_cannot_be_finished_leaves_the_last_one(
    store: SqlVisits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    copy.write_text("the last one")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(StoreError, match="no room"):
        backup(store.database, copy)
    assert copy.read_text() == "the last one"
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy"]


@pytest.mark.parametrize("content", [b"", b"my shopping list " * 100])
def test_what_is_no_copy_changes_nothing(tmp_path: Path, content: bytes) -> None:
    url, copy = f"sqlite:///{tmp_path}/visits.sqlite", tmp_path / "copy"
    store = SqlVisits(url, ZONE)
    store.add(visit(1))
    copy.write_bytes(content)
    with pytest.raises(StoreError, match=r"no .*store of L2B2"):
        restore(copy, url)
    assert kept(store) == 1
    store.close()


def test_a_damaged_store_is_put_aside_when_a_copy_takes_its_place(tmp_path: Path) -> None:
    path, copy = tmp_path / "visits.sqlite", tmp_path / "copy"
    store = SqlVisits(f"sqlite:///{path}", ZONE)
    store.add(visit(1))
    backup(store.database, copy)
    store.close()
    path.write_bytes(b"nothing but rubbish " * 500)
    restore(copy, f"sqlite:///{path}")
    again = SqlVisits(f"sqlite:///{path}")
    assert kept(again) == 1
    again.close()
    assert path.with_name("visits.sqlite.damaged").read_bytes().startswith(b"nothing")


def test_a_sample_is_the_same_for_the_same_seed_and_whole(tmp_path: Path) -> None:
    days = {"first": date(2026, 10, 23), "last": date(2026, 10, 27)}
    tallies = []
    for number, seed in enumerate((1, 1, 2)):
        store = SqlVisits(f"sqlite:///{tmp_path}/{number}.sqlite", ZONE)
        made = generate(store, [("cashier", "pay_bill")], robots=2, seed=seed, **days)
        assert made == totals(store).tally["visits", ""] == kept(store)
        assert list(check(store)) == []
        tallies.append(totals(store).tally)
        with pytest.raises(StoreError, match="is not empty"):
            generate(store, [("cashier", "pay_bill")], robots=2, seed=seed, **days)
        store.close()
    assert tallies[0] == tallies[1] != tallies[2]


def test_a_backup_opens_without_companions(store: SqlVisits, tmp_path: Path) -> None:
    if not store.database.is_sqlite:
        pytest.skip("pg_dump writes no database")
    backup(store.database, tmp_path / "copy")
    (tmp_path / "elsewhere").mkdir()
    moved = shutil.move(tmp_path / "copy", tmp_path / "elsewhere" / "copy")
    with sqlite3.connect(f"file:{moved}?mode=ro&immutable=1", uri=True) as raw:
        assert raw.execute("SELECT count(*) FROM visits").fetchone() == (6,)
    raw.close()
