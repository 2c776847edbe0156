"""How far a round robot gets along an arc before it touches something."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from robot.core.rays import Floats, lengths_m

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
    square = x * x + y * y
    away = np.sqrt(square)
    clear = away > radius_m
    radius = _radii(away, radius_m, hull_m, clear)
    bow = _bows(curvatures)
    # The whole circle passes within `radius` of the point; free of roots, so that the many
    # points that are passed clear of cost little.
    half = 0.5 * (square - radius * radius)
    grazed = (np.abs(np.multiply.outer(bow, half) - y) <= radius).ravel().nonzero()[0]
    free = np.full(bow.size * away.size, np.inf)
    arc, point = np.divmod(grazed, max(away.size, 1))
    bent = bow.take(arc)
    turn = 1.0 / np.abs(bent)  # radius of each arc
    ahead, close = x.take(point), radius.take(point)
    across = turn - np.sign(bent) * y.take(point)  # from the arc's centre, along the start's radius
    reach = np.sqrt(ahead * ahead + across * across)
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = (turn * turn + reach * reach - close * close) / (2.0 * turn * reach)
        angle = np.arctan2(ahead, across) - np.arccos(cosine)
    # Both contacts lie behind: met after nearly a whole turn, or at once if touching already.
    behind = (angle < 0.0) & (clear.take(point) | (ahead <= 0.0))
    angle[behind] += 2.0 * np.pi
    free[grazed] = np.where(np.isnan(angle), np.inf, turn * np.maximum(angle, 0.0))
    return free.reshape(bow.size, away.size)


def _radii(
    away: Floats, radius_m: float | Floats, hull_m: float, clear: NDArray[np.bool_]
) -> Floats:
    """(M,) how near the centre may come to each point, those inside the margin included."""
    inside = np.minimum(np.maximum(away - _NEARER_M, hull_m), away * 0.999)
    return np.where(clear, radius_m, np.minimum(inside, radius_m))


def _bows(curvatures: Floats) -> Floats:
    return np.where(np.abs(curvatures) < _STRAIGHT, _STRAIGHT, curvatures)


def side_gap_m(points: Floats, curvatures: Floats) -> Floats:
    """(K, M) least distance of each point from the whole circle of each arc, metres, base_link."""
    x, y, bow = points[:, 0], points[:, 1], _bows(curvatures)
    turn_m = 1.0 / np.abs(bow)[:, None]
    across = turn_m - np.sign(bow)[:, None] * y
    reach = np.sqrt(x * x + across * across)
    return np.asarray(np.abs(reach - turn_m))


def nearest_m(points: Floats) -> float:
    """Distance of the nearest of (M, 2) points from base_link, metres; infinite: none."""
    if points.shape[0] == 0:
        return float("inf")
    return float(lengths_m(points).min())
