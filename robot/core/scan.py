"""One turn of the laser, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)  # no slots: what is worked out of the ranges is kept with them
class Scan:
    """Ranges of one turn; ray i points at `angle_min_rad + i * angle_step_rad`, laser frame.

    Meaning of special values as in sensor_msgs/LaserScan (REP 117): `inf` nothing within
    range, `nan` a drop-out, `-inf` too close to measure.
    """

    stamp_s: float
    """Seconds on the robot's clock."""
    angle_min_rad: float
    angle_step_rad: float
    ranges: NDArray[np.float32]
    """(N,), metres."""
    range_min_m: float
    range_max_m: float

    @property
    def angles_rad(self) -> NDArray[np.float32]:
        """(N,), radians, in the laser's frame."""
        steps = np.arange(self.ranges.size, dtype=np.float32)
        return (self.angle_min_rad + self.angle_step_rad * steps).astype(np.float32)

    @cached_property
    def hits(self) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """(M, 2) points met within range, laser frame, metres, in ray order; their (M,) ranges.

        Worked out once for all who look at the scan; not to be written to.
        """
        ranges = self.ranges
        with np.errstate(invalid="ignore"):
            met = ((ranges >= self.range_min_m) & (ranges <= self.range_max_m)).nonzero()[0]
        directions = _directions(self.ranges.size, self.angle_min_rad, self.angle_step_rad)
        ranges = ranges.take(met)
        points = (directions.take(met) * ranges).view(np.float64).reshape(-1, 2)
        points.setflags(write=False)
        ranges.setflags(write=False)
        return points, ranges


@lru_cache(maxsize=8)
def _directions(count: int, angle_min_rad: float, angle_step_rad: float) -> NDArray[np.complex128]:
    """(N,) unit vectors of the rays as x + iy, laser frame."""
    angles = angle_min_rad + angle_step_rad * np.arange(count)
    directions: NDArray[np.complex128] = np.exp(1j * angles)
    directions.setflags(write=False)
    return directions
