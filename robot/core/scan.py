"""One turn of the laser, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scan:
    """Ranges of one turn; ray i points at `angle_min_rad + i * angle_step_rad` in its frame.

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
