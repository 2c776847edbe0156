"""How far a round robot gets along an arc before it touches something."""

from __future__ import annotations

import math

import numpy as np

from robot.core.compiled import NUMBER, compiled, read, written
from robot.core.rays import Floats, lengths_m

_STRAIGHT = 1e-4
"""Curvatures below this, 1/m, are driven as a bow of ten kilometres: straight."""
_NEARER_M = 0.015
"""How much nearer than now the robot may come to what stands inside its margin already."""


@compiled(NUMBER, NUMBER, NUMBER, NUMBER)
def _near_m(away_m: float, radius_m: float, hull_m: float) -> float:
    """How near the centre may come to a point; inside the margin, hardly nearer than now."""
    if away_m > radius_m:
        return radius_m
    return min(min(max(away_m - _NEARER_M, hull_m), away_m * 0.999), radius_m)


@compiled(written(NUMBER), read(NUMBER, 2), read(NUMBER), read(NUMBER), NUMBER)
def free_arc_m(points: Floats, curvatures: Floats, radius_m: Floats, hull_m: float) -> Floats:
    """(K,) metres that the centre may travel forwards along each arc up to touching any point.

    `points`: (M, 2), base_link. `curvatures`: (K,), 1/m, positive to the left. `radius_m`: (M,)
    of the robot with its margin, for each point; `hull_m`: without. A point inside the margin
    stops only what brings it clearly nearer, so that a robot may always leave, and pass along a
    wall it stands beside. Infinite: nothing is touched within one turn of the circle.
    """
    free = np.full(curvatures.size, np.inf)
    for arc in range(curvatures.size):
        bow = curvatures[arc] if abs(curvatures[arc]) >= _STRAIGHT else _STRAIGHT
        turn = 1.0 / abs(bow)  # radius of the arc
        for point in range(points.shape[0]):
            x, y = points[point, 0], points[point, 1]
            square = x * x + y * y
            near = _near_m(math.sqrt(square), radius_m[point], hull_m)
            if abs(0.5 * bow * (square - near * near) - y) > near:
                continue  # the whole circle passes clear of it: no roots needed
            across = turn - math.copysign(1.0, bow) * y  # from the arc's centre, to the start
            reach = math.sqrt(x * x + across * across)
            cosine = (turn * turn + reach * reach - near * near) / (2.0 * turn * reach)
            if not -1.0 <= cosine <= 1.0:
                continue
            angle = math.atan2(x, across) - math.acos(cosine)
            if angle < 0.0 and (square > radius_m[point] ** 2 or x <= 0.0):
                # Both contacts lie behind: met after nearly a whole turn.
                angle += 2.0 * math.pi
            free[arc] = min(free[arc], turn * max(angle, 0.0))  # touching already: at once
    return free


@compiled(written(NUMBER), read(NUMBER, 2), read(NUMBER), read(NUMBER))
def side_gap_m(points: Floats, curvatures: Floats, within_m: Floats) -> Floats:
    """(K,) least distance from the circle of each arc of any (M, 2) point, metres, base_link.

    Only points in front and, for each arc, no farther than (K,) `within_m`; infinite: none.
    """
    gap = np.full(curvatures.size, np.inf)
    for arc in range(curvatures.size):
        bow = curvatures[arc] if abs(curvatures[arc]) >= _STRAIGHT else _STRAIGHT
        turn = 1.0 / abs(bow)
        for point in range(points.shape[0]):
            x, y = points[point, 0], points[point, 1]
            if x <= 0.0 or x * x + y * y > within_m[arc] ** 2 or within_m[arc] < 0.0:
                continue
            across = turn - math.copysign(1.0, bow) * y
            gap[arc] = min(gap[arc], abs(math.sqrt(x * x + across * across) - turn))
    return gap


def nearest_m(points: Floats) -> float:
    """Distance of the nearest of (M, 2) points from base_link, metres; infinite: none."""
    if points.shape[0] == 0:
        return float("inf")
    return float(lengths_m(points).min())
