"""What every VisitStore must do, on the one tests use and on the real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.adapters.sql_visits import SqlVisits
from robot.core.visit import Channel, Outcome, Visit
from robot.stats.visits import StoreError, VisitStore

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=timezone.utc)


class ListStore:
    """The double that other tests use."""

    def __init__(self) -> None:
        self._visits: dict[str, Visit] = {}

    def add(self, visit: Visit) -> bool:
        if visit.id in self._visits:
            return False
        self._visits[visit.id] = visit
        return True

    def between(self, start: datetime, end: datetime) -> Sequence[Visit]:
        kept = [visit for visit in self._visits.values() if start <= visit.started < end]
        return sorted(kept, key=lambda visit: (visit.started, visit.id))

    def first_start(self) -> datetime | None:
        return min((visit.started for visit in self._visits.values()), default=None)


@pytest.fixture(params=["list", "sqlite file", "sqlite memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VisitStore:
    makers: dict[str, Callable[[], VisitStore]] = {
        "list": ListStore,
        "sqlite file": lambda: SqlVisits(f"sqlite:///{tmp_path}/data/visits.sqlite"),
        "sqlite memory": lambda: SqlVisits("sqlite://"),
    }
    return makers[request.param]()


def visit(number: int, started: datetime = NOON) -> Visit:
    return Visit(
        id=f"00000000-0000-4000-8000-{number:012d}",
        robot="l2b2",
        building="town_hall",
        started=started,
        ended=started + timedelta(seconds=75.25),
        language="tr",
        channel=Channel.MIXED,
        outcome=Outcome.LED,
        services=("passport", "id_card"),
        department="citizens_office",
        answer_s=0.5,
        escorts=1,
        escorts_arrived=1,
        escort_m=14.5,
        unserved=("out_of_scope",),
        rating=1,
    )


def test_a_new_store_is_empty(store: VisitStore) -> None:
    assert store.first_start() is None
    assert list(store.between(NOON, NOON + timedelta(days=1))) == []


def test_what_was_added_comes_back_whole(store: VisitStore) -> None:
    assert store.add(visit(1))
    assert list(store.between(NOON, NOON + timedelta(seconds=1))) == [visit(1)]
    assert store.first_start() == NOON


def test_a_visit_sent_twice_is_kept_once(store: VisitStore) -> None:
    assert store.add(visit(1))
    assert not store.add(visit(1))
    assert len(store.between(NOON, NOON + timedelta(days=1))) == 1


def test_the_start_is_inside_and_the_end_outside(store: VisitStore) -> None:
    store.add(visit(1))
    assert store.between(NOON - timedelta(days=1), NOON) == []
    assert len(store.between(NOON, NOON + timedelta(microseconds=1))) == 1


def test_the_oldest_comes_first(store: VisitStore) -> None:
    for number, hours in enumerate((3, 1, 2)):
        store.add(visit(number, NOON + timedelta(hours=hours)))
    starts = [kept.started for kept in store.between(NOON, NOON + timedelta(days=1))]
    assert starts == sorted(starts)


@given(moment=st.datetimes(timezones=st.just(timezone.utc), min_value=datetime(2020, 1, 1)))
def test_every_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    store = SqlVisits("sqlite://")
    later = min(moment, datetime(9990, 1, 1, tzinfo=timezone.utc))
    store.add(visit(1, later))
    assert store.first_start() == later


def test_a_store_opened_again_still_has_its_visits(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/visits.sqlite"
    first = SqlVisits(url)
    first.add(visit(1))
    first.close()
    assert SqlVisits(url).first_start() == NOON


@pytest.mark.parametrize("url", ["nonsense", "nosuchdatabase://x", "sqlite:////proc/none/v.sqlite"])
def test_a_store_that_cannot_be_opened_says_which_and_what_to_do(url: str) -> None:
    with pytest.raises(StoreError, match=r"visit store .*\(check the path or URL"):
        SqlVisits(url)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite"
    path.write_text("my shopping list, long enough to be taken for a header " * 20)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a database"):
        SqlVisits(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "visits.sqlite"
    SqlVisits(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreError, match="schema version 99"):
        SqlVisits(f"sqlite:///{path}")


def test_a_password_in_the_url_is_never_shown() -> None:
    with pytest.raises(StoreError) as told:
        SqlVisits("nosuchdatabase://robot:hunter2@host/visits")
    assert "hunter2" not in str(told.value)
