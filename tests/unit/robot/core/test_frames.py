"""Poses through chains of frames."""

from __future__ import annotations

import math

import pytest

from robot.core.frames import FrameTree
from robot.core.geometry import Pose2D


@pytest.fixture
def tree():
    tree = FrameTree()
    tree.put("map", "odom", Pose2D(10.0, 0.0, math.pi / 2), 1.0, fixed=False)
    for tenth in range(10):
        tree.put("odom", "base_link", Pose2D(tenth / 10, 0.0, 0.0), 1.0 + tenth / 10, fixed=False)
    tree.put("base_link", "laser", Pose2D(0.1, 0.0, 0.0), 0.0, fixed=True)
    return tree


def test_poses_newer_than_asked_for_serve_only_where_there_is_no_older_one(tree):
    assert tree.pose("base_link", "odom", 1.1, 0.0).x == pytest.approx(0.1)
    assert tree.pose("base_link", "odom", 0.8, 0.5).x == pytest.approx(0.0)
    assert tree.pose("base_link", "odom", 0.8, 0.1) is None


def test_a_slow_frame_holds_longer():
    tree = FrameTree(slow_s={"odom": 2.0})
    tree.put("map", "odom", Pose2D(1.0, 0.0, 0.0), 1.0, fixed=False)
    tree.put("odom", "base_link", Pose2D(2.0, 0.0, 0.0), 2.5, fixed=False)
    assert tree.pose("base_link", "map", 2.6, 0.5) == Pose2D(3.0, 0.0, 0.0)
    assert tree.pose("base_link", "map", 3.1, 0.5) is None
    tree.put("odom", "base_link", Pose2D(2.0, 0.0, 0.0), 3.1, fixed=False)
    assert tree.pose("base_link", "map", 3.1, 0.5) is None


def test_chain_is_composed_at_the_time_asked_for(tree):
    pose = tree.pose("laser", "map", 1.38, 0.5)
    assert (pose.x, pose.y) == pytest.approx((10.0, 0.4))
    assert pose.yaw == pytest.approx(math.pi / 2)
    assert tree.pose("base_link", "base_link", 99.0, 0.0) == Pose2D(0.0, 0.0, 0.0)


def test_old_or_missing_links_are_not_guessed(tree):
    assert tree.pose("base_link", "map", 5.0, 0.5) is None
    assert tree.pose("camera", "map", 1.0, 0.5) is None
    assert tree.pose("map", "laser", 1.0, 0.5) is None
    assert tree.pose("laser", "base_link", 1e9, 0.1) is not None


def test_a_clock_set_back_forgets_the_future(tree):
    tree.put("odom", "base_link", Pose2D(7.0, 0.0, 0.0), 0.2, fixed=False)
    assert tree.pose("base_link", "odom", 0.2, 0.1) == Pose2D(7.0, 0.0, 0.0)
    assert tree.pose("base_link", "odom", 1.5, 0.1) is None


def test_a_circle_of_frames_is_no_pose():
    tree = FrameTree()
    tree.put("a", "b", Pose2D(1.0, 0.0, 0.0), 0.0, fixed=True)
    tree.put("b", "a", Pose2D(1.0, 0.0, 0.0), 0.0, fixed=True)
    assert tree.pose("a", "map", 0.0, 1.0) is None
