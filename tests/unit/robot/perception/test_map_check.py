"""Lost is told from crowded."""

from __future__ import annotations

import math

import numpy as np
import pytest

from robot.core.geometry import Pose2D
from robot.perception.background import DistanceField
from robot.perception.map_check import MapCheck, Whereabouts, map_match


@pytest.fixture
def hall(room):
    return room(14.0, 9.0, blocks=[(4.0, 3.0, 5.0, 5.0), (9.0, 6.0, 9.5, 6.5)])


HERE = Pose2D(7.0, 4.0, 0.4)


def crowd(count):
    return [
        (
            HERE.x + 1.1 * math.cos(k * 2 * math.pi / count),
            HERE.y + 1.1 * math.sin(k * 2 * math.pi / count),
            0.06,
        )
        for k in range(count)
    ]


def test_alone_in_the_right_place_is_sure(hall):
    match = map_match(hall.scan(HERE), HERE, DistanceField(hall.grid()))
    assert match.whereabouts is Whereabouts.SURE
    assert match.share > 0.95


def test_thirty_around_the_robot_are_a_crowd_not_a_loss(hall):
    match = map_match(hall.scan(HERE, crowd(30)), HERE, DistanceField(hall.grid()))
    assert match.whereabouts is Whereabouts.CROWDED


def test_elsewhere_is_lost_but_only_after_a_while(hall):
    check = MapCheck(DistanceField(hall.grid()))
    scan = hall.scan(HERE)
    wrong = Pose2D(2.0, 7.0, 2.0)
    said = [check.update(scan, wrong, t / 10) for t in range(30)]
    assert said[0] is Whereabouts.SURE
    assert said[-1] is Whereabouts.LOST
    said = [check.update(scan, HERE, 3.0 + t / 10) for t in range(30)]
    assert said[0] is Whereabouts.LOST
    assert said[-1] is Whereabouts.SURE


def test_a_scan_without_points_proves_nothing(hall):
    scan = hall.scan(HERE)
    scan.ranges[:] = np.nan
    assert map_match(scan, HERE, DistanceField(hall.grid())).whereabouts is Whereabouts.CROWDED


def test_distances_are_signed_and_continuous(hall):
    field = DistanceField(hall.grid())
    found = field.with_slope(np.array([[3.5, 4.0], [3.93, 4.0], [4.5, 4.0], [100.0, 100.0]]))
    assert found[0, 0] == pytest.approx(0.5, abs=0.02)
    assert found[1, 0] == pytest.approx(0.07, abs=0.02)
    assert found[2, 0] < -0.4
    assert found[0, 1] == pytest.approx(-1.0, abs=0.05)
    assert found[3, 0] == pytest.approx(field.metres[-1, -1], abs=0.1)  # off the map: its border
