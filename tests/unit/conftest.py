"""Scenes on paper: a room, round things in it, and the scan a laser would bring back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from robot.core.geometry import Pose2D
from robot.core.grid import Grid
from robot.core.scan import Scan

Circle = tuple[float, float, float]
"""x, y, radius; metres, map."""


@dataclass
class Scene:
    """A rectangular room with its south-west corner at the origin of the map."""

    width_m: float = 10.0
    height_m: float = 6.0
    blocks: list[tuple[float, float, float, float]] = field(default_factory=list)
    """West, south, east, north of things that are on the map, metres."""

    def grid(self) -> Grid:
        cells = np.zeros((round(self.height_m / 0.05) + 8, round(self.width_m / 0.05) + 8), np.int8)
        cells[:4] = cells[-4:] = 100
        cells[:, :4] = cells[:, -4:] = 100
        for west, south, east, north in self.blocks:
            rows = slice(round(south / 0.05) + 4, round(north / 0.05) + 4)
            cells[rows, round(west / 0.05) + 4 : round(east / 0.05) + 4] = 100
        return Grid(cells, 0.05, -0.2, -0.2)

    def scan(
        self, pose: Pose2D, circles: Sequence[Circle] = (), stamp_s: float = 0.0, rays: int = 360
    ) -> Scan:
        step = 2.0 * math.pi / rays
        angles = -math.pi + step * np.arange(rays)
        direction = np.stack([np.cos(angles + pose.yaw), np.sin(angles + pose.yaw)], axis=1)
        origin = np.array([pose.x, pose.y])
        ranges = _box(origin, direction, (0.0, 0.0, self.width_m, self.height_m), inside=True)
        for block in self.blocks:
            ranges = np.minimum(ranges, _box(origin, direction, block, inside=False))
        for x, y, radius in circles:
            ranges = np.minimum(ranges, _circle(origin, direction, x, y, radius))
        ranges = np.where(ranges > 12.0, np.inf, ranges)
        return Scan(stamp_s, -math.pi, step, ranges.astype(np.float32), 0.1, 12.0)


def _box(origin, direction, box, *, inside):
    low, high = np.array(box[:2]), np.array(box[2:])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - origin) / direction, (high - origin) / direction
    enter = np.nanmax(np.minimum(first, second), axis=1)
    leave = np.nanmin(np.maximum(first, second), axis=1)
    if inside:
        return leave
    return np.where((enter <= leave) & (enter > 0.0), enter, np.inf)


def _circle(origin, direction, x, y, radius):
    away = np.array([x, y]) - origin
    along = direction @ away
    gap2 = away @ away - along**2
    hit = (gap2 <= radius**2) & (along > 0.0)
    return np.where(hit, along - np.sqrt(np.maximum(radius**2 - gap2, 0.0)), np.inf)


def legs(x: float, y: float, heading: float = 0.0, gap_m: float = 0.24) -> list[Circle]:
    """Two legs of somebody who stands at (x, y)."""
    c, s = math.cos(heading), math.sin(heading)
    half = gap_m / 2.0
    return [(x - s * half, y + c * half, 0.06), (x + s * half, y - c * half, 0.06)]


@pytest.fixture
def room() -> Callable[..., Scene]:
    return Scene


@pytest.fixture
def stand() -> Callable[..., list[Circle]]:
    return legs
