"""Who looks at the robot: faces that the camera sees from the front, matched to tracked people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from robot.core.events import Person
from robot.core.geometry import Pose2D, bearing, wrap_angle
from robot.core.ports import FaceBox

_OFF_RAD = 0.2
"""A face this far beside somebody's direction is theirs."""
_LOOKS_WITHIN_M = 4.0
"""Faces farther away are too small to be sure of."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What one picture says."""

    stamp_s: float
    bearings_rad: tuple[float, ...]
    """Directions of the faces seen from the front, base_link, positive to the left."""


def bearing_rad(face: FaceBox, image_width_px: int, view_rad: float) -> float:
    """Direction of a face from a camera that looks ahead; `view_rad`: its horizontal view."""
    focal_px = 0.5 * image_width_px / math.tan(0.5 * view_rad)
    return math.atan2(0.5 * image_width_px - (face.x_px + 0.5 * face.width_px), focal_px)


def who_looks(looks: Looks, people: Iterable[Person], robot: Pose2D) -> frozenset[str]:
    """Track ids of those who look at the robot; each face is that of the nearest in its way."""
    near = sorted(
        (math.hypot(one.position.x - robot.x, one.position.y - robot.y), one.id, one)
        for one in people
    )
    found = set()
    for direction in looks.bearings_rad:
        for away_m, id_, one in near:
            off = wrap_angle(bearing(robot, one.position) - robot.yaw - direction)
            if away_m <= _LOOKS_WITHIN_M and abs(off) <= _OFF_RAD:
                found.add(id_)
                break
    return frozenset(found)
