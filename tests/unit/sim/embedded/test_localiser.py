"""The stand-in for AMCL: drift is taken out, people do not matter, a kidnapped robot knows it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from robot.core.geometry import Pose2D, compose, distance, wrap_angle
from robot.perception.background import DistanceField
from robot.perception.map_check import Whereabouts
from sim.embedded.localiser import Localiser

BASE = Pose2D(0.0, 0.0, 0.0)
START = Pose2D(2.0, 1.5, 0.0)


@pytest.fixture
def hall(room):
    return room(14.0, 9.0, blocks=[(4.0, 3.0, 5.0, 5.0), (9.0, 6.0, 9.5, 6.5)])


def drive(hall, localiser, steps, people=()):
    """A bow at 0.6 m/s with odometry that is 4 % long and turns 4 % too far; the last true pose."""
    true, odom = START, Pose2D(0.0, 0.0, 0.0)
    worst = 0.0
    for step in range(steps):
        true = compose(true, Pose2D(0.06, 0.0, 0.008))
        odom = compose(odom, Pose2D(0.0624, 0.0, 0.00832))
        found = localiser.update(odom, hall.scan(true, people), step / 10)
        worst = max(worst, distance(found, true))
    return true, worst


def test_drift_is_taken_out(hall):
    localiser = Localiser(DistanceField(hall.grid()), START, BASE)
    true, worst = drive(hall, localiser, 150)
    assert worst < 0.08
    assert abs(wrap_angle(localiser.pose.yaw - true.yaw)) < 0.02
    assert localiser.whereabouts is Whereabouts.SURE


def test_people_all_about_do_not_pull_it_away(hall):
    rng = np.random.default_rng(5)
    people = [(*rng.uniform((1, 1), (13, 8)), 0.07) for _ in range(24)]
    localiser = Localiser(DistanceField(hall.grid()), START, BASE)
    _, worst = drive(hall, localiser, 150, people)
    assert worst < 0.12


def test_map_to_odom_carries_odometry_to_the_map(hall):
    localiser = Localiser(DistanceField(hall.grid()), START, BASE)
    odom = Pose2D(0.3, 0.2, 0.5)
    pose = localiser.update(odom, hall.scan(START), 0.0)
    assert distance(compose(localiser.map_to_odom, odom), pose) < 1e-9


def test_a_kidnapped_robot_knows_and_is_helped_by_a_tap(hall):
    localiser = Localiser(DistanceField(hall.grid()), START, BASE)
    odom, there = Pose2D(0.0, 0.0, 0.0), Pose2D(11.0, 2.0, 2.5)
    for step in range(60):
        localiser.update(odom, hall.scan(there), float(step))
    assert localiser.whereabouts is Whereabouts.LOST
    localiser.reset(Pose2D(11.4, 1.7, 2.2))
    localiser.search(hall.scan(there))
    for step in range(60, 80):
        localiser.update(odom, hall.scan(there), float(step))
    assert localiser.whereabouts is Whereabouts.SURE
    assert distance(localiser.pose, there) < 0.05


def test_a_blind_scan_leaves_the_pose_to_odometry(hall):
    localiser = Localiser(DistanceField(hall.grid()), START, BASE)
    scan = hall.scan(START)
    scan.ranges[:] = np.nan
    localiser.update(Pose2D(0.0, 0.0, 0.0), scan, 0.0)
    moved = localiser.update(Pose2D(0.5, 0.0, 0.0), scan, 0.1)
    assert moved.x == pytest.approx(2.5)
    assert math.isfinite(float(localiser.covariance().sum()))
