"""A planned path as the robot drives along it."""

from __future__ import annotations

import numpy as np

from robot.core.rays import Floats, lengths_m

_STEP_M = 0.1
_BACK, _FORTH = 5, 25
"""Steps around the last place in which the robot is looked for."""


class PathTrack:
    """Points every 0.1 m and how far the robot has come."""

    def __init__(self, corners: Floats) -> None:
        """`corners`: (N, 2) from start to goal, metres, map; N >= 2."""
        pieces = np.hypot(*np.diff(corners, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(pieces)])
        count = max(int(np.ceil(along[-1] / _STEP_M)), 1) + 1
        self._at = np.linspace(0.0, along[-1], count)
        self.points: Floats = np.stack(
            [np.interp(self._at, along, corners[:, axis]) for axis in (0, 1)], axis=1
        )
        """(K, 2), metres, map."""
        self._here = 0

    def advance(self, x_m: float, y_m: float) -> None:
        """The robot is here: the nearest point of the path near where it was last."""
        low = max(self._here - _BACK, 0)
        window = self.points[low : self._here + _FORTH] - (x_m, y_m)
        self._here = low + int(lengths_m(window).argmin())

    @property
    def remaining_m(self) -> float:
        """Along the path to its end."""
        return float(self._at[-1] - self._at[self._here])

    def ahead(self, distance_m: float) -> Floats:
        """(2,) the point this much farther along the path."""
        steps = round(distance_m / _STEP_M)
        return np.asarray(self.points[min(self._here + steps, self.points.shape[0] - 1)])

    def next(self, distance_m: float) -> Floats:
        """(K, 2) the path from here on, no longer than this."""
        return self.points[self._here : self._here + round(distance_m / _STEP_M) + 1]
