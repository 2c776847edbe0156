from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.dialogue.hours import DAYS, Hours, Span, parse_span, public_holidays, state_at

BERLIN = ZoneInfo("Europe/Berlin")
BW = public_holidays("DE", "BW")
MORNING = Span(8 * 60, 12 * 60)
AFTERNOON = Span(14 * 60, 18 * 60)
OFFICE = Hours({"mon": (MORNING,), "thu": (MORNING, AFTERNOON)}, frozenset({date(2026, 12, 28)}))


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=BERLIN)


def test_open_until_the_break():
    state = state_at(OFFICE, BW, at(2026, 11, 26, 11, 59))
    assert state.open
    assert state.closes == at(2026, 11, 26, 12, 0)


def test_closed_in_the_break_opens_after_it():
    state = state_at(OFFICE, BW, at(2026, 11, 26, 12, 0))
    assert not state.open
    assert state.opens == at(2026, 11, 26, 14, 0)


def test_closed_after_hours_opens_on_the_next_day_of_the_week():
    assert state_at(OFFICE, BW, at(2026, 11, 26, 18, 0)).opens == at(2026, 11, 30, 8, 0)


def test_public_holiday_of_baden_wuerttemberg_is_closed():
    state = state_at(OFFICE, BW, at(2026, 6, 4, 9, 0))  # Corpus Christi, a Thursday
    assert not state.open
    assert state.holiday


def test_extra_closed_day_is_skipped():
    assert state_at(OFFICE, BW, at(2026, 12, 25, 9, 0)).opens == at(2026, 12, 31, 8, 0)


def test_always_open_is_open_on_holidays():
    always = Hours(dict.fromkeys(DAYS, (Span(0, 1440),)))
    assert state_at(always, BW, at(2026, 12, 25, 3, 0)).open


def test_never_open_says_so():
    state = state_at(Hours({}), BW, at(2026, 11, 26, 9, 0))
    assert not state.open
    assert state.opens is None


@pytest.mark.parametrize("text", ["8:00-12:00", "12:00-08:00", "08:00", "24:00-24:00", "", "a-b"])
def test_what_is_no_span(text):
    assert parse_span(text) is None


def test_span_may_end_at_midnight():
    assert parse_span("00:00-24:00") == Span(0, 1440)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_next_opening_is_open_and_later(naive):
    now = naive.replace(tzinfo=BERLIN)
    state = state_at(OFFICE, BW, now)
    if state.opens is not None:
        assert state.opens > now
        assert state_at(OFFICE, BW, state.opens).open
    if state.closes is not None:
        assert state.closes > now


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Heilige Drei Könige"),
        ("en", "Epiphany"),
        ("tr", "Heilige Drei Könige"),
        ("", "Heilige"),
    ],
)
def test_holidays_are_named_in_the_visitors_language_whatever_the_machines_is(
    language: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "uk")
    assert str(public_holidays("DE", "BW", language)[date(2026, 1, 6)]).startswith(name)
