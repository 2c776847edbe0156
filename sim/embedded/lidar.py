"""The laser at leg height: rays on what crosses the beam, noise, drop-outs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.scan import Scan
from sim.embedded.outlines import Outlines, Plane, cast_circles

HEIGHT_M = 0.27
"""Of the beam above the floor."""


@dataclass(frozen=True, slots=True)
class LidarModel:
    """A usual indoor laser."""

    rays: int = 360
    range_min_m: float = 0.1
    range_max_m: float = 12.0
    noise_m: float = 0.01
    """One sigma of a range."""
    dropout: float = 0.004
    """Probability that a ray brings nothing back, nan."""


class Lidar:
    """Casts scans; ray 0 points backwards (-pi), the rays go round anticlockwise.

    Walls are cast anew only if the laser has moved since.
    """

    def __init__(
        self,
        walls: Outlines,
        radii: NDArray[np.float64],
        rng: np.random.Generator,
        properties: LidarModel | None = None,
    ) -> None:
        """`radii`: (P,) of the parts of people, metres."""
        self._rng = rng
        self._lidar = lidar = properties or LidarModel()
        self._step_rad = 2.0 * math.pi / lidar.rays
        self._rays_at_zero = np.exp(1j * (-math.pi + self._step_rad * np.arange(lidar.rays)))
        self._walls = walls
        self._radii = radii
        self._cast_from: tuple[float, float, float] | None = None
        self._rays = self._rays_at_zero
        self._wall_ranges = np.full(lidar.rays, np.inf)

    def scan(self, stamp_s: float, pose: tuple[float, float, float], parts: Plane) -> Scan:
        """One turn from a true pose (x, y, yaw); `parts`: (P,) where people's parts are, map."""
        x, y, yaw = pose
        if self._cast_from is None or _moved(pose, self._cast_from):
            self._rays = self._rays_at_zero * complex(math.cos(yaw), math.sin(yaw))
            self._wall_ranges = self._walls.cast(
                complex(x, y), self._rays, yaw - math.pi, self._lidar.range_max_m
            )
            self._cast_from = pose
        ranges = self._wall_ranges.copy()
        self._add_people(ranges, parts, self._cast_from)
        return self._measured(stamp_s, ranges)

    def _add_people(
        self, ranges: NDArray[np.float64], parts: Plane, pose: tuple[float, float, float]
    ) -> None:
        x, y, yaw = pose
        seen = parts - complex(x, y)
        gap = np.abs(seen)
        near = ((gap < self._lidar.range_max_m + self._radii) & (gap > self._radii)).nonzero()[0]
        if near.size:
            radii = self._radii.take(near)
            cast_circles(ranges, seen.take(near), radii, self._rays, yaw - math.pi)

    def _measured(self, stamp_s: float, ranges: NDArray[np.float64]) -> Scan:
        lidar = self._lidar
        ranges += lidar.noise_m * self._rng.standard_normal(lidar.rays)
        ranges[ranges > lidar.range_max_m] = np.inf
        ranges[ranges < lidar.range_min_m] = -np.inf
        ranges[self._rng.random(lidar.rays) < lidar.dropout] = np.nan
        return Scan(
            stamp_s=stamp_s,
            angle_min_rad=-math.pi,
            angle_step_rad=self._step_rad,
            ranges=ranges.astype(np.float32),
            range_min_m=lidar.range_min_m,
            range_max_m=lidar.range_max_m,
        )


def _moved(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    return abs(a[0] - b[0]) + abs(a[1] - b[1]) > 5e-4 or abs(a[2] - b[2]) > 5e-4
