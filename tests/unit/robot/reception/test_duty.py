"""What the robot does between visits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from robot.core.commands import CallStaff, Command, GoTo, LimitSpeed, StopMoving
from robot.core.escort_settings import EscortSettings
from robot.core.events import BatteryAt, GoalEnded, GoalOutcome, Order, Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.talk_settings import DutySettings
from robot.guiding.places import BASE, DOCK, Place, Places
from robot.reception.duty import Doing, Duty, Rest
from robot.reception.energy import Energy

AWAY, HOME, CHARGER = Pose2D(20.0, 9.0, 0.0), Pose2D(2.0, 16.0, 0.0), Pose2D(1.0, 16.0, 0.0)
PLACES = Places(
    "hall",
    "floor_0.yaml",
    {
        BASE: Place(BASE, "base", 0, HOME, "Base"),
        DOCK: Place(DOCK, "base", 0, CHARGER, "Dock"),
    },
)
SETTINGS = DutySettings(
    rest_before_home_s=3.0, home_retry_s=20.0, home_deadline_s=100.0, day_begins_h=6.0
)


@pytest.fixture
def duty() -> Duty:
    rested = Duty(PLACES, SETTINGS, EscortSettings(home_speed_mps=0.7))
    rested.begin_rest(0.0)
    return rested


def rest(
    robot: Pose2D | None, silent: bool = True, hour: float = 10.0, people: tuple[Person, ...] = (),
    astray: bool = False,
) -> Rest:  # fmt: skip
    return Rest(robot, people, silent, hour, astray)


def does(duty: Duty, robot: Pose2D | None, now_s: float, **how: object) -> tuple[Command, ...]:
    return duty.step(rest(robot, **how), now_s).commands  # type: ignore[arg-type]


def goal(commands: tuple[Command, ...]) -> GoTo:
    limit, drive = commands
    assert limit == LimitSpeed(0.7) and isinstance(drive, GoTo)
    return drive


def test_it_rests_a_moment_then_drives_to_its_base(duty: Duty) -> None:
    assert does(duty, AWAY, 2.9) == ()
    home = goal(does(duty, AWAY, 3.0))
    assert (home.place, home.pose, home.deadline_s) == (BASE, HOME, 100.0)
    assert does(duty, AWAY, 4.0) == (), "one drive at a time"


def test_it_does_not_set_off_while_it_speaks(duty: Duty) -> None:
    assert does(duty, AWAY, 10.0, silent=False) == ()


@pytest.mark.parametrize("robot", [HOME, Pose2D(2.3, 16.2, 0.1), None])
def test_at_home_or_without_a_known_pose_it_stays(duty: Duty, robot: Pose2D | None) -> None:
    assert duty.at_home(robot, 10.0)
    assert does(duty, robot, 10.0) == ()


def test_a_visitor_on_the_way_home_stops_it(duty: Duty) -> None:
    home = goal(does(duty, AWAY, 5.0))
    assert duty.end_rest() == (StopMoving(),)
    assert duty.end_rest() == ()
    duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.CANCELLED), 6.0)
    duty.begin_rest(7.0)
    assert goal(does(duty, AWAY, 10.0)).goal_id != home.goal_id


def test_arrived_it_does_not_set_off_again_on_an_older_pose(duty: Duty) -> None:
    home = goal(does(duty, AWAY, 5.0))
    duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.REACHED), 30.0)
    assert does(duty, AWAY, 30.0) == ()
    assert goal(does(duty, AWAY, 50.0)).place == BASE, "pushed away it comes back"


def test_after_a_visit_it_goes_home_though_it_has_just_been_there(duty: Duty) -> None:
    home = goal(does(duty, AWAY, 5.0))
    duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.REACHED), 30.0)
    duty.begin_rest(35.0)
    assert goal(does(duty, AWAY, 38.0)).place == BASE


def test_a_failed_way_home_is_tried_again_and_the_third_time_staff_know(duty: Duty) -> None:
    told = []
    now_s = 5.0
    for _ in range(5):
        home = goal(does(duty, AWAY, now_s))
        duty.goal_ended(GoalEnded(home.goal_id, GoalOutcome.BLOCKED), now_s + 1.0)
        told.append(does(duty, AWAY, now_s + 20.0))
        now_s += 21.0
    assert told == [(), (), (CallStaff("stuck"),), (), ()]


def test_a_drive_of_another_means_nothing(duty: Duty) -> None:
    goal(does(duty, AWAY, 5.0))
    duty.goal_ended(GoalEnded("walk-1/1", GoalOutcome.BLOCKED), 6.0)
    assert does(duty, AWAY, 7.0) == ()


def test_a_drive_whose_end_nobody_tells_is_given_up(duty: Duty) -> None:
    first = goal(does(duty, AWAY, 5.0))
    assert does(duty, AWAY, 124.0) == ()
    assert goal(does(duty, AWAY, 126.0)).goal_id != first.goal_id


def test_a_low_battery_sends_it_to_the_dock_until_it_is_charged_enough(duty: Duty) -> None:
    duty.battery(BatteryAt(0.1, charging=False), 0.0)
    assert duty.needs_charge
    assert goal(does(duty, HOME, 5.0)).place == DOCK
    duty.battery(BatteryAt(0.3, charging=True), 1000.0)
    assert duty.needs_charge
    duty.battery(BatteryAt(0.6, charging=True), 2000.0)
    assert not duty.needs_charge


def test_with_nobody_to_serve_it_charges_and_comes_back_when_full(duty: Duty) -> None:
    duty.battery(BatteryAt(0.7, charging=False), 0.0)
    assert does(duty, HOME, SETTINGS.top_up_after_s - 1.0) == ()
    dock = goal(does(duty, HOME, SETTINGS.top_up_after_s + 1.0))
    assert dock.place == DOCK
    duty.goal_ended(GoalEnded(dock.goal_id, GoalOutcome.REACHED), 320.0)
    duty.battery(BatteryAt(0.9, charging=True), 900.0)
    assert does(duty, CHARGER, 900.0) == (), "once it charges it goes on until it is full"
    duty.battery(BatteryAt(0.99, charging=True), 2000.0)
    assert goal(does(duty, CHARGER, 2000.0)).place == BASE


def test_at_night_it_rests_in_its_dock_and_comes_out_in_the_morning(duty: Duty) -> None:
    duty.battery(BatteryAt(0.99, charging=False), 0.0)
    assert goal(does(duty, HOME, 5.0, hour=3.0)).place == DOCK
    assert duty.asleep
    duty.begin_rest(900.0)
    assert goal(does(duty, CHARGER, 910.0, hour=6.0)).place == BASE
    assert not duty.asleep


def test_contact_without_current_is_tried_again_then_staff_are_called(duty: Duty) -> None:
    duty.battery(BatteryAt(0.1, charging=False), 0.0)
    now_s, called, places = 5.0, [], []
    for robot in (HOME, CHARGER, HOME, CHARGER, HOME, CHARGER, HOME):
        for _ in range(60):
            commands = does(duty, robot, now_s)
            called += [one for one in commands if isinstance(one, CallStaff)]
            drives = [one for one in commands if isinstance(one, GoTo)]
            now_s += 1.0
            if drives:
                places.append(drives[0].place)
                duty.goal_ended(GoalEnded(drives[0].goal_id, GoalOutcome.REACHED), now_s)
                break
    assert places == [DOCK, BASE, DOCK, BASE, DOCK, BASE, DOCK]
    assert called == [CallStaff("not_charging")]
    duty.battery(BatteryAt(0.11, charging=True), now_s)
    assert does(duty, CHARGER, now_s + 200.0) == (), "with current it stays"


def test_a_crowd_on_the_way_home_is_waited_out_and_told(duty: Duty) -> None:
    goal(does(duty, AWAY, 5.0))
    around = tuple(
        Person(f"p{k}", Point2D(AWAY.x + dx, AWAY.y + dy), Point2D(0.0, 0.0))
        for k, (dx, dy) in enumerate([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)])
    )
    assert duty.step(rest(AWAY, people=around), 5.2) == Doing((LimitSpeed(0.0),), "crowded")
    duty.step(rest(AWAY), 6.0)
    assert duty.step(rest(AWAY), 8.0) == Doing((LimitSpeed(0.7),))
    ahead = around[:1]
    asked = [duty.step(rest(AWAY, people=ahead), 8.0 + 0.2 * k).phrase for k in range(30)]
    assert asked.count("make_way") == 1


def test_astray_it_stands_until_it_knows_where_it_is(duty: Duty) -> None:
    goal(does(duty, AWAY, 5.0))
    assert does(duty, AWAY, 6.0, astray=True) == (StopMoving(),)
    assert does(duty, AWAY, 60.0, astray=True) == ()
    assert goal(does(duty, AWAY, 61.0)).place == BASE


def test_reach_shrinks_with_the_charge_and_with_the_drain_that_is_measured() -> None:
    energy = Energy(SETTINGS)
    energy.note(BatteryAt(0.8, charging=False), 0.0)
    full = energy.reach_m
    energy.note(BatteryAt(0.6, charging=False), 400.0)
    assert 0.0 < energy.reach_m < 0.5 * full, "half an hour for a full battery: an old one"
    energy.note(BatteryAt(SETTINGS.battery_low, charging=False), 800.0)
    assert energy.reach_m == 0.0


def test_new_places_count_from_then_on(duty: Duty) -> None:
    moved = Place(BASE, "base", 0, AWAY, "Base")
    duty.use(replace(PLACES, by_id={**PLACES.by_id, BASE: moved}))
    assert duty.at_home(AWAY, 10.0)


def test_out_of_duty_it_rests_in_its_dock_until_the_order_to_receive(duty: Duty) -> None:
    duty.order(Order.OUT_OF_DUTY, 0.0)
    assert goal(does(duty, HOME, 1.0)).place == DOCK
    assert duty.asleep
    duty.goal_ended(GoalEnded("home-1", GoalOutcome.REACHED), 10.0)
    duty.order(Order.ON_DUTY, 100.0)
    assert goal(does(duty, CHARGER, 101.0)).place == BASE
    assert not duty.asleep


def test_sent_home_it_does_not_wait(duty: Duty) -> None:
    failed = goal(does(duty, AWAY, 3.0)).goal_id
    duty.goal_ended(GoalEnded(failed, GoalOutcome.BLOCKED), 5.0)
    assert does(duty, AWAY, 6.0) == ()
    duty.order(Order.HOME, 6.0)
    assert goal(does(duty, AWAY, 6.1)).place == BASE
