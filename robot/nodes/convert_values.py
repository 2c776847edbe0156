"""Times, points, poses and pictures: values <-> messages; used by the other convert files."""

from __future__ import annotations

import math

import numpy as np
from builtin_interfaces.msg import Duration, Time
from geometry_msgs.msg import Point, Pose, PoseStamped, Quaternion
from numpy.typing import NDArray
from sensor_msgs.msg import Image

from robot.core.geometry import Point2D, Pose2D, wrap_angle
from robot.nodes import names

_UPRIGHT = 1e-3
"""Largest x or y part of the quaternion of something that stands upright."""


def seconds_to_ros(seconds: float) -> Time:
    """Seconds on the robot's clock as a stamp; not before 0."""
    whole = math.floor(seconds)
    nanos = round((seconds - whole) * 1e9)
    return Time(sec=whole + nanos // 1_000_000_000, nanosec=nanos % 1_000_000_000)


def seconds_from_ros(stamp: Time | Duration) -> float:
    """A stamp or duration in seconds."""
    return float(stamp.sec) + float(stamp.nanosec) * 1e-9


def point_to_ros(point: Point2D) -> Point:
    """A point on the floor."""
    return Point(x=float(point.x), y=float(point.y), z=0.0)


def point_from_ros(point: Point) -> Point2D:
    """The point on the floor below."""
    return Point2D(point.x, point.y)


def quaternion_to_ros(yaw_rad: float) -> Quaternion:
    """A turn about z."""
    return Quaternion(x=0.0, y=0.0, z=math.sin(yaw_rad / 2.0), w=math.cos(yaw_rad / 2.0))


def quaternion_from_ros(turn: Quaternion) -> float:
    """Yaw in radians, in (-pi, pi]; ValueError for what does not stand upright or is no turn."""
    size = math.sqrt(turn.x**2 + turn.y**2 + turn.z**2 + turn.w**2)
    if not math.isfinite(size) or size < 0.5:
        raise ValueError(f"no rotation: x={turn.x} y={turn.y} z={turn.z} w={turn.w}")
    if max(abs(turn.x), abs(turn.y)) / size > _UPRIGHT:
        raise ValueError(f"tilted, expected a turn about z: x={turn.x} y={turn.y}")
    return wrap_angle(2.0 * math.atan2(turn.z, turn.w))


def pose_to_ros(pose: Pose2D) -> Pose:
    """A pose on the floor."""
    return Pose(position=point_to_ros(pose.point), orientation=quaternion_to_ros(pose.yaw))


def pose_from_ros(pose: Pose) -> Pose2D:
    """The same as a value; ValueError when tilted."""
    return Pose2D(pose.position.x, pose.position.y, quaternion_from_ros(pose.orientation))


def pose_stamped_to_ros(pose: Pose2D, stamp: Time, frame: str = names.MAP_FRAME) -> PoseStamped:
    """A pose in a frame, at a time."""
    message = PoseStamped(pose=pose_to_ros(pose))
    message.header.stamp = stamp
    message.header.frame_id = frame
    return message


def pose_stamped_from_ros(message: PoseStamped, frame: str = names.MAP_FRAME) -> Pose2D:
    """The pose; ValueError when it is tilted or given in another frame."""
    if message.header.frame_id != frame:
        raise ValueError(f"a pose in frame '{message.header.frame_id}', expected '{frame}'")
    return pose_from_ros(message.pose)


_CHANNELS = {"rgb8": 3, "bgr8": 3, "mono8": 1}


def image_from_ros(message: Image) -> NDArray[np.uint8]:
    """A picture, (height, width, 3) RGB; ValueError for other encodings or too few bytes."""
    channels = _CHANNELS.get(message.encoding)
    if channels is None:
        raise ValueError(f"encoding '{message.encoding}', expected one of {', '.join(_CHANNELS)}")
    height, width, step = message.height, message.width, message.step
    if step < width * channels or len(message.data) != step * height or not step * height:
        raise ValueError(f"{len(message.data)} bytes for {height} rows of {step}")
    rows = np.frombuffer(message.data, np.uint8).reshape(height, step)[:, : width * channels]
    image = rows.reshape(height, width, channels)
    if channels == 1:
        return np.repeat(image, 3, axis=2)
    return np.ascontiguousarray(image[..., ::-1] if message.encoding == "bgr8" else image)
