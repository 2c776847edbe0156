"""People in the way are asked; a crowd is waited out; corners are told of before they come."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.escort_settings import EscortSettings
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D
from robot.guiding.passage import Passage, Way, widest_gap_rad
from robot.guiding.turns import Turns, next_corner

SETTINGS = EscortSettings()
HERE = Pose2D(5.0, 5.0, 0.0)


def around(count: int, away_m: float = 1.0, first_rad: float = 0.0) -> tuple[Person, ...]:
    turn = 2.0 * math.pi / max(count, 1)
    return tuple(
        person(
            HERE.x + away_m * math.cos(first_rad + k * turn),
            HERE.y + away_m * math.sin(first_rad + k * turn),
        )
        for k in range(count)
    )


def person(x: float, y: float) -> Person:
    return Person(f"p{x:.2f}/{y:.2f}", Point2D(x, y), Point2D(0.0, 0.0))


def told(passage: Passage, people, seconds: float, start_s: float = 0.0, driving: bool = True):
    news = []
    for step in range(round(seconds / 0.2)):
        passing = passage.look(HERE, people, driving, start_s + 0.2 * step)
        news += [passing.news] if passing.news else []
    return news


def test_who_stands_in_the_way_is_asked_and_not_all_the_time() -> None:
    ahead = (person(6.0, 5.0),)
    assert told(Passage(SETTINGS), ahead, SETTINGS.ask_way_s - 0.4) == []
    assert told(Passage(SETTINGS), ahead, SETTINGS.ask_way_s + 1.0) == [Way.ASK]
    assert (
        told(Passage(SETTINGS), ahead, SETTINGS.ask_s + SETTINGS.ask_way_s + 1.0) == [Way.ASK] * 2
    )


@pytest.mark.parametrize("people", [(), (person(4.0, 5.0),), (person(9.0, 5.0),)])
def test_nobody_is_asked_where_nobody_stands_in_the_way(people) -> None:
    assert told(Passage(SETTINGS), people, 20.0) == []


def test_nobody_is_asked_while_the_robot_stands_by_itself() -> None:
    assert told(Passage(SETTINGS), (person(6.0, 5.0),), 20.0, driving=False) == []


def test_a_robot_that_gets_on_asks_nobody() -> None:
    passage = Passage(SETTINGS)
    for step in range(100):
        robot = Pose2D(5.0 + 0.1 * step, 5.0, 0.0)
        assert passage.look(robot, (person(robot.x + 1.0, 5.0),), True, 0.2 * step).news is None


def test_people_on_all_sides_hold_it_until_there_is_a_gap_for_a_while() -> None:
    passage = Passage(SETTINGS)
    assert told(passage, around(8), 5.0) == [Way.CROWDED]
    assert passage.held
    half = around(8)[:3]
    assert told(passage, half, 1.0, 5.0) == []
    assert told(passage, around(8), 2.0, 6.0) == []
    assert told(passage, half, 3.0, 8.0) == [Way.OPEN]
    assert not passage.held


@given(st.integers(0, 12), st.floats(0.4, 6.0), st.floats(0.0, 6.0))
def test_only_near_ones_on_all_sides_are_a_crowd(count, away_m, first_rad) -> None:
    passage = Passage(SETTINGS)
    told(passage, around(count, away_m, first_rad), 1.0)
    assert passage.held == (count >= SETTINGS.crowd_count and away_m <= SETTINGS.crowd_m - 1e-9)


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), max_size=8))
def test_the_widest_gap_is_at_least_an_equal_share(places) -> None:
    people = [person(x, y) for x, y in places]
    gap = widest_gap_rad(HERE, people)
    assert 2.0 * math.pi / max(len(people), 1) - 1e-9 <= gap <= 2.0 * math.pi + 1e-9


def path(*corners: tuple[float, float]) -> tuple[Point2D, ...]:
    """A way by these corners, a point each 10 cm."""
    points: list[Point2D] = []
    for (ax, ay), (bx, by) in pairwise(corners):
        count = max(round(math.hypot(bx - ax, by - ay) / 0.1), 1)
        points += [
            Point2D(ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(count)
        ]
    return (*points, Point2D(*corners[-1]))


@pytest.mark.parametrize(("y", "left"), [(9.0, True), (1.0, False)])
def test_a_corner_is_told_of_once_before_it_comes(y, left) -> None:
    way, turns = path((0.0, 5.0), (6.0, 5.0), (6.0, y)), Turns()
    found = [
        (0.1 * step, corner)
        for step in range(60)
        if (corner := turns.look(way, Pose2D(0.1 * step, 5.0, 0.0)))
    ]
    assert len(found) == 1
    assert found[0][1].left is left
    assert 3.5 <= found[0][0] < 5.0


def test_a_straight_way_and_no_way_have_no_corner() -> None:
    assert next_corner(path((0.0, 5.0), (9.0, 5.5)), Pose2D(1.0, 5.0, 0.0)) is None
    assert next_corner((), HERE) is None
    assert next_corner((Point2D(1.0, 1.0),), HERE) is None


def test_two_corners_are_told_of_both() -> None:
    way, turns = path((0.0, 0.0), (5.0, 0.0), (5.0, 6.0), (9.0, 6.0)), Turns()
    poses = [Pose2D(0.1 * k, 0.0, 0.0) for k in range(50)]
    poses += [Pose2D(5.0, 0.1 * k, 1.57) for k in range(60)]
    found = [corner.left for pose in poses if (corner := turns.look(way, pose))]
    assert found == [True, False]
