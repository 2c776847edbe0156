"""What goes wrong on the way, through the whole robot without ROS on MuJoCo."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.core.events import TouchAction
from robot.core.geometry import Point2D, Pose2D, distance
from robot.core.visit import Outcome
from sim.embedded.docking import Phase
from sim.embedded.world import Cause
from sim.scene import Scene, load_scene
from tests.scenario.hall import CHAIR_BODY, CHILD_BODY, VISITOR, HallPlay

FAR = (TouchAction.DEPARTMENT, "registry_office")
NEAR = (TouchAction.FACILITY, "info_desk")


@cache
def scene() -> Scene:
    return load_scene(MAP, CONTENT)


@pytest.fixture
def hall(by_heart) -> Callable[[], HallPlay]:
    return lambda: HallPlay(scene(), by_heart)


def driving(play: HallPlay) -> Callable[[], bool]:
    return lambda: play.world.velocity[0] > 0.3 and distance(play.pose, scene().start) > 3.0


def no_harm(play: HallPlay) -> None:
    assert [each for each in play.contacts if each.cause is Cause.ROBOT] == []


def test_a_visitor_is_led_at_a_comfortable_gap_and_told_of_corners(hall) -> None:
    play = hall()
    play.lead(TouchAction.DEPARTMENT, "traffic_office")
    gaps = []
    while play.state != "arrived":
        play.step()
        assert play.world.now_s < 300.0, play.said
        if play.world.velocity[0] > 0.3:
            gaps.append(distance(play.crowd.position(VISITOR), play.pose))
    assert 1.5 < np.median(gaps) < 2.4
    assert play.said.count(play.phrase("turning_left")) in (1, 2)
    no_harm(play)
    play.follows = False
    play.until(lambda: bool(play.devices.visits), 90.0)
    assert play.devices.visits[0].outcome is Outcome.LED


def test_a_crowd_of_thirty_makes_it_stand_still_and_say_so(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    play.world.command(0.0, 0.0)
    play.surround(30)
    play.until(lambda: play.phrase("crowded") in play.said, 10.0)
    before = play.pose
    play.run(20.0)
    assert distance(before, play.pose) < 0.1, "never to and fro"
    assert abs(before.yaw - play.pose.yaw) < 0.2, "no turning about among people"
    play.clear()
    play.until(lambda: play.state == "arrived", 200.0)
    no_harm(play)


def test_a_visitor_who_strays_is_waited_for_and_led_on(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    play.follows = False
    play.walk(VISITOR, play.ahead(-6.0))
    play.until(lambda: play.phrase("waiting_for_you") in play.said, 30.0)
    play.until(lambda: play.phrase("are_you_coming") in play.said, 20.0)
    play.follows = True
    play.until(lambda: play.phrase("going_on") in play.said, 30.0)
    play.until(lambda: play.state == "arrived", 200.0)
    no_harm(play)


def test_a_visitor_who_is_gone_is_looked_for_given_up_and_the_robot_goes_home(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    play.follows = False
    play.crowd.leave(VISITOR)
    play.until(lambda: play.phrase("coming_back") in play.said, 40.0)
    play.until(lambda: play.phrase("lost") in play.said, 60.0)
    assert [visit.outcome for visit in play.devices.visits] == [Outcome.LEFT]
    play.until(lambda: distance(play.pose, scene().start) < 0.3, 120.0)
    assert play.staff_calls == []
    no_harm(play)


def test_a_blocked_corridor_is_asked_in_then_told_in_words_with_staff_called(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    for k, y in enumerate(np.arange(8.3, 10.8, 0.45)):
        play.put(2 + k, Point2D(25.0, float(y)))
    play.until(lambda: play.phrase("make_way") in play.said, 120.0)
    play.until(lambda: play.state == "stuck", 240.0)
    assert play.phrase("blocked") in " ".join(play.said)
    assert play.staff_calls == ["blocked"]
    play.touch(TouchAction.INTENT, "goodbye")
    play.follows = False
    play.crowd.leave(VISITOR)
    play.until(lambda: distance(play.pose, scene().start) < 0.3, 150.0)
    no_harm(play)


def test_a_child_that_runs_in_front_is_not_touched(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    for side in (1.2, -1.2):
        play.until(driving(play), 60.0)
        start, end = play.ahead(0.9, side), play.ahead(0.9, -2.0 * side)
        play.put(CHILD_BODY, start, math.atan2(end.y - start.y, end.x - start.x))
        play.walk(CHILD_BODY, end, 1.8)
        play.run(6.0)
        play.crowd.leave(CHILD_BODY)
    play.until(lambda: play.state == "arrived", 200.0)
    no_harm(play)


def test_a_chair_beside_the_way_home_neither_holds_it_up_nor_is_greeted(hall) -> None:
    """As left there on a simulated day: it stood beside it for three quarters of an hour."""
    play = hall()
    play.world.teleport(Pose2D(31.16, 12.25, -3.14))
    play.stack.localiser.reset(play.pose)
    play.put(CHAIR_BODY, Point2D(30.83, 11.62))
    play.until(lambda: distance(play.pose, scene().start) < 0.3, 150.0)
    assert play.staff_calls == []
    assert play.devices.visits == [], "nobody was there"
    no_harm(play)


def test_a_laser_that_dies_stops_it_by_name_until_it_sees_again(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    sees = play.world.scan
    play.world.scan = lambda: blind(sees())  # type: ignore[method-assign]
    play.until(lambda: "scan_blind" in play.stops, 2.0)
    play.run(2.0)
    before = play.pose
    assert play.view.show.notice == "scan_blind"
    play.run(3.0)
    assert distance(before, play.pose) < 0.01
    play.world.scan = sees  # type: ignore[method-assign]
    play.until(lambda: play.state == "arrived", 200.0)
    no_harm(play)


def blind(scan):
    return replace(scan, ranges=np.full(scan.ranges.size, np.nan, np.float32))


def test_the_emergency_stop_holds_and_the_walk_goes_on_after_it(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    play.stack.emergency_stop = True
    play.until(lambda: play.view.show.notice == "emergency_stop", 2.0)
    play.run(1.0)
    before = play.pose
    play.run(5.0)
    assert distance(before, play.pose) < 0.01
    play.stack.emergency_stop = False
    play.until(lambda: play.state == "arrived", 200.0)
    assert play.view.show.notice == ""
    no_harm(play)


def test_a_kidnapped_robot_stops_says_so_calls_staff_and_is_put_right(hall) -> None:
    play = hall()
    play.lead(*FAR)
    play.until(driving(play), 60.0)
    play.follows = False
    play.crowd.leave(VISITOR)
    play.world.teleport(Pose2D(31.0, 18.0, 2.0))
    play.until(lambda: play.state == "stuck", 20.0)
    assert "astray" in play.stops
    assert play.phrase("astray") in " ".join(play.said)
    assert play.staff_calls == ["astray"]
    before = play.pose
    play.until(lambda: play.brain.state.rest, 150.0)
    play.run(20.0)
    assert distance(before, play.pose) < 0.6, "does not drive before it knows where it is"
    play.stack.localiser.reset(play.pose)
    play.until(lambda: distance(play.pose, scene().start) < 0.3, 200.0)
    no_harm(play)


def test_with_a_low_battery_it_docks_charges_and_comes_out_again(hall) -> None:
    play = hall()
    play.world.battery.fraction = 0.19
    play.until(lambda: play.stack.docking.phase is Phase.DOCKED, 60.0)
    assert play.world.in_dock
    assert play.world.battery.charging
    play.world.battery.fraction = 0.97
    play.until(lambda: distance(play.pose, scene().start) < 0.2, 400.0)
    assert play.staff_calls == []
    no_harm(play)


def test_a_dock_without_current_is_tried_again_then_staff_are_called(hall) -> None:
    play = hall()
    play.world.battery.fraction = 0.19
    play.world._dock = None
    play.until(lambda: play.staff_calls == ["not_charging"], 400.0)
    no_harm(play)


def test_carried_away_while_it_stands_it_says_so_too(hall) -> None:
    play = hall()
    play.run(3.0)
    play.world.teleport(Pose2D(31.0, 18.0, 2.0))
    play.until(lambda: play.phrase("astray") in play.said, 20.0)
    assert play.staff_calls == ["astray"]
    play.run(20.0)
    assert distance(play.pose, Pose2D(31.0, 18.0, 0.0)) < 0.05
    assert play.staff_calls == ["astray"], "called once"
