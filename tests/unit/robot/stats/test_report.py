"""Figures made of records: they add up, and equal what a plain count of the records says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from robot.core.visit import Visit
from robot.stats.figures import Figures, meanings
from robot.stats.months import Month
from robot.stats.periods import Period
from robot.stats.report import Report, report
from robot.stats.tally import ALL, Scope, scopes_of
from tests.records import BERLIN, ListStore, shift, visit, visits

NOVEMBER = Period.of_month(Month(2026, 11))
OCTOBER = Period.of_month(Month(2026, 10))
TODAY = date(2026, 12, 24)


def reported(
    records: Iterable[Visit], period: Period = NOVEMBER, scope: Scope = ALL, today: date = TODAY
) -> Report:
    store = ListStore()
    for record in records:
        store.add(record)
    return report(store, scope, period, today)


def figures(records: Iterable[Visit], period: Period = NOVEMBER, scope: Scope = ALL) -> Figures:
    return reported(records, period, scope).figures


around_november = visits(datetime(2026, 10, 29, tzinfo=BERLIN), timedelta(days=36))


@given(around_november)
def test_every_division_of_the_visits_adds_up_to_all_of_them(drawn: Sequence[Visit]) -> None:
    counted = figures(drawn)
    for division in (
        counted.by_day,
        counted.by_weekday,
        counted.by_hour,
        counted.by_language,
        counted.by_channel,
        counted.by_outcome,
    ):
        assert sum(division.values()) == counted.interactions
    assert [day.day for day in counted.by_day] == list(range(1, 31))


@given(around_november, st.sampled_from([ALL, Scope("library"), Scope("town_hall", "two")]))
def test_figures_equal_a_plain_count_of_the_records(drawn: Sequence[Visit], scope: Scope) -> None:
    inside = [
        each
        for each in drawn
        if each.started.astimezone(BERLIN).month == 11 and scope in scopes_of(each)
    ]
    counted = figures(drawn, scope=scope)
    assert counted.interactions == len(inside)
    assert counted.by_service == Counter(name for each in inside for name in each.services)
    assert counted.by_department == Counter(each.department for each in inside)
    assert counted.by_outcome == Counter(each.outcome.value for each in inside)
    assert counted.unserved == Counter(name for each in inside for name in each.unserved)
    assert counted.not_understood == sum(each.not_understood for each in inside)
    assert counted.escorts == sum(each.escorts for each in inside)
    assert math.isclose(counted.escort_m, sum(each.escort_m for each in inside), abs_tol=0.01)
    assert counted.rated_bad == sum(each.rating < 0 for each in inside)
    lengths = sorted((each.ended - each.started).total_seconds() for each in inside)
    for percent, told in ((50, counted.length_median_s), (90, counted.length_p90_s)):
        _is_quantile([min(length, 3600) for length in lengths], percent, told, 2.5)
    answers = sorted(min(each.answer_s, 60) for each in inside if each.answer_s is not None)
    for percent, told in ((50, counted.answer_median_s), (90, counted.answer_p90_s)):
        _is_quantile(answers, percent, told, 0.05)


def _is_quantile(values: list[float], percent: int, told: float | None, within: float) -> None:
    if not values:
        assert told is None
        return
    exact = values[math.ceil(len(values) * percent / 100) - 1]
    assert told is not None
    assert abs(told - exact) <= within + 1e-9


def test_nothing_is_made_of_no_visits() -> None:
    empty = figures([])
    assert (empty.interactions, empty.length_median_s, empty.answer_p90_s) == (0, None, None)
    assert (empty.robot_hours, empty.charge_mean, empty.charge_lowest) == (0, None, None)


def test_days_and_hours_are_those_of_the_town() -> None:
    late = datetime(2026, 10, 31, 23, 30, tzinfo=timezone.utc)  # 1 November, 0:30 in Berlin
    counted = figures([visit(1, late)])
    assert counted.by_day[date(2026, 11, 1)] == 1
    assert counted.by_hour[0] == 1
    assert counted.by_weekday[7] == 1


def test_the_hour_that_comes_twice_counts_both() -> None:
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=timezone.utc) for hour in (0, 1)]
    counted = figures([visit(n, at) for n, at in enumerate(twice)], OCTOBER)
    assert (counted.by_hour[2], counted.by_hour[1], counted.by_hour[3]) == (2, 0, 0)
    assert counted.by_day[date(2026, 10, 25)] == 2


def test_the_hour_that_is_left_out_has_no_visits() -> None:
    around = [datetime(2026, 3, 29, hour, 59, tzinfo=timezone.utc) for hour in (0, 1)]
    counted = figures(
        [visit(n, at) for n, at in enumerate(around)], Period.of_month(Month(2026, 3))
    )
    assert (counted.by_hour[1], counted.by_hour[2], counted.by_hour[3]) == (1, 0, 1)


def test_a_running_month_is_compared_by_the_days_that_have_come() -> None:
    starts = [(2026, 11, 3), (2026, 10, 3), (2026, 10, 25), (2025, 11, 3), (2025, 11, 30)]
    records = [visit(n, datetime(*day, 12, tzinfo=BERLIN)) for n, day in enumerate(starts)]
    found = reported(records, today=date(2026, 11, 24))
    assert found.figures.interactions == 1
    assert (found.before.figures.interactions, found.year_before.figures.interactions) == (1, 1)
    assert found.counted.last == date(2026, 11, 24)
    over = reported(records, today=TODAY)
    assert (over.before.figures.interactions, over.year_before.figures.interactions) == (2, 2)


def test_a_robots_time_is_told_in_hours() -> None:
    store = ListStore()
    noon = datetime(2026, 11, 5, 11, tzinfo=timezone.utc)
    for number, charge in enumerate((0.92, 0.31, None)):
        store.add(shift(number, noon + timedelta(minutes=10 * number), charge=charge))
    found = report(store, Scope("town_hall", "l2b2"), NOVEMBER, TODAY).figures
    assert found.robot_hours == 0.5
    assert (found.charging_hours, found.stopped_hours) == (180 / 3600, 37.5 / 3600)
    assert (found.charge_lowest, found.charge_mean) == (0.3, 0.6)
    assert found.stops == {"obstacle": 6}
    assert found.interactions == 0


def test_every_figure_says_what_it_counts() -> None:
    assert all(len(meaning) > 20 and meaning.endswith(".") for meaning in meanings().values())
    assert set(meanings()) == set(Figures.__dataclass_fields__)
