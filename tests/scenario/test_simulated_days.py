"""A small month through the real brain: adds up, repeats, and does not depend on the processes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.core.ports import Understanding
from robot.dialogue.hours import Span
from sim.day import month
from sim.embedded.phases import Ending
from sim.month import played
from sim.outcome import Spent, figures_of
from sim.report import report_page
from sim.result import DayResult
from sim.scene import Scene, load_scene
from tests.scenario.test_simulated_visits import ByHeart

SEED, PEOPLE = 5, 3
OPEN = (Span(8 * 60, 9 * 60 + 15),)
"""An hour and a quarter is day enough for what is asked here."""


@cache
def small() -> tuple[Scene, Understanding]:
    scene = load_scene(MAP, CONTENT)
    return scene, ByHeart(scene.house.content)


@cache
def results(jobs: int) -> tuple[DayResult, ...]:
    scene, _ = small()
    orders = [replace(order, spans=OPEN) for order in month(scene.house.content, 2, PEOPLE, SEED)]
    return tuple(played(orders, jobs, small))


def test_jobs_do_not_matter() -> None:
    assert results(1) == results(2)


def test_everybody_comes_and_has_one_ending() -> None:
    rows = [row for day in results(2) for row in day.visits]
    assert sum(row.group for row in rows) == PEOPLE
    assert all(row.ending is not Ending.UNDER_WAY for row in rows)
    for day in results(2):
        assert [row.number for row in day.visits] == list(range(len(day.visits)))


def test_who_meets_the_robot_hears_it_and_is_in_its_records() -> None:
    for day in results(2):
        met = [row for row in day.visits if row.waited_s is not None]
        assert met
        assert not any(row.wordless for row in met)
        assert all(row.outcome is not None for row in met)


def test_the_robot_touches_nothing_and_its_battery_lasts() -> None:
    for day in results(2):
        assert day.contacts == ()
        assert day.lowest_battery > 0.2
        assert day.simulated_s >= 75 * 60.0


def test_figures_and_page_tell_the_same() -> None:
    figures = figures_of(results(2), SEED, "Europe/Berlin", Spent(1.0, 100.0))
    assert figures["visitors"] == PEOPLE
    assert figures["visits"] == sum(figures["endings"].values())
    assert figures["visits"] == sum(row["visits"] for row in figures["hours"].values())
    assert figures["visits"] == sum(row["visits"] for row in figures["days"].values())
    scene, _ = small()
    page = report_page(figures, results(2), scene.maps.floor)
    assert f"{figures['visits']} simulated visits on 2 days" in page
    assert "<script" not in page and "http" not in page


def test_a_month_has_opening_days_only_and_shares_everybody_out() -> None:
    scene, _ = small()
    orders = month(scene.house.content, 30, 3500, 1)
    assert sum(order.visitors for order in orders) == 3500
    assert all(order.date.weekday() < 5 for order in orders)
    assert "2026-04-03" not in {str(order.date) for order in orders}, "Good Friday"
    longest = max(orders, key=lambda order: sum(span.end - span.start for span in order.spans))
    assert longest.visitors == max(order.visitors for order in orders)


@pytest.mark.parametrize("days", [0, 8])
def test_impossible_months_are_refused(days: int) -> None:
    scene, _ = small()
    with pytest.raises(ValueError, match="day"):
        month(scene.house.content, days, 7, 1)
