"""The dock's current, of which Gazebo's battery knows nothing: who stands in the dock gets it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from robot.core.geometry import Pose2D, distance, wrap_angle

_NEAR_M = 0.2
_TURNED_RAD = 0.35
_FULL = 0.9
"""Gazebo's battery takes no charge above this share."""
_FLOAT_A = 0.5
"""What a full battery still takes from the charger."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What sensor_msgs/BatteryState tells of the current."""

    current_a: float
    """Into the battery; negative: out of it."""
    charging: bool
    full: bool


def in_dock(pose: Pose2D, dock: Pose2D) -> bool:
    """Whether the robot's contacts are on the dock's; both in frame map."""
    turned = abs(wrap_angle(pose.yaw - dock.yaw))
    return distance(pose, dock) <= _NEAR_M and turned <= _TURNED_RAD


def supply(gazebo_current_a: float, share: float, docked: bool) -> Supply:
    """From Gazebo's current, which counts what flows out, to ours, which counts what flows in."""
    inward = -gazebo_current_a if math.isfinite(gazebo_current_a) else 0.0
    full = docked and share >= _FULL
    return Supply(max(inward, _FLOAT_A) if docked else inward, docked and not full, full)
