"""From the map to the drawing's units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from robot.core.geometry import Point2D

SCALE = 20.0
"""Drawing units in a metre."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawn part of the map, metres."""

    west: float
    east: float
    south: float
    north: float
    scale: float = SCALE

    @property
    def height_m(self) -> float:
        """North to south."""
        return self.north - self.south

    def at(self, point: Point2D) -> tuple[float, float]:
        """A point of the map in drawing units, y down."""
        return (point.x - self.west) * self.scale, (self.north - point.y) * self.scale


def px(value: float) -> str:
    """A number as short text, to a hundredth, never `-0`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def path(frame: Frame, points: Sequence[Point2D], *, close: bool = True) -> str:
    """The `d` of a straight-edged path."""
    steps = [f"{px(x)} {px(y)}" for x, y in map(frame.at, points)]
    return "M" + "L".join(steps) + ("Z" if close else "")
