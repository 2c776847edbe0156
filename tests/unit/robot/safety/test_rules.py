"""The safety rules: laws over all inputs, and each cause by name."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.driving_settings import SafetySettings
from robot.core.geometry import Point2D
from robot.core.motion import STILL, Motion
from robot.core.scan import Scan
from robot.safety.rules import LASER_AT_BASE, Inputs, judge

SETTINGS = SafetySettings()
CLEAR = np.full(360, np.inf, np.float32)


def scan(ranges=CLEAR, stamp_s=10.0):
    step = 2.0 * math.pi / max(ranges.size, 1)
    return Scan(stamp_s, -math.pi, step, np.asarray(ranges, np.float32), 0.1, 12.0)


def inputs(command=Motion(0.5, 0.0), **changes):  # noqa: B008
    given_ = Inputs(10.0, command, 10.0, scan(), STILL, 10.0, ())
    return replace(given_, **changes)


def obstacle_ahead(metres):
    ranges = CLEAR.copy()
    ranges[175:186] = metres
    return scan(ranges)


RUNNING = Motion(0.8, 0.0)
"""Driving already, so that picking up speed limits nothing."""

speeds = st.floats(-3.0, 3.0)
motions = st.builds(Motion, speeds, speeds)
ranges_ = st.lists(
    st.one_of(st.floats(0.05, 13.0), st.just(math.inf), st.just(math.nan), st.just(-math.inf)),
    min_size=36,
    max_size=36,
).map(lambda values: scan(np.array(values, np.float32)))
people_ = st.lists(st.builds(Point2D, st.floats(-5, 5), st.floats(-5, 5)), max_size=4).map(tuple)
all_inputs = st.builds(
    Inputs,
    now_s=st.just(10.0),
    command=st.one_of(st.none(), motions),
    command_at_s=st.floats(8.0, 11.0),
    scan=st.one_of(st.none(), ranges_),
    odometry=st.one_of(st.none(), motions),
    odometry_at_s=st.floats(8.0, 11.0),
    people=st.one_of(st.none(), people_),
    zone_limit_mps=st.one_of(st.just(math.inf), st.floats(0.0, 1.0)),
    emergency_stop=st.booleans(),
    remote_stop=st.booleans(),
    laser_in_base=st.sampled_from((None, LASER_AT_BASE)),
    odometry_jumped_s=st.sampled_from((-math.inf, 5.0, 9.5, 10.0)),
    astray=st.booleans(),
)


@given(all_inputs, motions, st.floats(0.0, 0.5))
def test_never_faster_than_command_or_cap_and_on_the_same_curve(asked, before, dt):
    verdict = judge(asked, before, dt, SETTINGS)
    out = verdict.motion
    assert out.is_finite
    if asked.command is None:
        assert out == STILL
        return
    command = asked.command
    assert abs(out.forward_mps) <= abs(command.forward_mps) + 1e-9
    assert abs(out.turn_radps) <= abs(command.turn_radps) + 1e-9
    assert abs(out.forward_mps) <= min(SETTINGS.max_speed_mps, asked.zone_limit_mps) + 1e-9
    assert abs(out.turn_radps) <= SETTINGS.max_turn_radps + 1e-9
    assert abs(out.forward_mps) <= verdict.speed_limit_mps + 1e-9
    crossed = out.forward_mps * command.turn_radps - out.turn_radps * command.forward_mps
    assert crossed == pytest.approx(0.0, abs=1e-6)
    grown = abs(out.forward_mps) - abs(before.forward_mps)
    assert grown <= SETTINGS.max_accel_mps2 * dt + 1e-9


@given(all_inputs, motions, st.floats(0.0, 0.5))
def test_any_stop_is_standing_and_has_a_name(asked, before, dt):
    verdict = judge(asked, before, dt, SETTINGS)
    if verdict.stopped:
        assert verdict.motion == STILL
        assert verdict.reason
        assert verdict.detail


@given(all_inputs, motions, people_)
def test_more_cause_for_caution_is_never_faster(asked, before, more):
    free = judge(asked, before, 0.1, SETTINGS).speed_limit_mps
    for careful in (
        replace(asked, emergency_stop=True),
        replace(asked, remote_stop=True),
        replace(asked, zone_limit_mps=asked.zone_limit_mps / 2.0),
        asked if asked.people is None else replace(asked, people=(*asked.people, *more)),
        replace(asked, scan=None),
        replace(asked, odometry=None),
        replace(asked, laser_in_base=None),
        replace(asked, odometry_jumped_s=asked.now_s),
        replace(asked, astray=True),
    ):
        assert judge(careful, before, 0.1, SETTINGS).speed_limit_mps <= free


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"emergency_stop": True}, "emergency_stop"),
        ({"remote_stop": True}, "remote_stop"),
        ({"scan": None}, "scan_missing"),
        ({"scan": scan(stamp_s=9.4)}, "scan_old"),
        ({"scan": scan(stamp_s=11.0)}, "scan_old"),
        ({"scan": scan(np.full(360, np.nan, np.float32))}, "scan_blind"),
        ({"scan": scan(np.empty(0, np.float32))}, "scan_blind"),
        ({"odometry": None}, "odom_missing"),
        ({"odometry_at_s": 9.0}, "odom_old"),
        ({"odometry": Motion(math.nan, 0.0)}, "odom_not_finite"),
        ({"command_at_s": 9.4}, "command_old"),
        ({"laser_in_base": None}, "scan_frame"),
        ({"odometry_jumped_s": 8.5}, "odom_jump"),
        ({"astray": True}, "astray"),
        ({"command": Motion(math.nan, 0.0)}, "command_not_finite"),
        ({"command": Motion(0.1, math.inf)}, "command_not_finite"),
        ({"scan": obstacle_ahead(0.3)}, "obstacle"),
        ({"zone_limit_mps": 0.0}, "zone"),
    ],
)
def test_each_cause_stops_by_its_name(changes, reason):
    verdict = judge(inputs(**changes), RUNNING, 0.1, SETTINGS)
    assert (verdict.motion, verdict.stopped, verdict.reason) == (STILL, True, reason)


def test_the_emergency_stop_wins_over_all():
    verdict = judge(inputs(emergency_stop=True, scan=None, remote_stop=True), STILL, 0.1, SETTINGS)
    assert verdict.reason == "emergency_stop"


@pytest.mark.parametrize("command", [None, STILL])
def test_standing_because_nobody_asks_is_no_stop(command):
    verdict = judge(inputs(command=command, command_at_s=0.0), STILL, 0.1, SETTINGS)
    assert (verdict.motion, verdict.stopped, verdict.reason) == (STILL, False, "")


@pytest.mark.parametrize("command", [None, STILL])
def test_who_stands_is_told_too_what_forbids_all_driving(command):
    verdict = judge(inputs(command=command, astray=True), STILL, 0.1, SETTINGS)
    assert (verdict.stopped, verdict.reason) == (True, "astray")


def test_it_goes_on_a_while_after_odometry_jumped():
    verdict = judge(inputs(odometry_jumped_s=7.9), Motion(0.5, 0.0), 0.1, SETTINGS)
    assert (verdict.motion, verdict.reason) == (Motion(0.5, 0.0), "")


def test_a_free_way_lets_the_command_through():
    verdict = judge(inputs(Motion(0.5, 0.2)), Motion(0.5, 0.2), 0.1, SETTINGS)
    assert verdict.motion == Motion(0.5, 0.2)
    assert verdict.reason == ""


def test_slow_near_people():
    near = judge(inputs(people=(Point2D(-0.7, 0.0),)), RUNNING, 0.1, SETTINGS)
    assert near.motion.forward_mps == pytest.approx(0.3)
    assert near.reason == "near_person"
    far = judge(inputs(people=(Point2D(1.5, 0.0),)), RUNNING, 0.1, SETTINGS)
    assert far.motion.forward_mps == pytest.approx(0.5)


def test_without_a_list_of_people_anything_near_may_be_one():
    ranges = CLEAR.copy()
    ranges[0:5] = 0.8  # behind
    verdict = judge(inputs(people=None, scan=scan(ranges)), RUNNING, 0.1, SETTINGS)
    assert verdict.reason == "near_unknown"
    assert verdict.motion.forward_mps == pytest.approx(0.3)


def test_the_slow_zone_grows_with_the_obstacle_nearing():
    limits = [
        judge(inputs(scan=obstacle_ahead(m)), RUNNING, 0.1, SETTINGS).speed_limit_mps
        for m in (2.0, 1.0, 0.7, 0.5, 0.36)
    ]
    assert limits == sorted(limits, reverse=True)
    assert limits[0] == SETTINGS.max_speed_mps
    assert 0.0 < limits[-1] < 0.1


def test_turning_on_the_spot_and_leaving_are_free_beside_a_wall():
    wall = obstacle_ahead(0.29)
    assert judge(inputs(Motion(0.0, 0.5), scan=wall), Motion(0.0, 0.5), 0.1, SETTINGS).motion == (
        Motion(0.0, 0.5)
    )
    back = judge(inputs(Motion(-0.2, 0.0), scan=wall), Motion(-0.2, 0.0), 0.1, SETTINGS)
    assert back.motion.forward_mps == pytest.approx(-0.2)


def test_backwards_is_looked_at_too():
    ranges = CLEAR.copy()
    ranges[:5] = 0.28
    ranges[-5:] = 0.28
    verdict = judge(inputs(Motion(-0.2, 0.1), scan=scan(ranges)), RUNNING, 0.1, SETTINGS)
    assert (verdict.reason, verdict.motion) == ("obstacle", STILL)


def test_it_always_stops_before_what_stands_ahead():
    """Driving on at full command with the world answering at once: never into the obstacle."""
    x, out = 0.0, STILL
    for _ in range(200):
        gap = 3.0 - x
        ranges = CLEAR.copy()
        ranges[180] = gap
        out = judge(inputs(Motion(0.8, 0.0), scan=scan(ranges)), out, 0.1, SETTINGS).motion
        x += out.forward_mps * 0.1
    assert 3.0 - SETTINGS.hull_radius_m - 0.2 < x < 3.0 - SETTINGS.hull_radius_m - 0.04


def test_a_trunk_reaches_farther_than_the_legs_that_are_seen():
    person = inputs(people=(Point2D(0.6, 0.0),), scan=obstacle_ahead(0.55))
    verdict = judge(person, RUNNING, 0.1, SETTINGS)
    assert verdict.speed_limit_mps < 0.1
    beside = inputs(people=(Point2D(0.0, 0.7),))
    assert judge(beside, RUNNING, 0.1, SETTINGS).motion.forward_mps == pytest.approx(0.3)
