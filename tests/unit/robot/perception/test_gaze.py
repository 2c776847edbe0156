"""Faces become directions, directions persons, and who looks is engaged sooner."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.driving_settings import PeopleSettings
from robot.core.events import Engagement, Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.ports import FaceBox
from robot.perception.engagement import Regard, Stance, regard
from robot.perception.gaze import Looks, bearing_rad, who_looks

SETTINGS = PeopleSettings()
ROBOT = Pose2D(2.0, 3.0, 1.0)


def person(id_: str, away_m: float, direction_rad: float) -> Person:
    angle = ROBOT.yaw + direction_rad
    at = Point2D(ROBOT.x + away_m * math.cos(angle), ROBOT.y + away_m * math.sin(angle))
    return Person(id_, at, Point2D(0.0, 0.0))


def test_the_middle_of_the_picture_is_ahead_and_its_edges_the_ends_of_the_view() -> None:
    assert bearing_rad(FaceBox(300.0, 0.0, 40.0), 640, 1.2) == pytest.approx(0.0)
    assert bearing_rad(FaceBox(-20.0, 0.0, 40.0), 640, 1.2) == pytest.approx(0.6)
    assert bearing_rad(FaceBox(620.0, 0.0, 40.0), 640, 1.2) == pytest.approx(-0.6)


@given(st.floats(0.0, 600.0), st.floats(0.5, 2.5))
def test_farther_right_is_farther_right(x_px: float, view_rad: float) -> None:
    left = bearing_rad(FaceBox(x_px, 0.0, 40.0), 640, view_rad)
    assert bearing_rad(FaceBox(x_px + 5.0, 0.0, 40.0), 640, view_rad) < left


def test_a_face_is_that_of_the_nearest_in_its_direction() -> None:
    people = [person("far", 3.0, 0.05), person("near", 1.2, 0.0), person("beside", 1.2, 0.6)]
    assert who_looks(Looks(0.0, (0.02,)), people, ROBOT) == {"near"}
    assert who_looks(Looks(0.0, (0.6, 0.0)), people, ROBOT) == {"near", "beside"}
    assert who_looks(Looks(0.0, ()), people, ROBOT) == set()
    assert who_looks(Looks(0.0, (0.0,)), [person("too far", 6.0, 0.0)], ROBOT) == set()


def engaged_after_s(looks: bool | None) -> float:
    now, seen = Regard(), Stance(1.0, 0.0, 0.0, True, looks)
    for step in range(200):
        now = regard(now, seen, 0.05 * step, SETTINGS)
        if now.level is Engagement.ENGAGED:
            return 0.05 * step
    return math.inf


def test_who_looks_is_engaged_sooner_and_who_looks_away_later() -> None:
    looking, unknown, away = (engaged_after_s(looks) for looks in (True, None, False))
    assert looking < unknown < away < math.inf
    assert unknown == pytest.approx(SETTINGS.stay_s, abs=0.06)
