"""What the map explains of a scan: distances to its walls, precomputed for every cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from robot.core.grid import Grid
from robot.core.rays import Floats

OCCUPIED_FROM = 65
"""Cell values from here on are walls (map_server's occupied threshold of 0.65)."""


def walls_of(grid: Grid) -> NDArray[np.bool_]:
    """(rows, columns) whether the map says wall; unknown is not."""
    return np.asarray(grid.cells >= OCCUPIED_FROM)


def solid_of(grid: Grid) -> NDArray[np.bool_]:
    """(rows, columns) whether the map says wall or says nothing."""
    return np.asarray((grid.cells >= OCCUPIED_FROM) | (grid.cells < 0))


class DistanceField:
    """Signed distance to the nearest edge of something solid, metres; negative inside it.

    Within a cell the distance is continued linearly along its slope, so that it is exact to
    about a centimetre near straight walls, with one look-up a point.
    """

    def __init__(self, grid: Grid, solid: NDArray[np.bool_] | None = None) -> None:
        """`solid`: (rows, columns); left out: the map's walls."""
        mask = walls_of(grid) if solid is None else solid
        self.grid = grid
        self.metres: NDArray[np.float32] = _signed_distance_m(mask, grid.resolution_m)
        """(rows, columns) at the centres of the cells."""
        slope_y, slope_x = np.gradient(self.metres, grid.resolution_m)
        self._table = np.stack([self.metres, slope_x, slope_y], axis=2).reshape(-1, 3)
        self._beyond = float(self.metres.max(initial=1.0))

    def at(self, points: Floats) -> Floats:
        """(N,) distances at (N, 2) points, map; outside the map counts as far from everything."""
        return self.with_slope(points)[:, 0]

    def with_slope(self, points: Floats) -> Floats:
        """(N, 3) distance and its slope along x and y (no unit) at (N, 2) points, map."""
        grid = self.grid
        rows, columns = grid.cells.shape
        cells = (points - (grid.origin_x_m, grid.origin_y_m)) / grid.resolution_m
        whole = np.floor(cells)
        inside = (
            (whole[:, 0] >= 0) & (whole[:, 0] < columns) & (whole[:, 1] >= 0) & (whole[:, 1] < rows)
        )
        flat = np.where(inside, whole[:, 1] * columns + whole[:, 0], 0).astype(np.intp)
        found = self._table[flat].astype(np.float64)
        offset = (cells - whole - 0.5) * grid.resolution_m
        found[:, 0] += found[:, 1] * offset[:, 0] + found[:, 2] * offset[:, 1]
        if not inside.all():
            found[~inside] = (self._beyond, 0.0, 0.0)
        return found

    def at_point(self, x_m: float, y_m: float) -> float:
        """Distance at the cell of one point; outside the map: far."""
        row, column = self.grid.cell_at(x_m, y_m)
        if not self.grid.inside(row, column):
            return self._beyond
        return float(self.metres[row, column])


def _signed_distance_m(solid: NDArray[np.bool_], resolution_m: float) -> NDArray[np.float32]:
    if not solid.any():
        return np.full(solid.shape, 100.0, np.float32)
    outside = distance_transform_edt(~solid)
    inside = distance_transform_edt(solid)
    # A cell's centre is half a cell away from the edge it shares with its neighbour.
    signed = np.where(solid, 0.5 - inside, outside - 0.5) * resolution_m
    return np.asarray(signed, dtype=np.float32)


def foreground(points: Floats, field: DistanceField, margin_m: float) -> NDArray[np.bool_]:
    """(N,) whether a point stands free of everything the map knows by more than `margin_m`."""
    return np.asarray(field.at(points) > margin_m)


