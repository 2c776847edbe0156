"""Whoever writes is killed, the database is killed, the disk fills up: what was kept is there."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from robot.adapters.sql_visits import SqlVisits
from robot.adapters.store_upkeep import check
from robot.stats.visits import StoreError
from tests.postgres import Postgres
from tests.records import NOON, totals, visit

ZONE = "Europe/Berlin"
SEED = int(os.environ.get("CRASH_SEED", time.time_ns() % 100_000))


@pytest.fixture
def chance() -> random.Random:
    print(f"CRASH_SEED={SEED}")  # shown when a test fails
    return random.Random(SEED)


def numbers_kept(store: SqlVisits) -> list[int]:
    bounds = NOON - timedelta(days=1), NOON + timedelta(days=30)
    return [int(each.id[-12:]) for each in store.between(*bounds)]


def assert_kept_once(store: SqlVisits, acknowledged: set[int]) -> None:
    """Everything acknowledged is there, once, and the figures equal the records."""
    kept = numbers_kept(store)
    assert len(kept) == len(set(kept))
    assert acknowledged <= set(kept)
    assert totals(store).tally.get(("visits", ""), 0) == len(kept)
    assert list(check(store)) == []


def killed_writer(url: str, first: int, lives_s: float) -> set[int]:
    """What a writer was told to be kept before it was killed, so long after its first visit."""
    command = [sys.executable, "-m", "tests.contract.writer", url, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        time.sleep(lives_s)
        process.kill()
        told += process.stdout.read()
    return {int(line) for line in told.split("\n")[:-1] if line}


def test_a_writer_killed_at_any_moment_loses_nothing(
    database_url: str, chance: random.Random
) -> None:
    store = SqlVisits(database_url, ZONE)
    acknowledged: set[int] = set()
    ending = threading.Event()

    def read() -> None:
        while not ending.is_set():
            totals(store)
            numbers_kept(store)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    for round_number in range(2):
        acknowledged |= killed_writer(database_url, 10_000 * round_number, chance.uniform(0, 0.4))
    ending.set()
    reader.join()
    assert len(acknowledged) >= 2
    assert_kept_once(store, acknowledged)
    store.close()


def test_a_database_killed_at_any_moment_loses_nothing(
    postgres: Postgres, new_postgres_url: Callable[[], str], chance: random.Random
) -> None:
    store = SqlVisits(new_postgres_url(), ZONE)
    acknowledged: set[int] = set()
    ending = threading.Event()

    def write() -> None:
        """As the recorder does: the same record again until it is kept."""
        number = 0
        while not ending.is_set():
            with contextlib.suppress(StoreError):
                store.add(visit(number, NOON + timedelta(seconds=number)))
                acknowledged.add(number)
                number += 1

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    for _ in range(3):
        before = len(acknowledged)
        _wait(lambda before=before: len(acknowledged) > before + 5)
        time.sleep(chance.uniform(0, 0.2))
        postgres.kill()
        postgres.start()
    ending.set()
    writer.join()
    assert_kept_once(store, acknowledged)
    assert sorted(acknowledged) == list(range(len(acknowledged)))
    store.close()


def _wait(until: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_and_the_store_goes_on_when_there_is_room(small_disk: Path) -> None:
    store = SqlVisits(f"sqlite:///{small_disk}/visits.sqlite", ZONE)
    filler = small_disk / "filler"
    acknowledged: set[int] = set()
    for round_number in range(3):
        numbers = iter(range(10_000 * round_number, 10_000 * (round_number + 1)))
        store.add(visit(number := next(numbers)))
        acknowledged.add(number)
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        told = ""
        while not told:
            try:
                store.add(visit(number := next(numbers)))
                acknowledged.add(number)
            except StoreError as error:
                told = str(error)
        assert "disk is full" in told or "disk I/O error" in told
        assert acknowledged <= set(numbers_kept(store))
        filler.unlink()
    store.add(visit(99_999))
    assert_kept_once(store, acknowledged | {99_999})
    store.close()
