"""Periods and what they are set against."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.stats.months import Month
from robot.stats.periods import Period
from tests.records import BERLIN

days = st.dates(date(2001, 1, 1), date(2990, 12, 31))
TODAY = date(2026, 11, 24)


def of(first: str, last: str) -> Period:
    return Period.parse(first, last)


def test_a_month_that_is_over_is_set_against_whole_months() -> None:
    february = Period.of_month(Month(2024, 2))
    assert february == of("2024-02-01", "2024-02-29")
    assert february.before(TODAY) == of("2024-01-01", "2024-01-31")
    assert february.year_before(TODAY) == of("2023-02-01", "2023-02-28")


def test_the_running_month_is_set_against_as_many_days() -> None:
    november = Period.of_month(Month(2026, 11))
    assert november.so_far(TODAY) == of("2026-11-01", "2026-11-24")
    assert november.before(TODAY) == of("2026-10-01", "2026-10-24")
    assert november.year_before(TODAY) == of("2025-11-01", "2025-11-24")


def test_a_short_month_before_has_no_more_days_than_it_has() -> None:
    march = Period.of_month(Month(2026, 3))
    assert march.before(date(2026, 3, 30)) == of("2026-02-01", "2026-02-28")


def test_any_other_period_is_set_against_the_one_just_before() -> None:
    week = of("2026-11-16", "2026-11-22")
    assert week.before(TODAY) == of("2026-11-09", "2026-11-15")
    running = of("2026-11-23", "2026-11-29")
    assert running.before(TODAY) == of("2026-11-16", "2026-11-17")
    assert running.year_before(TODAY) == of("2025-11-23", "2025-11-24")


@given(days, st.integers(0, 800), days)
def test_the_past_is_as_long_as_what_has_come(first: date, more: int, today: date) -> None:
    period = Period(first, first + timedelta(days=more))
    passed, before = period.so_far(today), period.before(today)
    assert before.last < period.first
    assert passed.first == period.first
    if period.month is None:
        assert before.days == passed.days
    else:
        assert before.days <= 31
    assert abs(period.year_before(today).days - passed.days) <= 1


@given(days, st.integers(0, 400))
def test_bounds_hold_every_moment_of_the_days_and_no_other(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    start, end = (each.astimezone(timezone.utc) for each in period.bounds(BERLIN))
    a_moment = timedelta(microseconds=1)
    local = [
        each.astimezone(BERLIN).date() for each in (start - a_moment, start, end - a_moment, end)
    ]
    assert local == [first - timedelta(days=1), first, period.last, period.last + timedelta(days=1)]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_days_on_which_clocks_change_are_shorter_or_longer(day: str, hours: int) -> None:
    start, end = (each.astimezone(timezone.utc) for each in of(day, day).bounds(BERLIN))
    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-11-31", "2026-12-01", "'2026-11-31' is no day; expected the form 2026-11-24"),
        ("2026-11-02", "1999-01-01", "'1999-01-01' is no day"),
        ("2026-W48-1", "2026-12-01", "'2026-W48-1' is no day"),
        ("20261101", "2026-12-01", "'20261101' is no day"),
        ("2026-11-02", "2026-11-01", "2026-11-01 is before 2026-11-02"),
        ("", "x", "'' is no day"),
    ],
)
def test_what_is_no_period_is_told(first: str, last: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Period.parse(first, last)


def test_a_period_is_named_by_its_month_or_its_ends() -> None:
    assert str(of("2026-11-01", "2026-11-30")) == "2026-11"
    assert str(of("2026-11-02", "2026-11-30")) == "2026-11-02 to 2026-11-30"
    assert datetime(2026, 11, 1, tzinfo=BERLIN) == of("2026-11-01", "2026-11-30").bounds(BERLIN)[0]
