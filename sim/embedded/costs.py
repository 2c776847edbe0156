"""Where the robot may drive and what it would rather avoid, as a lattice of places with edges.

The lattice is 0.2 m wide in open space and 0.1 m in narrow passages: any straight passage from
0.7 m on (the robot's 0.52 m, twice the planning margin of 0.04 m, one step) has places in it, and
the graph still stays small enough to search in a few milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.sparse import csr_matrix

from robot.core.driving_settings import NavigationSettings
from robot.core.geometry import Point2D, distance
from robot.core.grid import Grid
from robot.core.rays import Floats
from robot.perception.background import DistanceField, solid_of, walls_of

FINE_M = 0.1
"""Step of the lattice in narrow passages; open space has twice this."""
_ROOMY_M = 0.6
"""Passages with less clearance than this are narrow."""
_NARROW_REACH_M = 0.4
"""The fine lattice goes on this far beyond a narrow passage."""
_WALL_COST = 2.0
"""Driving right beside a wall costs this much more than in the open, per metre."""
_SAMPLE_M = 0.1
CELLS_OFF_M = 0.08
"""Two clearances looked up by their cells may differ by this much more than their places."""
_NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))


@dataclass(frozen=True, slots=True)
class Lattice:
    """Places and what it costs to drive between them."""

    places: Floats
    """(P, 2), metres, map."""
    graph: csr_matrix
    """(P, P), symmetric; cost of each edge, metres of open space."""


class CostMap:
    """The inflated map: clearance everywhere, the lattice, the cost of a straight line."""

    def __init__(
        self, grid: Grid, settings: NavigationSettings, keepout: Grid | None = None
    ) -> None:
        """`keepout`: same shape as `grid`; its occupied cells count as walls."""
        solid = solid_of(grid)
        if keepout is not None:
            if keepout.cells.shape != grid.cells.shape:
                raise ValueError(
                    f"the keepout mask has {keepout.cells.shape} cells, the map {grid.cells.shape}"
                )
            solid = solid | walls_of(keepout)
        self.grid = grid
        self.radius_m = settings.robot_radius_m
        self.need_m = settings.robot_radius_m + settings.planning_margin_m
        self.comfort_m = settings.comfort_m
        self.clearance = DistanceField(grid, solid)
        self.lattice = self._lattice()

    def contains(self, point: Floats) -> bool:
        """Whether (2,) lies on the map."""
        return self.grid.inside(*self.grid.cell_at(float(point[0]), float(point[1])))

    def line_cost(self, a: Floats, b: Floats, need_m: float) -> float:
        """Cost of a straight line, metres of open space; infinite: nearer than `need_m`."""
        length = float(np.hypot(b[0] - a[0], b[1] - a[1]))
        count = max(int(length / _SAMPLE_M), 1) + 1
        samples = a + np.linspace(0.0, 1.0, count)[:, None] * (b - a)
        clear = self.clearance.near(samples)
        if float(clear.min()) < need_m:
            return float("inf")
        return length * float(self._cost_per_m(clear).mean())

    def sees(self, a: Point2D, b: Point2D) -> bool:
        """Whether the robot gets straight from one point to the other without touching a wall."""
        length = distance(a, b)
        along = 0.0
        while along < length:
            share = along / length
            x, y = a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)
            spare = self.clearance.at_point(x, y) - self.radius_m
            if spare < 0.0:
                return False
            along += max(_SAMPLE_M, spare - CELLS_OFF_M)  # no wall nearer than that
        return self.clearance.at_point(b.x, b.y) >= self.radius_m

    def _cost_per_m(self, clear: Floats | NDArray[np.float32]) -> Floats:
        closeness = np.clip((self.comfort_m - clear) / self.comfort_m, 0.0, 1.0)
        return np.asarray(1.0 + _WALL_COST * closeness)

    def _lattice(self) -> Lattice:
        grid = self.grid
        height, width = (np.array(grid.cells.shape) * grid.resolution_m / FINE_M).astype(int)
        x = grid.origin_x_m + (np.arange(width) + 0.5) * FINE_M
        y = grid.origin_y_m + (np.arange(height) + 0.5) * FINE_M
        points = np.stack(np.meshgrid(x, y), axis=2).reshape(-1, 2)
        clear = self.clearance.at(points).reshape(height, width)
        free = clear >= self.need_m
        even = np.zeros_like(free)
        even[::2, ::2] = True
        used = free & (even | _near(_narrow(free, clear, self.need_m), _NARROW_REACH_M))
        number = np.full(used.shape, -1, np.int64)
        number[used] = np.arange(np.count_nonzero(used))
        places = points[used.ravel()]
        pairs = [_pairs(number, dy, dx) for dy, dx in _NEIGHBOURS]
        pairs += [_pairs(np.where(even, number, -1), 2 * dy, 2 * dx) for dy, dx in _NEIGHBOURS]
        return self._joined(places, np.concatenate(pairs, axis=1))

    def _joined(self, places: Floats, pairs: NDArray[np.int64]) -> Lattice:
        a, b = pairs
        middle = self.clearance.at((places[a] + places[b]) / 2.0)
        open_ = middle >= self.need_m - 0.01
        a, b = a[open_], b[open_]
        length = np.hypot(*(places[a] - places[b]).T)
        cost = length * self._cost_per_m(middle[open_])
        both = (np.concatenate([a, b]), np.concatenate([b, a]))
        shape = (places.shape[0], places.shape[0])
        graph = csr_matrix((np.concatenate([cost, cost]), both), shape=shape)
        return Lattice(places, graph)


def _narrow(free: NDArray[np.bool_], clear: Floats, need_m: float) -> NDArray[np.bool_]:
    """Free places that no disc of roomy size reaches."""
    return free & ~_near(clear >= _ROOMY_M, _ROOMY_M - need_m + FINE_M)


def _near(mask: NDArray[np.bool_], reach_m: float) -> NDArray[np.bool_]:
    """Where the mask is no farther than `reach_m`."""
    if not mask.any():
        return np.zeros_like(mask)
    return np.asarray(distance_transform_edt(~mask) * FINE_M <= reach_m)


def _pairs(number: NDArray[np.int64], dy: int, dx: int) -> NDArray[np.int64]:
    """(2, K) numbers of neighbouring places that both exist."""
    height, width = number.shape
    left = max(0, -dx)
    right = width - max(0, dx)
    a = number[: height - dy, left:right].ravel()
    b = number[dy:, left + dx : right + dx].ravel()
    both = (a >= 0) & (b >= 0)
    return np.stack([a[both], b[both]])
