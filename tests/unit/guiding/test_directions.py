"""Directions on drawn corridors."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from robot.core.geometry import Point2D
from robot.guiding.directions import Landmark, Step, directions, onward_steps
from robot.guiding.places import Onward


def points(*pairs: tuple[float, float]) -> list[Point2D]:
    return [Point2D(x, y) for x, y in pairs]


def kinds(steps: tuple[Step, ...]) -> list[str]:
    return [step.kind for step in steps]


#   a corridor to the east, 20 m, then a side corridor to the north, 10 m
ELBOW = points((0, 0), (20, 0), (20, 10))


def test_a_straight_corridor_with_the_door_on_either_side() -> None:
    way = points((0, 0), (12, 0))
    assert directions(way, Point2D(12, 2)) == (Step("straight", 12.0), Step("room_on_left"))
    assert directions(way, Point2D(12, -2)) == (Step("straight", 12.0), Step("room_on_right"))
    assert directions(way, Point2D(13, 0)) == (Step("straight", 12.0), Step("room_ahead"))


def test_a_corner_is_a_turn_with_its_distances() -> None:
    assert directions(ELBOW, Point2D(22, 10)) == (
        Step("straight", 20.0),
        Step("turn_left"),
        Step("straight", 10.0),
        Step("room_on_right"),
    )


def test_the_way_back_turns_the_other_way() -> None:
    back = kinds(directions(ELBOW[::-1], Point2D(-1, 0)))
    assert back == ["straight", "turn_right", "straight", "room_ahead"]


def test_swerves_round_people_are_no_turns() -> None:
    way = points((0, 0), (4, 0), (5, 0.8), (6, 0), (12, -0.4), (20, 0))
    assert kinds(directions(way, Point2D(20, 2))) == ["straight", "room_on_left"]


def test_a_rounded_corner_is_one_turn() -> None:
    arc = [
        (18 + 2 * math.sin(a), 2 - 2 * math.cos(a)) for a in (k * math.pi / 16 for k in range(9))
    ]
    way = points((0, 0), *arc, (20, 12))
    assert kinds(directions(way, Point2D(18, 12))) == [
        "straight", "turn_left", "straight", "room_on_left",
    ]  # fmt: skip


def test_turning_round_is_said() -> None:
    way = points((0, 0), (10, 0), (0, 1.5))
    assert "turn_round" in kinds(directions(way, Point2D(0, 3)))


def test_the_nearest_landmark_at_a_corner_is_named() -> None:
    marks = (
        Landmark("copier", Point2D(18, 1)),
        Landmark("stairs", Point2D(23, 0)),
        Landmark("lift", Point2D(40, 0)),
    )
    steps = directions(ELBOW, Point2D(22, 10), marks)
    assert steps[0] == Step("straight", 20.0, "copier")
    assert steps[2].landmark == ""


def test_no_way_gives_no_steps() -> None:
    assert directions([], Point2D(0, 0)) == ()
    assert directions(points((1, 1)), Point2D(0, 0)) == ()
    assert directions(points((1, 1), (1, 1)), Point2D(0, 0)) == ()


def test_the_rest_of_the_way_upstairs() -> None:
    assert onward_steps(Onward("right", 6.0, "left")) == (
        Step("turn_right"),
        Step("straight", 6.0),
        Step("room_on_left"),
    )
    assert kinds(onward_steps(Onward("straight", 3.0, "right"))) == ["straight", "room_on_right"]


@given(
    legs=st.lists(st.tuples(st.floats(3, 30), st.sampled_from([-1, 1])), min_size=1, max_size=6),
    heading=st.floats(-math.pi, math.pi),
    mirror=st.booleans(),
)
def test_right_angled_walks_are_told_as_walked(
    legs: list[tuple[float, int]], heading: float, mirror: bool
) -> None:
    """Whatever way the building is turned, each leg and each turn is told; mirrored, they swap."""
    x = y = 0.0
    way, yaw, told = [Point2D(0, 0)], heading, []
    for number, (length, side) in enumerate(legs):
        sign = -side if mirror else side
        if number:
            yaw += sign * math.pi / 2
            told.append("turn_left" if sign > 0 else "turn_right")
        x, y = x + length * math.cos(yaw), y + length * math.sin(yaw)
        way.append(Point2D(x, y))
        told.append("straight")
    loops = any(
        abs(math.hypot(a.x - b.x, a.y - b.y)) < 4.0 for i, a in enumerate(way) for b in way[i + 2 :]
    )
    door = Point2D(x + 2 * math.cos(yaw + math.pi / 2), y + 2 * math.sin(yaw + math.pi / 2))
    steps = kinds(directions(way, door))
    if not loops:
        assert steps == [*told, "room_on_left"]
