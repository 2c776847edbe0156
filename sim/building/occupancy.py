"""Solids -> occupancy map as the laser would draw it, and the masks of the driving zones."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Point2D
from robot.core.grid import FREE, OCCUPIED, UNKNOWN, Grid
from sim.building.scene import all_solids
from sim.building.solids import Solid
from sim.building.values import Building

RESOLUTION_M = 0.05
MARGIN_M = 1.0
"""Unknown border around the outline, metres."""
ROBOT_HEIGHT_M = 1.5
_SUBSAMPLES = (np.arange(5) + 0.5) / 5 - 0.5
"""Where in a cell a shape is looked for, in cells from its centre."""


def empty_grid(building: Building) -> Grid:
    """A grid of unknown cells that covers the outline and its margin."""
    xs = [p.x for p in building.outline]
    ys = [p.y for p in building.outline]
    half = max((w.thickness_m for w in building.walls), default=0.0) / 2
    west, south = (math.floor(min(v) - half - MARGIN_M + 1e-9) for v in (xs, ys))
    east, north = (math.ceil(max(v) + half + MARGIN_M - 1e-9) for v in (xs, ys))
    shape = (round((north - south) / RESOLUTION_M), round((east - west) / RESOLUTION_M))
    return Grid(np.full(shape, UNKNOWN, dtype=np.int8), RESOLUTION_M, float(west), float(south))


def laser_map(building: Building) -> Grid:
    """The occupancy map: what the laser's plane cuts, free floor inside the outline."""
    grid = empty_grid(building)
    _fill_polygon(grid, building.outline, FREE)
    for solid in all_solids(building):
        if solid.seen_by_laser():
            _stamp(grid, solid, OCCUPIED)
    return grid


def keepout_mask(building: Building) -> Grid:
    """Zones kept out, and all that hangs over the floor lower than the robot is tall."""
    grid = _blank(building)
    for zone in building.zones:
        if zone.kind == "keepout":
            _fill_polygon(grid, zone.points, OCCUPIED)
    for solid in all_solids(building):
        if solid.touchable and solid.low_m < ROBOT_HEIGHT_M:
            _stamp(grid, solid, OCCUPIED)
    return grid


def speed_mask(building: Building) -> Grid:
    """Percent taken off the top speed, 0: no limit (SpeedFilter: base 100, multiplier -1)."""
    grid = _blank(building)
    for zone in building.zones:
        if zone.kind == "speed":
            _fill_polygon(grid, zone.points, 100 - zone.percent, np.maximum)
    return grid


def _blank(building: Building) -> Grid:
    grid = empty_grid(building)
    grid.cells[:] = FREE
    return grid


def _centres(grid: Grid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, columns = grid.cells.shape
    xs = grid.origin_x_m + (np.arange(columns, dtype=np.float64) + 0.5) * grid.resolution_m
    ys = grid.origin_y_m + (np.arange(rows, dtype=np.float64) + 0.5) * grid.resolution_m
    return xs, ys


def _fill_polygon(
    grid: Grid, points: tuple[Point2D, ...], value: int, join: np.ufunc | None = None
) -> None:
    """Set the cells whose centre lies inside a polygon."""
    xs, ys = _centres(grid)
    inside = np.zeros(grid.cells.shape, dtype=bool)
    for a, b in zip(points, (*points[1:], points[0]), strict=True):
        if a.y == b.y:
            continue
        crosses = (a.y > ys) != (b.y > ys)
        at = a.x + (ys - a.y) * (b.x - a.x) / (b.y - a.y)
        inside ^= crosses[:, None] & (xs[None, :] < at[:, None])
    old = grid.cells[inside]
    grid.cells[inside] = value if join is None else join(old, np.int8(value))


def _stamp(grid: Grid, solid: Solid, value: int) -> None:
    """Set the cells that a box touches with more than a tenth of a cell."""
    c, s = math.cos(solid.yaw), math.sin(solid.yaw)
    half_x, half_y = solid.size[0] / 2, solid.size[1] / 2
    reach_x = abs(c) * half_x + abs(s) * half_y
    reach_y = abs(s) * half_x + abs(c) * half_y
    x, y, _ = solid.centre
    low_row, low_column = grid.cell_at(x - reach_x, y - reach_y)
    high_row, high_column = grid.cell_at(x + reach_x, y + reach_y)
    rows = slice(max(low_row, 0), high_row + 1)
    columns = slice(max(low_column, 0), high_column + 1)
    xs, ys = _centres(grid)
    touched = np.zeros(grid.cells[rows, columns].shape, dtype=bool)
    for dx in _SUBSAMPLES * grid.resolution_m:
        for dy in _SUBSAMPLES * grid.resolution_m:
            px = xs[columns][None, :] + dx - x
            py = ys[rows][:, None] + dy - y
            touched |= (np.abs(c * px + s * py) <= half_x) & (np.abs(-s * px + c * py) <= half_y)
    grid.cells[rows, columns][touched] = value
