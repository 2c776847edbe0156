"""Where the robot is on the map: odometry, corrected by matching the scan to the walls.

Stands in for AMCL. Each scan is fitted to the signed distance field of the walls by a few
Gauss-Newton steps (points that lie far from every wall are people and count for nothing), with
odometry's uncertainty as the prior, so that a bare corridor does not let the pose slide.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Pose2D, compose, inverse, relative, wrap_angle
from robot.core.rays import Floats, hit_points, moved
from robot.core.scan import Scan
from robot.perception.background import DistanceField
from robot.perception.map_check import MapCheck, MapMatch, Whereabouts

_POINTS = 120
"""Of a scan that are used, evenly spread."""
_STEPS = 3
_SIGMA_M = 0.12
"""Of a point's distance from its wall; large, as neighbouring rays share their errors."""
_ROBUST_M = 0.12
"""Points this far off their wall count a quarter."""
_TRIM_M = 0.4
_LOOK_M = 0.1
_LOOK_RAD = 0.08
"""Having moved or turned so far, the robot compares scan and map; odometry carries it between."""
_LOOK_AGAIN_S = 1.0
"""A standing robot compares scan and map once in this time."""
_START_STD = np.array([0.3, 0.3, 0.2])
_STEP_NOISE = np.array([0.04, 0.04, 0.05])
"""Standard deviation per metre (and, in the last, per radian), with a floor for every step."""
_FLOOR = np.array([0.003, 0.003, 0.002])
_SEARCH_M = 0.6
_SEARCH_RAD = 0.5


class Localiser:
    """Keeps map -> odom. All poses are of base_link unless named otherwise."""

    def __init__(
        self,
        walls: DistanceField,
        start: Pose2D,
        laser_in_base: Pose2D,
        check: MapCheck | None = None,
    ) -> None:
        self._walls = walls
        self._laser = laser_in_base
        self._check = check or MapCheck(walls)
        self.pose = start
        """In map."""
        self.map_to_odom = Pose2D(0.0, 0.0, 0.0)
        """Pose of frame odom in map."""
        self.whereabouts = Whereabouts.SURE
        self._covariance = np.diag(_START_STD**2)
        self._odom: Pose2D | None = None
        self._looked_s = -math.inf
        self._moved_m = 0.0
        self._turned_rad = 0.0

    @property
    def match(self) -> MapMatch:
        """How well the newest scan fits the map."""
        return self._check.last

    def covariance(self) -> Floats:
        """(3, 3) of x, y, yaw; m^2 and rad^2."""
        return np.array(self._covariance)

    def reset(self, pose: Pose2D) -> None:
        """The robot stands about here (a person said so); the next scans settle it."""
        self.pose = pose
        self._covariance = np.diag(_START_STD**2)
        self._looked_s = -math.inf

    def search(self, scan: Scan) -> None:
        """Settle the pose by trying all within about half a metre and half a radian."""
        points = self._base_points(scan)[:: max(1, _POINTS // 60)]
        best, pose = -1.0, self.pose
        for turn in np.linspace(-_SEARCH_RAD, _SEARCH_RAD, 15).tolist():
            for dx in np.linspace(-_SEARCH_M, _SEARCH_M, 9).tolist():
                for dy in np.linspace(-_SEARCH_M, _SEARCH_M, 9).tolist():
                    tried = Pose2D(
                        self.pose.x + dx, self.pose.y + dy, wrap_angle(self.pose.yaw + turn)
                    )
                    off = np.abs(self._walls.at(moved(points, tried)))
                    score = float(np.count_nonzero(off < 0.1)) / max(points.shape[0], 1)
                    if score > best:
                        best, pose = score, tried
        self.pose = pose

    def update(self, odom: Pose2D, scan: Scan, now_s: float) -> Pose2D:
        """The pose in map at the scan. `odom`: the robot's pose in odom at the same time."""
        before, self._odom = self._odom, odom
        step = relative(before, odom) if before is not None else Pose2D(0.0, 0.0, 0.0)
        length = math.hypot(step.x, step.y)
        self.pose = compose(self.pose, step)
        self._moved_m += length
        self._turned_rad += abs(step.yaw)
        moved_on = self._moved_m >= _LOOK_M or self._turned_rad >= _LOOK_RAD
        if moved_on or now_s - self._looked_s >= _LOOK_AGAIN_S or now_s < self._looked_s:
            self._looked_s = now_s
            self._predict(self._moved_m, self._turned_rad)
            self._moved_m = self._turned_rad = 0.0
            self._correct(scan)
            self.whereabouts = self._check.update(scan, compose(self.pose, self._laser), now_s)
        self.map_to_odom = compose(self.pose, inverse(odom))
        return self.pose

    def _predict(self, length_m: float, turn_rad: float) -> None:
        std = _FLOOR + _STEP_NOISE * np.array([length_m, length_m, turn_rad + 0.3 * length_m])
        self._covariance = self._covariance + np.diag(std**2)

    def _correct(self, scan: Scan) -> None:
        points = self._base_points(scan)
        if points.shape[0] < 10:
            return
        prior = np.linalg.inv(self._covariance)
        predicted = np.array([self.pose.x, self.pose.y, self.pose.yaw])
        estimate, information = predicted.copy(), prior
        for _ in range(_STEPS):
            slopes = self._slopes(points, Pose2D(*estimate.tolist()))
            sums = (slopes[:3] * _weights(slopes[3])) @ slopes.T
            information = sums[:, :3] + prior
            pull = sums[:, 3] + prior @ (estimate - predicted)
            change = np.linalg.solve(information, pull)
            estimate -= change
            if float(np.abs(change).max()) < 1e-3:
                break
        self.pose = Pose2D(estimate[0], estimate[1], wrap_angle(estimate[2]))
        self._covariance = np.linalg.inv(information)

    def _slopes(self, points: Floats, pose: Pose2D) -> Floats:
        """(4, N) change of each point's wall distance with x, y, yaw, and that distance."""
        placed = moved(points, pose)
        found = self._walls.with_slope(placed)
        slopes = np.empty((4, points.shape[0]))
        slopes[0], slopes[1], slopes[3] = found[:, 1], found[:, 2], found[:, 0]
        slopes[2] = slopes[1] * (placed[:, 0] - pose.x) - slopes[0] * (placed[:, 1] - pose.y)
        return slopes

    def _base_points(self, scan: Scan) -> Floats:
        points = hit_points(scan)
        if points.shape[0] > _POINTS:
            points = points.take(_spread(points.shape[0]), axis=0)
        return moved(points, self._laser)


@lru_cache(maxsize=512)
def _spread(count: int) -> NDArray[np.intp]:
    return np.linspace(0, count - 1, _POINTS).astype(np.intp)


def _weights(off: Floats) -> Floats:
    """(N,) how much a point that lies this far off its wall counts, 1/m^2."""
    bend = 1.0 + np.square(off / _ROBUST_M)
    return np.asarray((np.abs(off) <= _TRIM_M) / np.square(bend * _SIGMA_M))
