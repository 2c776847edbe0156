"""What the robot does between visits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from robot.core.commands import Command, GoTo, LimitSpeed, StopMoving
from robot.core.events import BatteryAt, GoalEnded, GoalOutcome
from robot.core.geometry import Pose2D
from robot.core.talk_settings import DutySettings
from robot.guiding.places import BASE, DOCK, Place, Places
from robot.reception.duty import Duty

AWAY, HOME, CHARGER = Pose2D(20.0, 9.0, 0.0), Pose2D(2.0, 16.0, 0.0), Pose2D(1.0, 16.0, 0.0)
PLACES = Places(
    "hall",
    "floor_0.yaml",
    {
        BASE: Place(BASE, "base", 0, HOME, "Base"),
        DOCK: Place(DOCK, "base", 0, CHARGER, "Dock"),
    },
)
SETTINGS = DutySettings(rest_before_home_s=3.0, home_retry_s=20.0, home_deadline_s=100.0)


@pytest.fixture
def duty() -> Duty:
    rested = Duty(PLACES, SETTINGS, home_speed_mps=0.7)
    rested.begin_rest(0.0)
    return rested


def goal(commands: tuple[Command, ...]) -> GoTo:
    limit, drive = commands
    assert limit == LimitSpeed(0.7) and isinstance(drive, GoTo)
    return drive


def test_it_rests_a_moment_then_drives_to_its_base(duty: Duty) -> None:
    assert duty.step(AWAY, True, 2.9) == ()
    home = goal(duty.step(AWAY, True, 3.0))
    assert (home.place, home.pose, home.deadline_s) == (BASE, HOME, 100.0)
    assert duty.step(AWAY, True, 4.0) == (), "one drive at a time"


def test_it_does_not_set_off_while_it_speaks(duty: Duty) -> None:
    assert duty.step(AWAY, False, 10.0) == ()


@pytest.mark.parametrize("robot", [HOME, Pose2D(2.3, 16.2, 0.1), None])
def test_at_home_or_without_a_known_pose_it_stays(duty: Duty, robot: Pose2D | None) -> None:
    assert duty.at_home(robot)
    assert duty.step(robot, True, 10.0) == ()


def test_a_visitor_on_the_way_home_stops_it(duty: Duty) -> None:
    home = goal(duty.step(AWAY, True, 5.0))
    assert duty.end_rest() == (StopMoving(),)
    assert duty.end_rest() == ()
    assert not duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.CANCELLED), 6.0)
    duty.begin_rest(7.0)
    assert goal(duty.step(AWAY, True, 10.0)).goal_id != home.goal_id


def test_arrived_it_does_not_set_off_again_on_an_older_pose(duty: Duty) -> None:
    home = goal(duty.step(AWAY, True, 5.0))
    assert not duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.REACHED), 30.0)
    assert duty.step(AWAY, True, 30.0) == ()
    assert goal(duty.step(AWAY, True, 50.0)).place == BASE, "pushed away it comes back"


def test_after_a_visit_it_goes_home_though_it_has_just_been_there(duty: Duty) -> None:
    home = goal(duty.step(AWAY, True, 5.0))
    duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.REACHED), 30.0)
    duty.begin_rest(35.0)
    assert goal(duty.step(AWAY, True, 38.0)).place == BASE


def test_a_failed_way_home_is_tried_again_and_the_third_time_staff_know(duty: Duty) -> None:
    told = []
    now_s = 5.0
    for _ in range(5):
        home = goal(duty.step(AWAY, True, now_s))
        told.append(duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.BLOCKED), now_s + 1.0))
        assert duty.step(AWAY, True, now_s + 20.0) == ()
        now_s += 21.0
    assert told == [False, False, True, False, False]


def test_a_drive_of_another_means_nothing(duty: Duty) -> None:
    goal(duty.step(AWAY, True, 5.0))
    assert not duty.goal_ended(GoalEnded("walk-1/1", GoalOutcome.BLOCKED), 6.0)
    assert duty.step(AWAY, True, 7.0) == ()


def test_a_drive_whose_end_nobody_tells_is_given_up(duty: Duty) -> None:
    first = goal(duty.step(AWAY, True, 5.0))
    assert duty.step(AWAY, True, 124.0) == ()
    assert goal(duty.step(AWAY, True, 126.0)).goal_id != first.goal_id


def test_a_low_battery_sends_it_to_the_dock_until_it_is_charged_enough(duty: Duty) -> None:
    duty.battery(BatteryAt(0.1, charging=False))
    assert duty.needs_charge
    assert goal(duty.step(HOME, True, 5.0)).place == DOCK
    duty.battery(BatteryAt(0.3, charging=True))
    assert duty.needs_charge
    duty.battery(BatteryAt(0.6, charging=True))
    assert not duty.needs_charge


def test_new_places_count_from_then_on(duty: Duty) -> None:
    moved = Place(BASE, "base", 0, AWAY, "Base")
    duty.use(replace(PLACES, by_id={**PLACES.by_id, BASE: moved}))
    assert duty.at_home(AWAY)
