"""What every VisitStore must do, on the one tests use and on the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from robot.adapters.sql_tables import microseconds
from robot.adapters.sql_tables import moment as moment_of
from robot.adapters.sql_visits import SqlVisits
from robot.core.visit import Visit
from robot.stats.tally import ALL, Scope, Totals
from robot.stats.visits import StoreError, VisitStore
from tests.records import BERLIN, NOON, ListStore, shift, totals, visit, visits

ZONE = "Europe/Berlin"
DAY = date(2026, 11, 23)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(params=["list", "sqlite file", "sqlite memory", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VisitStore]:
    if request.param == "list":
        yield ListStore()
        return
    urls = {
        "sqlite file": lambda: f"sqlite:///{tmp_path}/data/visits.sqlite",
        "sqlite memory": lambda: "sqlite://",
        "postgresql": lambda: request.getfixturevalue("new_postgres_url")(),
    }
    opened = SqlVisits(urls[request.param](), ZONE)
    yield opened
    opened.close()


def test_a_new_store_is_empty(store: VisitStore) -> None:
    assert store.first_day() is None
    assert list(store.between(NOON, NOON + timedelta(days=1))) == []
    assert totals(store) == Totals({}, {})
    assert list(store.robots()) == []
    assert store.zone == BERLIN


def test_what_was_added_comes_back_whole(store: VisitStore) -> None:
    assert store.add(visit(1))
    assert list(store.between(NOON, NOON + timedelta(seconds=1))) == [visit(1)]
    assert store.first_day() == DAY
    assert list(store.robots()) == [Scope("town_hall", "l2b2")]


def test_a_record_sent_twice_is_kept_and_counted_once(store: VisitStore) -> None:
    for record in (visit(1), shift(1)):
        assert store.add(record)
        assert not store.add(record)
    assert len(list(store.between(NOON, NOON + timedelta(days=1)))) == 1
    tally = totals(store, ALL, DAY, DAY).tally
    assert tally["visits", ""] == 1
    assert (tally["on_ms", ""], tally["stop", "obstacle"]) == (600_000, 2)


def test_the_start_is_inside_and_the_end_outside(store: VisitStore) -> None:
    store.add(visit(1))
    assert list(store.between(NOON - timedelta(days=1), NOON)) == []
    assert len(list(store.between(NOON, NOON + timedelta(microseconds=1)))) == 1


def test_the_oldest_comes_first(store: VisitStore) -> None:
    for number, hours in enumerate((3, 1, 2)):
        store.add(visit(number, NOON + timedelta(hours=hours)))
    starts = [kept.started for kept in store.between(NOON, NOON + timedelta(days=1))]
    assert starts == sorted(starts)


def test_every_scope_has_its_own_sums(store: VisitStore) -> None:
    store.add(visit(1, robot="one"))
    store.add(visit(2, robot="two"))
    store.add(visit(3, robot="one", building="library"))
    scopes = {
        ALL: 3,
        Scope("town_hall"): 2,
        Scope("library"): 1,
        Scope("town_hall", "one"): 1,
        Scope("town_hall", "three"): 0,
    }
    for scope, count in scopes.items():
        found = totals(store, scope, DAY, DAY)
        assert found.tally.get(("visits", ""), 0) == found.by_day.get(DAY, 0) == count
        assert len(list(store.between(NOON, NOON + timedelta(days=1), scope))) == count
    assert len(store.robots()) == 3


@settings(max_examples=20, deadline=None)
@given(records=visits(datetime(2026, 10, 20, tzinfo=BERLIN), timedelta(days=10)))
def test_a_database_sums_as_a_list_does(records: list[Visit]) -> None:
    real, model = SqlVisits("sqlite://", ZONE), ListStore()
    for record in records:
        assert real.add(record) == model.add(record)
    for scope in (ALL, Scope("town_hall"), Scope("library", "two")):
        assert totals(real, scope) == totals(model, scope)
        assert list(real.day_figures(scope, *YEAR)) == list(model.day_figures(scope, *YEAR))
    assert real.robots() == model.robots()
    assert real.first_day() == model.first_day()


@given(moment=st.datetimes(timezones=st.just(timezone.utc), min_value=datetime(2020, 1, 1)))
def test_every_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    assert moment_of(microseconds(moment)) == moment


@pytest.mark.parametrize(
    "url", ["nonsense", "nosuchdatabase://x", "mysql://x", "sqlite:////proc/none/v.sqlite"]
)
def test_a_store_that_cannot_be_opened_says_which_and_what_to_do(url: str) -> None:
    with pytest.raises(StoreError, match=r"visit store .*\(check the path or URL"):
        SqlVisits(url, ZONE)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite"
    path.write_text("my shopping list, long enough to be taken for a header " * 20)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a database"):
        SqlVisits(f"sqlite:///{path}", ZONE)
    assert path.read_bytes() == before


def test_a_password_in_the_url_is_never_shown() -> None:
    with pytest.raises(StoreError) as told:
        SqlVisits("nosuchdatabase://robot:hunter2@host/visits", ZONE)
    assert "hunter2" not in str(told.value)


def test_a_store_keeps_the_time_zone_that_it_began_with(database_url: str) -> None:
    with pytest.raises(StoreError, match="is new and has no time zone yet"):
        SqlVisits(database_url)
    with pytest.raises(StoreError, match="'Berlin' is no time zone"):
        SqlVisits(database_url, "Berlin")
    SqlVisits(database_url, ZONE).close()
    opened = SqlVisits(database_url)
    assert opened.zone == BERLIN
    opened.close()
    with pytest.raises(StoreError, match="counts its days in Europe/Berlin, the town's"):
        SqlVisits(database_url, "Asia/Tokyo")
