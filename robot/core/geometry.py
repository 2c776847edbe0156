"""Plane geometry in SI units: metres, radians, right-handed, x forward, y left (REP 103)."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point2D:
    """A point in the plane."""

    x: float
    """Metres."""
    y: float
    """Metres."""


@dataclass(frozen=True, slots=True)
class Pose2D:
    """A position and a heading in the plane; frame `map` unless a name says otherwise."""

    x: float
    """Metres."""
    y: float
    """Metres."""
    yaw: float
    """Radians, counter-clockwise from the x axis, in (-pi, pi]."""

    @property
    def point(self) -> Point2D:
        """The position alone."""
        return Point2D(self.x, self.y)


def wrap_angle(angle_rad: float) -> float:
    """The same angle in (-pi, pi]."""
    wrapped = math.remainder(angle_rad, 2.0 * math.pi)
    return math.pi if wrapped == -math.pi else wrapped


def distance(a: Point2D | Pose2D, b: Point2D | Pose2D) -> float:
    """Straight distance between two positions, metres."""
    return math.hypot(a.x - b.x, a.y - b.y)


def bearing(origin: Point2D | Pose2D, target: Point2D | Pose2D) -> float:
    """Direction from one position to another, radians in the common frame, in (-pi, pi]."""
    return math.atan2(target.y - origin.y, target.x - origin.x)


def compose(a: Pose2D, b_in_a: Pose2D) -> Pose2D:
    """`b_in_a` expressed in the frame in which `a` is given (SE(2) product)."""
    c, s = math.cos(a.yaw), math.sin(a.yaw)
    return Pose2D(
        a.x + c * b_in_a.x - s * b_in_a.y,
        a.y + s * b_in_a.x + c * b_in_a.y,
        wrap_angle(a.yaw + b_in_a.yaw),
    )


def inverse(a: Pose2D) -> Pose2D:
    """The pose of the parent frame seen from `a` (SE(2) inverse)."""
    c, s = math.cos(a.yaw), math.sin(a.yaw)
    return Pose2D(-c * a.x - s * a.y, s * a.x - c * a.y, wrap_angle(-a.yaw))


def relative(a: Pose2D, b: Pose2D) -> Pose2D:
    """`b` seen from `a`, both given in one frame."""
    return compose(inverse(a), b)
