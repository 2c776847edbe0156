"""Odometry that jumps is told from driving."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.geometry import Pose2D, compose
from robot.safety.odometry import Placed, jumped

TOP_MPS, TOP_RADPS = 0.8, 1.2
HERE = Placed(Pose2D(1.0, 2.0, 3.0), 10.0)


@given(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0), st.floats(0.0, 2.0))
def test_no_driving_is_a_jump(forward, turn, dt_s):
    step = Pose2D(TOP_MPS * forward * dt_s, 0.0, TOP_RADPS * turn * dt_s)
    after = Placed(compose(HERE.pose, step), HERE.stamp_s + dt_s)
    assert not jumped(HERE, after, TOP_MPS, TOP_RADPS)


@pytest.mark.parametrize("pose", [Pose2D(2.0, 2.0, 3.0), Pose2D(1.0, 2.0, 3.0 - math.pi)])
def test_being_elsewhere_at_once_is_one(pose):
    assert jumped(HERE, Placed(pose, 10.05), TOP_MPS, TOP_RADPS)


def test_old_news_are_none():
    assert not jumped(HERE, Placed(Pose2D(9.0, 9.0, 0.0), 9.0), TOP_MPS, TOP_RADPS)
