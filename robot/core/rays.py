"""From a laser's ranges to points in the plane."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Pose2D
from robot.core.scan import Scan

Floats = NDArray[np.float64]


@lru_cache(maxsize=8)
def _directions(count: int, angle_min_rad: float, angle_step_rad: float) -> Floats:
    angles = angle_min_rad + angle_step_rad * np.arange(count)
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    directions.setflags(write=False)
    return directions


def ray_directions(scan: Scan) -> Floats:
    """(N, 2) unit vectors of the rays, laser frame; shared, not to be written to."""
    return _directions(scan.ranges.size, scan.angle_min_rad, scan.angle_step_rad)


def is_hit(scan: Scan) -> NDArray[np.bool_]:
    """(N,) whether the ray met something within the laser's range."""
    with np.errstate(invalid="ignore"):
        return (scan.ranges >= scan.range_min_m) & (scan.ranges <= scan.range_max_m)


def hit_points(scan: Scan, within_m: float = float("inf")) -> Floats:
    """(M, 2) points met no farther than `within_m`, laser frame, metres, in ray order."""
    limit_m = min(within_m, scan.range_max_m)
    with np.errstate(invalid="ignore"):
        index = np.flatnonzero((scan.ranges >= scan.range_min_m) & (scan.ranges <= limit_m))
    points: Floats = ray_directions(scan)[index] * scan.ranges[index, None]
    return points


def measured_share(scan: Scan) -> float:
    """Share of rays that brought a measurement (nothing in range counts, a drop-out does not)."""
    if scan.ranges.size == 0:
        return 0.0
    return 1.0 - float(np.count_nonzero(np.isnan(scan.ranges))) / scan.ranges.size


def moved(points: Floats, frame: Pose2D) -> Floats:
    """Points given in `frame` expressed in the frame in which `frame` is given; (N, 2), metres."""
    c, s = float(np.cos(frame.yaw)), float(np.sin(frame.yaw))
    turned: Floats = points @ np.array([[c, s], [-s, c]])
    turned += (frame.x, frame.y)
    return turned
