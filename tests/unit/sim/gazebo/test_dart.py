"""In DART, the engine behind Gazebo's dartsim, the robot stands, drives and turns exactly."""

from __future__ import annotations

import math

import pytest

from tests.unit.sim.gazebo.dart_robot import Robot

TOLERANCE = 0.02


@pytest.fixture
def robot() -> Robot:
    made = Robot()
    made.run(0, 0, 1.0)
    return made


def test_stands_still_and_upright_uncommanded(robot: Robot) -> None:
    before = robot.pose
    robot.run(0, 0, 5.0)
    assert robot.pose == pytest.approx(before, abs=1e-3)
    assert robot.tilt < 0.01


@pytest.mark.parametrize("v_mps", [0.1, 0.75, 1.0, -0.3])
def test_drives_as_far_as_commanded(robot: Robot, v_mps: float) -> None:
    robot.run(v_mps, 0, 1.5)
    x, y, _ = robot.pose
    turned = robot.run(v_mps, 0, 3.0)
    driven = math.hypot(robot.pose[0] - x, robot.pose[1] - y)
    assert driven == pytest.approx(abs(v_mps) * 3.0, rel=TOLERANCE)
    assert turned == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("w_radps", [0.3, -1.0, 1.5])
def test_turns_in_place_as_far_as_commanded(robot: Robot, w_radps: float) -> None:
    robot.run(0, w_radps, 1.0)
    x, y, _ = robot.pose
    assert robot.run(0, w_radps, 3.0) == pytest.approx(w_radps * 3.0, rel=TOLERANCE)
    assert math.hypot(robot.pose[0] - x, robot.pose[1] - y) < 0.01


def test_drives_curves_and_brakes_without_tipping(robot: Robot) -> None:
    robot.run(0.8, 0.8, 1.5)
    assert robot.run(0.8, 0.8, 3.0) == pytest.approx(2.4, rel=TOLERANCE)
    for _ in range(20):
        robot.run(0, 0, 0.05)
        assert robot.tilt < 0.02
