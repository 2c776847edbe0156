"""How far a round robot gets along an arc before it touches something."""

from __future__ import annotations

import numpy as np

from robot.core.rays import Floats

_STRAIGHT = 1e-4
"""Curvatures below this, 1/m, are driven as a bow of ten kilometres: straight."""


_NEARER_M = 0.015
"""How much nearer than now the robot may come to what stands inside its margin already."""


def free_arc_m(
    points: Floats, curvatures: Floats, radius_m: float | Floats, hull_m: float
) -> Floats:
    """(K, M) metres that the centre may travel forwards along each arc up to touching each point.

    `points`: (M, 2), base_link. `curvatures`: (K,), 1/m, positive to the left. `radius_m`: of
    the robot with its margin, one for all or (M,) one for each point; `hull_m`: without. A point
    inside the margin stops only what brings it clearly nearer, so that a robot may always leave,
    and pass along a wall it stands beside. Infinite: never touched within one turn of the circle.
    """
    x, y = points[:, 0], points[:, 1]
    away = np.sqrt(x * x + y * y)
    inside = np.minimum(np.maximum(away - _NEARER_M, hull_m), away * 0.999)
    radius = np.where(away > radius_m, radius_m, np.minimum(inside, radius_m))
    bow = np.where(np.abs(curvatures) < _STRAIGHT, _STRAIGHT, curvatures)[:, None]
    side = np.sign(bow)
    turn_m = 1.0 / np.abs(bow)  # (K, 1) radius of the arc
    across = turn_m - side * y  # from the arc's centre to the point, along the start's radius
    reach = np.sqrt(x * x + across * across)
    arc, point = np.nonzero(np.abs(reach - turn_m) <= radius)  # the others are passed clear of
    turn, far, close = turn_m[arc, 0], reach[arc, point], np.broadcast_to(radius, away.shape)[point]
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = (turn * turn + far * far - close * close) / (2.0 * turn * far)
        angle = np.arctan2(x[point], across[arc, point]) - np.arccos(cosine)
    # Both contacts lie behind: met after nearly a whole turn, or at once if touching already.
    outside = (away > radius_m)[point] | (x[point] <= 0.0)
    angle = np.where((angle < 0.0) & outside, angle + 2.0 * np.pi, angle)
    free = np.full(reach.shape, np.inf)
    free[arc, point] = np.where(np.isnan(angle), np.inf, turn * np.maximum(angle, 0.0))
    return free


def side_gap_m(points: Floats, curvatures: Floats) -> Floats:
    """(K, M) least distance of each point from the whole circle of each arc, metres, base_link."""
    bow = np.where(np.abs(curvatures) < _STRAIGHT, _STRAIGHT, curvatures)[:, None]
    turn_m = 1.0 / np.abs(bow)
    reach = np.hypot(points[:, 0], turn_m - np.sign(bow) * points[:, 1])
    return np.asarray(np.abs(reach - turn_m))


def nearest_m(points: Floats) -> float:
    """Distance of the nearest of (M, 2) points from base_link, metres; infinite: none."""
    if points.shape[0] == 0:
        return float("inf")
    return float(np.sqrt((points**2).sum(axis=1).min()))


