"""Everything that stands in the building, as boxes: the common source of map and worlds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from robot.core.geometry import Pose2D
from sim.building.catalogue import parts_of
from sim.building.values import Furniture

LASER_Z_M = 0.27
"""Height of the laser's plane above the floor, metres."""


@dataclass(frozen=True, slots=True)
class Solid:
    """A box, or the ellipsoid in it, frame map."""

    name: str
    group: str
    """wall, furniture or looks (only seen)."""
    centre: tuple[float, float, float]
    size: tuple[float, float, float]
    """Full edges along its own axes, metres."""
    yaw: float
    """Radians."""
    colour: str
    shape: str = "box"

    @property
    def low_m(self) -> float:
        """Height of its underside."""
        return self.centre[2] - self.size[2] / 2

    @property
    def high_m(self) -> float:
        """Height of its top."""
        return self.centre[2] + self.size[2] / 2

    @property
    def touchable(self) -> bool:
        """Whether it stops a robot or a laser beam."""
        return self.group != "looks"

    def seen_by_laser(self, height_m: float = LASER_Z_M) -> bool:
        """Whether the laser's plane cuts it."""
        return self.touchable and self.low_m <= height_m <= self.high_m


def furniture_solids(item: Furniture) -> Iterator[Solid]:
    """One piece of furniture's parts, placed in the map."""
    for part in parts_of(item.type, item.seats):
        x, y = placed(item.pose, part.centre[0], part.centre[1])
        yield Solid(
            name=f"{item.id}_{part.name}",
            group="furniture" if part.solid else "looks",
            centre=(x, y, part.centre[2]),
            size=part.size,
            yaw=item.pose.yaw,
            colour=part.colour,
            shape=part.shape,
        )


def placed(pose: Pose2D, x_m: float, y_m: float) -> tuple[float, float]:
    """A point of the furniture's frame in the map; to 0.1 mm, so that 90 degrees are exact."""
    c, s = math.cos(pose.yaw), math.sin(pose.yaw)
    return round(pose.x + c * x_m - s * y_m, 4), round(pose.y + s * x_m + c * y_m, 4)
