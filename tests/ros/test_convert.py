"""Every value survives the way into a message and back."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

from builtin_interfaces.msg import Time
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from robot.core.commands import Choice, Fact, GoTo, Mood, Say, Show
from robot.core.events import (
    BatteryAt,
    Engagement,
    GoalOutcome,
    Heard,
    Hearing,
    Person,
    SpeechOutcome,
    Stopped,
    TouchAction,
    Touched,
)
from robot.core.geometry import Point2D, Pose2D, wrap_angle
from robot.core.grid import Grid
from robot.core.motion import Motion
from robot.core.scan import Scan
from robot.core.visit import Channel, Outcome, Visit
from robot.nodes import convert

pytestmark = pytest.mark.ros

STAMP = Time(sec=12, nanosec=500_000_000)
metres = st.floats(-1e4, 1e4)
singles = st.floats(0, 1e4, width=32)
# What a ROS string can carry: no surrogates, and no NUL, at which C would end it.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
points = st.builds(Point2D, metres, metres)
poses = st.builds(Pose2D, metres, metres, st.floats(-math.pi, math.pi).map(wrap_angle))
people = st.builds(Person, texts, points, points, st.sampled_from(Engagement))
tuples = st.lists(texts, max_size=3).map(tuple)
times = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(timezone.utc))
counts = st.integers(0, 2**32 - 1)


@given(st.floats(0, 2e9))
def test_times(seconds: float) -> None:
    stamp = convert.seconds_to_ros(seconds)
    assert 0 <= stamp.nanosec < 1_000_000_000
    assert convert.seconds_from_ros(stamp) == pytest.approx(seconds, abs=1e-6)


@given(poses)
def test_poses(pose: Pose2D) -> None:
    back = convert.pose_stamped_from_ros(convert.pose_stamped_to_ros(pose, STAMP))
    assert (back.x, back.y) == (pose.x, pose.y)
    assert wrap_angle(back.yaw - pose.yaw) == pytest.approx(0.0, abs=1e-9)


def test_what_is_no_pose_on_the_floor_is_refused() -> None:
    message = convert.pose_stamped_to_ros(Pose2D(1, 2, 0), STAMP)
    message.header.frame_id = "odom"
    with pytest.raises(ValueError, match="frame 'odom'"):
        convert.pose_stamped_from_ros(message)
    message.pose.orientation.w = 0.0
    with pytest.raises(ValueError, match="no rotation"):
        convert.pose_from_ros(message.pose)
    message.pose.orientation.x = 1.0
    with pytest.raises(ValueError, match="tilted"):
        convert.pose_from_ros(message.pose)


@given(st.lists(people, max_size=4).map(tuple))
def test_people(seen: tuple[Person, ...]) -> None:
    assert convert.people_from_ros(convert.people_to_ros(seen, STAMP)) == seen


@given(hnp.arrays(np.float32, st.integers(0, 40), elements=st.floats(0.125, 12.0, width=32)))
def test_scans(ranges: np.ndarray) -> None:
    ranges[::7] = np.inf
    ranges[1::7] = np.nan
    ranges[2::7] = -np.inf
    scan = Scan(4.25, -3.0, 0.0625, ranges, 0.125, 12.0)
    back = convert.scan_from_ros(convert.scan_to_ros(scan))
    np.testing.assert_array_equal(back.ranges, ranges)
    assert (back.stamp_s, back.angle_min_rad, back.angle_step_rad) == (4.25, -3.0, 0.0625)
    assert (back.range_min_m, back.range_max_m) == (0.125, 12.0)


def test_readings_beyond_the_sensor_mean_nothing_there() -> None:
    message = convert.scan_to_ros(Scan(0, 0, 1, np.array([0.01, 99.0], np.float32), 0.125, 12.0))
    assert list(convert.scan_from_ros(message).ranges) == [-math.inf, math.inf]


@given(hnp.arrays(np.int8, st.tuples(st.integers(1, 9), st.integers(1, 9)),
                  elements=st.integers(-1, 100)), metres, metres)  # fmt: skip
def test_maps(cells: np.ndarray, x: float, y: float) -> None:
    back = convert.grid_from_ros(convert.grid_to_ros(Grid(cells, 0.05, x, y), STAMP))
    np.testing.assert_array_equal(back.cells, cells)
    assert (back.resolution_m, back.origin_x_m, back.origin_y_m) == (0.05, x, y)


def test_maps_that_do_not_fit_are_refused() -> None:
    message = convert.grid_to_ros(Grid(np.zeros((2, 3), np.int8), 0.05, 0, 0), STAMP)
    message.info.width = 4
    with pytest.raises(ValueError, match="6 cells for 2 x 4"):
        convert.grid_from_ros(message)


@given(st.builds(Motion, metres, metres))
def test_motions(motion: Motion) -> None:
    assert convert.motion_from_ros(convert.motion_to_ros(motion, STAMP)) == motion


@given(st.builds(BatteryAt, st.floats(0, 1, width=32), st.booleans()))
def test_batteries(battery: BatteryAt) -> None:
    assert convert.battery_from_ros(convert.battery_to_ros(battery, STAMP)) == battery


shows = st.builds(
    Show,
    state=texts, mood=st.sampled_from(Mood), language=texts, visit_id=texts, caption=texts,
    title=texts, facts=st.lists(st.builds(Fact, texts, texts, tuples), max_size=3).map(tuple),
    choices=st.lists(st.builds(Choice, texts, texts, texts, texts), max_size=3).map(tuple),
    department=texts, service=texts, destination=texts, notice=texts,
    seconds_left=st.none() | singles, can_extend=st.booleans(),
)  # fmt: skip


@given(shows)
def test_shows(show: Show) -> None:
    assert convert.show_from_ros(convert.show_to_ros(show, STAMP)) == show


@given(st.builds(Touched, st.sampled_from(TouchAction), texts))
def test_touches(touched: Touched) -> None:
    assert convert.touched_from_ros(convert.touched_to_ros(touched, STAMP)) == touched


@given(
    st.builds(Heard, texts.filter(bool), texts, st.floats(0, 1))
    | st.builds(Hearing, texts.filter(bool), texts)
)
def test_utterances(heard: Heard | Hearing) -> None:
    assert convert.heard_from_ros(convert.heard_to_ros(heard, STAMP)) == heard


@given(st.builds(Stopped, st.booleans(), texts))
def test_stops(stopped: Stopped) -> None:
    message = convert.stopped_to_ros(stopped, STAMP, speed_limit_mps=0.5)
    assert convert.stopped_from_ros(message) == stopped


def test_drives() -> None:
    goal = GoTo("7", "cashier", Pose2D(1.5, -2.5, 0.0), 240.0)
    assert convert.goto_from_ros("7", convert.goto_to_ros(goal, STAMP)) == goal


@given(st.builds(Say, texts, texts, texts, singles, singles))
def test_sentences(say: Say) -> None:
    assert convert.say_from_ros(say.say_id, convert.say_to_ros(say)) == say


@pytest.mark.parametrize("outcome", GoalOutcome)
def test_outcomes_of_drives(outcome: GoalOutcome) -> None:
    assert convert.goal_outcome_from_ros(convert.goal_outcome_to_ros(outcome)) is outcome


@pytest.mark.parametrize("outcome", SpeechOutcome)
def test_outcomes_of_sentences(outcome: SpeechOutcome) -> None:
    assert convert.speech_outcome_from_ros(convert.speech_outcome_to_ros(outcome)) is outcome


def test_unknown_outcomes_are_refused() -> None:
    with pytest.raises(ValueError, match="99"):
        convert.goal_outcome_from_ros(99)


visits = st.builds(
    Visit,
    id=texts, robot=texts, building=texts, started=times, ended=times, language=texts,
    channel=st.sampled_from(Channel), outcome=st.sampled_from(Outcome), services=tuples,
    facilities=tuples, department=texts, answer_s=st.none() | singles, escorts=counts,
    escorts_arrived=counts, escort_m=singles, not_understood=counts, unserved=tuples,
    rating=st.integers(-1, 1),
)  # fmt: skip


@given(visits)
def test_visits(visit: Visit) -> None:
    assert convert.visit_from_ros(convert.visit_to_ros(visit)) == visit


def test_a_visit_keeps_the_instant_whatever_its_zone() -> None:
    zone = timezone(timedelta(hours=2))
    started = datetime(2026, 5, 4, 10, 30, 0, 123456, tzinfo=zone)
    visit = Visit("1", "r", "b", started, started, "de", Channel.VOICE, Outcome.LED)
    assert convert.visit_from_ros(convert.visit_to_ros(visit)).started == started
