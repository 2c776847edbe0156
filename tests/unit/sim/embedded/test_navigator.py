"""Whole drives on paper: a perfect base, a scan on paper, the safety rules as last word."""

from __future__ import annotations

import math

import numpy as np
import pytest

from robot.core.driving_settings import NavigationSettings, SafetySettings
from robot.core.events import GoalOutcome, Person
from robot.core.geometry import Point2D, Pose2D, compose, distance, relative, wrap_angle
from robot.core.motion import STILL
from robot.core.nav_errors import NavError, outcome_of
from robot.safety.rules import Inputs, judge
from sim.embedded.costs import CostMap
from sim.embedded.nav_status import NavState
from sim.embedded.navigator import Navigator

START = Pose2D(1.0, 3.0, 0.0)
DT = 0.1


class Drive:
    """Runs the navigator until the goal ends or the time is up; keeps what happened."""

    def __init__(self, scene, pose=START, settings=None):
        self.scene, self.pose = scene, pose
        self.settings = settings or NavigationSettings()
        self.nav = Navigator(CostMap(scene.grid(), self.settings), self.settings)
        self.now_s, self.motion = 0.0, STILL
        self.gap_m = math.inf
        self.states: list[NavState] = []

    def run(self, seconds, circles=lambda t: [], people=lambda t: ()):
        for _ in range(round(seconds / DT)):
            things, persons = circles(self.now_s), people(self.now_s)
            scan = self.scene.scan(self.pose, things, self.now_s)
            asked, status = self.nav.step(self.pose, self.motion, scan, persons, self.now_s)
            near = tuple(
                relative(self.pose, Pose2D(p.position.x, p.position.y, 0.0)).point for p in persons
            )
            inputs = Inputs(self.now_s, asked, self.now_s, scan, self.motion, self.now_s, near)
            self.motion = judge(inputs, self.motion, DT, SafetySettings()).motion
            step = Pose2D(self.motion.forward_mps * DT, 0.0, self.motion.turn_radps * DT)
            self.pose = compose(self.pose, step)
            self.now_s += DT
            self.states.append(status.state)
            nearest = float(np.nanmin(self.scene.scan(self.pose, circles(self.now_s)).ranges))
            self.gap_m = min(self.gap_m, nearest - 0.26)
            if status.ended:
                return status
        return self.nav.status


def doorway(width_m):
    return [(4.9, 0.0, 5.1, 2.0), (4.9, 2.0 + width_m, 5.1, 6.0)]


@pytest.mark.parametrize("yaw", [0.0, 2.0, math.pi])
def test_reaches_pose_within_tolerance(room, yaw):
    drive = Drive(room())
    goal = Pose2D(8.0, 4.0, yaw)
    drive.nav.set_goal(goal, 0.0)
    assert drive.run(60).state is NavState.REACHED
    assert distance(drive.pose, goal) < 0.15
    assert abs(wrap_angle(drive.pose.yaw - yaw)) < 0.15
    assert drive.gap_m > 0.0


@pytest.mark.parametrize("width", [0.8, 0.9])
def test_through_a_narrow_door_without_touching(room, width):
    drive = Drive(room(blocks=doorway(width)))
    drive.nav.set_goal(Pose2D(9.0, 5.0, 0.0), 0.0)
    assert drive.run(90).state is NavState.REACHED
    assert drive.gap_m > 0.02


def test_round_somebody_who_stands_in_the_way(room, stand):
    drive = Drive(room())
    drive.nav.set_goal(Pose2D(9.0, 3.0, 0.0), 0.0)
    person = (Person("p1", Point2D(5.0, 3.0), Point2D(0.0, 0.0)),)
    status = drive.run(90, lambda t: stand(5.0, 3.0, 0.0), lambda t: person)
    assert status.state is NavState.REACHED
    assert drive.gap_m > 0.1


def test_plans_to_pass_those_who_stand_as_far_as_it_drives_by(room):
    """A chair taken for a person: the track's middle is nearer than the chair's."""
    drive = Drive(room())
    drive.nav.set_goal(Pose2D(9.0, 3.0, 0.0), 0.0)
    person = (Person("p1", Point2D(5.0, 3.45), Point2D(0.0, 0.0)),)
    status = drive.run(60, lambda t: [(5.0, 3.6, 0.22)], lambda t: person)
    assert status.state is NavState.REACHED
    assert NavState.WAITING not in drive.states
    assert drive.gap_m > 0.1


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_gets_away_from_beside_something_taken_for_a_person(room, side):
    """Straight on it would come too near by a hair: it turns off a little, then drives."""
    drive = Drive(room(), Pose2D(4.0, 3.0, 0.0))
    drive.nav.set_goal(Pose2D(9.0, 3.0, 0.0), 0.0)
    chair = Point2D(4.33, 3.0 + side * 0.63)
    person = (Person("p1", Point2D(4.27, 3.0 + side * 0.5), Point2D(0.0, 0.0)),)
    status = drive.run(30, lambda t: [(chair.x, chair.y, 0.22)], lambda t: person)
    assert status.state is NavState.REACHED
    assert drive.gap_m > 0.1


def test_stops_for_somebody_who_walks_at_it(room, stand):
    drive = Drive(room(10.0, 1.4), Pose2D(1.0, 0.7, 0.0))
    drive.nav.set_goal(Pose2D(9.0, 0.7, 0.0), 0.0)

    def x(t):
        return max(8.0 - 0.8 * t, drive.pose.x + 0.75)

    def walker(t):
        return (Person("p1", Point2D(x(t), 0.7), Point2D(-0.8, 0.0)),)

    drive.run(15, lambda t: stand(x(t), 0.7), walker)
    assert drive.gap_m > 0.2
    assert drive.motion.forward_mps == 0.0


def test_waits_for_a_blocked_door_and_goes_on(room, stand):
    drive = Drive(room(blocks=doorway(0.9)))
    drive.nav.set_goal(Pose2D(9.0, 2.4, 0.0), 0.0)
    status = drive.run(90, lambda t: stand(5.0, 2.45) if t < 20.0 else [])
    assert status.state is NavState.REACHED
    assert NavState.WAITING in drive.states
    assert drive.gap_m > 0.05


def test_somebody_who_stands_on_the_goal_is_gone_up_to(room, stand):
    drive = Drive(room())
    goal = Pose2D(8.0, 3.0, 1.0)
    drive.nav.set_goal(goal, 0.0)
    person = (Person("p1", goal.point, Point2D(0.0, 0.0)),)
    status = drive.run(60, lambda t: stand(8.0, 3.0), lambda t: person)
    assert status.state is NavState.REACHED
    assert distance(drive.pose, goal) < 0.9
    assert abs(wrap_angle(drive.pose.yaw - goal.yaw)) < 0.15
    assert "stands" in status.message
    assert drive.gap_m > 0.1


def test_blocked_for_good_fails_by_name(room, stand):
    drive = Drive(room(blocks=doorway(0.9)))
    drive.nav.set_goal(Pose2D(9.0, 2.4, 0.0), 0.0)
    status = drive.run(90, lambda t: stand(5.0, 2.45))
    assert (status.state, status.error) == (NavState.FAILED, NavError.FAILED_TO_MAKE_PROGRESS)
    assert outcome_of(status.error) is GoalOutcome.BLOCKED
    assert "no way on" in status.message


def test_takes_the_other_door_when_one_stays_blocked(room, stand):
    two = [(4.9, 0.0, 5.1, 1.0), (4.9, 1.9, 5.1, 4.4), (4.9, 5.3, 5.1, 6.0)]
    drive = Drive(room(blocks=two), Pose2D(1.0, 1.4, 0.0))
    drive.nav.set_goal(Pose2D(9.0, 1.4, 0.0), 0.0)
    status = drive.run(120, lambda t: stand(5.0, 1.45))
    assert status.state is NavState.REACHED
    assert drive.gap_m > 0.0


@pytest.mark.parametrize(
    ("goal", "error", "outcome"),
    [
        (Pose2D(5.0, 1.0, 0.0), NavError.GOAL_OCCUPIED, GoalOutcome.REJECTED),
        (Pose2D(50.0, 1.0, 0.0), NavError.GOAL_OUTSIDE_MAP, GoalOutcome.REJECTED),
        (Pose2D(9.0, 1.0, 0.0), NavError.NO_VALID_PATH, GoalOutcome.NO_PATH),
    ],
)
def test_impossible_goals_fail_at_once_by_name(room, goal, error, outcome):
    drive = Drive(room(blocks=[(4.7, 0.0, 5.3, 6.0)]))
    drive.nav.set_goal(goal, 0.0)
    status = drive.run(1)
    assert (status.error, outcome_of(status.error)) == (error, outcome)
    assert drive.motion == STILL


def test_deadline_cancel_and_hold(room):
    drive = Drive(room())
    drive.nav.set_goal(Pose2D(9.0, 3.0, 0.0), 0.0, deadline_s=3.0)
    status = drive.run(10)
    assert outcome_of(status.error) is GoalOutcome.TIMED_OUT
    drive.nav.set_goal(Pose2D(9.0, 3.0, 0.0), drive.now_s)
    drive.nav.limit_speed(0.0)
    assert drive.run(60).state is NavState.HELD
    assert drive.motion == STILL
    drive.nav.limit_speed(0.4)
    drive.run(4)
    assert 0.0 < drive.motion.forward_mps <= 0.4
    drive.nav.cancel()
    assert drive.run(1).state is NavState.CANCELLED
    assert drive.nav.path.shape == (0, 2)


def test_feedback_counts_down(room):
    drive = Drive(room())
    drive.nav.set_goal(Pose2D(9.0, 3.0, 0.0), 0.0)
    drive.run(1)
    first = drive.nav.status.distance_remaining_m
    drive.run(5)
    assert drive.nav.status.distance_remaining_m < first - 1.0
    assert drive.nav.status.navigation_time_s == pytest.approx(5.9, abs=0.2)
