"""Odometry that jumps: wheels, clock or driver tell of a motion that no robot makes."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.geometry import Pose2D, distance, wrap_angle

_SPARE_M = 0.25
_SPARE_RAD = 0.5
"""Noise, and messages that come in bursts."""
_TIMES_FASTER = 2.0
"""The wheels may be able to do more than the robot is allowed to."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A pose in frame odom and its time, seconds."""

    pose: Pose2D
    stamp_s: float


def jumped(before: Placed, after: Placed, top_mps: float, top_radps: float) -> bool:
    """Whether no robot with these top speeds gets from one to the other; old news never jump."""
    dt_s = after.stamp_s - before.stamp_s
    if dt_s < 0.0:
        return False
    way_m = distance(before.pose, after.pose)
    turn_rad = abs(wrap_angle(after.pose.yaw - before.pose.yaw))
    return (
        way_m > _SPARE_M + _TIMES_FASTER * top_mps * dt_s
        or turn_rad > _SPARE_RAD + _TIMES_FASTER * top_radps * dt_s
    )
