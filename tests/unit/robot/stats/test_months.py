"""Calendar months in a town's own time zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.stats.months import Month

BERLIN = ZoneInfo("Europe/Berlin")
MONTHS = st.builds(Month, st.integers(2001, 2100), st.integers(1, 12))


@given(MONTHS)
def test_next_and_previous_undo_each_other(month: Month) -> None:
    assert month.next().previous() == month
    assert month.previous() < month < month.next()


@given(MONTHS)
def test_months_follow_each_other_without_a_gap(month: Month) -> None:
    assert month.bounds(BERLIN)[1] == month.next().bounds(BERLIN)[0]


@given(st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc)))
def test_every_moment_lies_within_its_month(moment: datetime) -> None:
    start, end = Month.of(moment, BERLIN).bounds(BERLIN)
    assert start.astimezone(timezone.utc) <= moment < end.astimezone(timezone.utc)


def test_march_has_an_hour_less_and_october_one_more() -> None:
    def length(month: Month) -> timedelta:
        start, end = (moment.astimezone(timezone.utc) for moment in month.bounds(BERLIN))
        return end - start

    assert length(Month(2026, 3)) == timedelta(days=31, hours=-1)
    assert length(Month(2026, 10)) == timedelta(days=31, hours=1)


def test_a_month_reads_back_what_it_writes() -> None:
    assert Month.parse(str(Month(2026, 3))) == Month(2026, 3)


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "11-2026", "", "２０２６-11"])
def test_what_is_no_month_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)
