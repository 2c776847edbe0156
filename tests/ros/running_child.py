"""A child that runs in front of the robot, put into the laser's scans between world and robot.

Run as a process: `python -m tests.ros.running_child`. On `child/run` it starts beside the robot's
way, stops in front of it for some seconds, and runs on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from nav_msgs.msg import Odometry
from rclpy.node import Node
from sensor_msgs.msg import LaserScan
from std_msgs.msg import Empty, Float64

from robot.core.geometry import Point2D, Pose2D, compose, distance, relative
from robot.core.rays import Floats
from robot.nodes import names
from robot.nodes.convert import pose_from_ros, seconds_from_ros
from robot.nodes.running import run
from robot.safety.rules import LASER_AT_BASE

SCAN_OF_WORLD, RUN, NEAREST = "scan_of_world", "child/run", "child/nearest"
AHEAD_M, ASIDE_M = 0.9, 1.5
SPEED_MPS, STANDS_S = 1.8, 3.0
LEG_RADIUS_M, LEGS_APART_M = 0.05, 0.16


@dataclass(frozen=True, slots=True)
class Run:
    """From where the robot was when it began; `start`: in frame odom."""

    start: Pose2D
    began_s: float

    def at(self, now_s: float) -> Pose2D | None:
        """Middle of the child, frame odom; None: gone."""
        gone_s = now_s - self.began_s
        there_s = ASIDE_M / SPEED_MPS
        runs_s = min(gone_s, there_s) + max(gone_s - there_s - STANDS_S, 0.0)
        if runs_s > 2.0 * there_s:
            return None
        left = ASIDE_M - runs_s * SPEED_MPS
        return compose(self.start, Pose2D(AHEAD_M, left, -math.pi / 2.0))


def with_leg(ranges: Floats, angles: Floats, leg: Point2D) -> Floats:
    """Ranges with a round leg in front; `leg`: laser frame."""
    along = leg.x * np.cos(angles) + leg.y * np.sin(angles)
    across = leg.x * np.sin(angles) - leg.y * np.cos(angles)
    seen = (along > 0.0) & (np.abs(across) < LEG_RADIUS_M)
    depth = np.sqrt(np.where(seen, LEG_RADIUS_M**2 - across**2, 0.0))
    return np.where(seen, np.fmin(ranges, along - depth), ranges)


class RunningChild(Node):
    """Hands scans on, with the child in them while it runs."""

    def __init__(self) -> None:
        super().__init__("running_child")
        self._run: Run | None = None
        self._pose = Pose2D(0.0, 0.0, 0.0)
        self._out = self.create_publisher(LaserScan, names.SCAN, names.SENSOR_QOS)
        self._nearest = self.create_publisher(Float64, NEAREST, names.EVENT_QOS)
        self.create_subscription(LaserScan, SCAN_OF_WORLD, self._hand_on, names.SENSOR_QOS)
        self.create_subscription(Odometry, names.ODOM, self._moved, names.SENSOR_QOS)
        self.create_subscription(Empty, RUN, self._begin, names.EVENT_QOS)
        self._now_s = 0.0

    def _begin(self, _: Empty) -> None:
        self._run = Run(self._pose, self._now_s)

    def _moved(self, message: Odometry) -> None:
        self._pose = pose_from_ros(message.pose.pose)

    def _hand_on(self, message: LaserScan) -> None:
        self._now_s = seconds_from_ros(message.header.stamp)
        child = self._run.at(self._now_s) if self._run else None
        if child is not None:
            ranges = np.asarray(message.ranges, float)
            angles = message.angle_min + message.angle_increment * np.arange(ranges.size)
            laser = compose(self._pose, LASER_AT_BASE)
            for side in (-0.5, 0.5):
                leg = compose(child, Pose2D(0.0, side * LEGS_APART_M, 0.0))
                ranges = with_leg(ranges, angles, relative(laser, leg).point)
                self._nearest.publish(Float64(data=distance(self._pose, leg)))
            message.ranges = ranges.astype(np.float32).tolist()
        self._out.publish(message)


if __name__ == "__main__":
    run(RunningChild)
