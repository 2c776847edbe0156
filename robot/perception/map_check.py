"""Does the scan fit the map where the robot believes to be? Tells 'lost' from 'crowded'."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from robot.core.geometry import Pose2D
from robot.core.rays import moved
from robot.core.scan import Scan
from robot.perception.background import DistanceField

MATCH_M = 0.15
"""A point this near to a wall's edge is the wall."""
_FEWEST = 12
"""Rays that must be judged, else nothing is said."""
_CROWD_M = 2.0
"""People crowd around the robot within this; walls are looked for beyond."""
_LOST_SHARE = 0.45
"""A smaller share of far points on walls: the robot is not where it believes to be."""
_CROWDED_SHARE = 0.6


class Whereabouts(str, Enum):
    """What the scan says about the pose."""

    SURE = "sure"
    CROWDED = "crowded"
    """Much of the view is blocked; what is seen of the walls is where it should be."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class MapMatch:
    """How well one scan fits."""

    share: float
    """Of all points on walls of the map, 0 to 1."""
    far_share: float
    """Of the points beyond a crowd on walls, 0 to 1."""
    whereabouts: Whereabouts


def map_match(scan: Scan, laser_pose: Pose2D, walls: DistanceField) -> MapMatch:
    """Compare a scan with the walls. `laser_pose`: believed, map."""
    points, ranges = scan.hits
    if ranges.size < _FEWEST:
        return MapMatch(0.0, 0.0, Whereabouts.CROWDED)
    fits = np.abs(walls.at(moved(points, laser_pose))) <= MATCH_M
    far = ranges > _CROWD_M
    count = int(np.count_nonzero(far))
    share = float(np.count_nonzero(fits)) / ranges.size
    if count < _FEWEST:
        # Only near things in view: a narrow place, or people all around; no proof of being lost.
        sure = share >= _CROWDED_SHARE
        return MapMatch(share, share, Whereabouts.SURE if sure else Whereabouts.CROWDED)
    far_share = float(np.count_nonzero(fits & far)) / count
    if far_share < _LOST_SHARE:
        return MapMatch(share, far_share, Whereabouts.LOST)
    crowded = share < _CROWDED_SHARE
    return MapMatch(share, far_share, Whereabouts.CROWDED if crowded else Whereabouts.SURE)


class MapCheck:
    """The same over time: one odd scan is not lost yet, one lucky scan not found yet."""

    def __init__(self, walls: DistanceField, after_s: float = 1.5) -> None:
        """`after_s`: a new verdict must hold this long."""
        self._walls = walls
        self._after_s = after_s
        self._said = Whereabouts.SURE
        self._other_since_s: float | None = None
        self.last = MapMatch(1.0, 1.0, Whereabouts.SURE)
        """Of the newest scan alone."""

    def update(self, scan: Scan, laser_pose: Pose2D, now_s: float) -> Whereabouts:
        """The verdict that has held long enough."""
        self.last = map_match(scan, laser_pose, self._walls)
        seen = self.last.whereabouts
        if (seen is Whereabouts.LOST) == (self._said is Whereabouts.LOST):
            self._said, self._other_since_s = seen, None
            return self._said
        if self._other_since_s is None or now_s < self._other_since_s:
            self._other_since_s = now_s
        if now_s - self._other_since_s >= self._after_s:
            self._said, self._other_since_s = seen, None
        return self._said
