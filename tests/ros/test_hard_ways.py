"""Hard ways through the real reception node: a crowd, a lost follower, a blocked way, astray."""

from __future__ import annotations

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

from rclpy.task import Future

from l2b2_interfaces.action import Guide
from robot.core.events import TouchAction
from tests.ros.test_reception import ANSWER_S, Hall, _told, data, hall

__all__ = ["data", "hall"]
pytestmark = pytest.mark.ros


def led(hall: Hall) -> None:
    """A visitor is being led; the drive lasts until `under_way` is done."""
    hall.visitor, hall.under_way = "p7", Future()
    hall.touch(TouchAction.LANGUAGE, "en")
    hall.touch(TouchAction.DEPARTMENT, "registry_office")
    hall.reaches("answered")
    hall.touch(TouchAction.INTENT, "yes")
    hall.reaches("leading")


def back_to_rest(hall: Hall) -> None:
    hall.touch(TouchAction.INTENT, "goodbye")
    if hall.under_way is not None and not hall.under_way.done():
        hall.under_way.set_result(False)
    hall.under_way, hall.visitor, hall.outcome = None, "", Guide.Result.REACHED
    hall.reaches("idle")
    hall.visits.clear()


def test_a_crowd_makes_it_stand_and_say_so_and_a_lost_follower_is_waited_for(hall: Hall) -> None:
    led(hall)
    hall.until(lambda: 0.1 < hall.limit_mps < 1.0, ANSWER_S, "pace")
    hall.crowd = 30
    hall.says("many people around me")
    hall.until(lambda: hall.limit_mps < 0.01, ANSWER_S, "standing")
    hall.crowd = 0
    hall.says("On we go")
    hall.visitor = ""
    hall.says("waiting for you")
    hall.visitor = "p8"
    hall.reaches("leading")
    back_to_rest(hall)


def test_a_way_that_stays_blocked_is_told_in_words_and_staff_are_called(hall: Hall) -> None:
    hall.outcome = Guide.Result.BLOCKED
    led(hall)
    assert hall.under_way is not None
    hall.under_way.set_result(True)
    hall.reaches("stuck")
    hall.says("cannot get through here")
    hall.until(lambda: _told(hall, "blocked"), ANSWER_S, "call for staff")
    back_to_rest(hall)


def test_a_drive_of_which_guiding_knows_nothing_any_more_leaves_nobody_standing(hall: Hall) -> None:
    led(hall)
    hall.knows_of_drive = False
    hall.until(lambda: hall.drives.count("registry_office") > 1, ANSWER_S, "another try")
    hall.knows_of_drive = True
    back_to_rest(hall)


def test_a_robot_that_is_astray_says_so_calls_staff_and_stays(hall: Hall) -> None:
    led(hall)
    hall.complaints.clear()
    hall.stop(True, "astray")
    hall.reaches("stuck")
    hall.says("do not know where I am")
    hall.until(lambda: _told(hall, "astray"), ANSWER_S, "call for staff")
    hall.stop(False, "")
    back_to_rest(hall)
