"""The disk fills up: what was kept is there. tests/ros/test_crashes.py kills nodes and database."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from robot.adapters.sql_visits import SqlVisits
from robot.adapters.store_upkeep import check
from robot.stats.visits import StoreError
from tests.records import NOON, totals, visit

ZONE = "Europe/Berlin"


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
