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
        self._flat = np.ascontiguousarray(self.metres).ravel()
        self._origin = np.array([grid.origin_x_m, grid.origin_y_m])
        self._last = np.array(grid.cells.shape[::-1]) - 1
        self._columns = grid.cells.shape[1]

    def at(self, points: Floats) -> Floats:
        """(N,) distances at (N, 2) points, map; outside the map, that of its border."""
        return self.with_slope(points)[:, 0]

    def near(self, points: Floats) -> NDArray[np.float32]:
        """(N,) the same by the middle of each point's cell: quicker, off by up to 3.5 cm."""
        return self._flat[self._cells((points - self._origin) / self.grid.resolution_m)[1]]

    def with_slope(self, points: Floats) -> Floats:
        """(N, 3) distance and its slope along x and y (no unit) at (N, 2) points, map."""
        resolution_m = self.grid.resolution_m
        at = (points - self._origin) / resolution_m
        cell, flat = self._cells(at)
        found = self._table[flat].astype(np.float64)
        offset = np.minimum(np.maximum(at - cell - 0.5, -0.5), 0.5) * resolution_m
        found[:, 0] += (found[:, 1:] * offset).sum(axis=1)
        return found

    def _cells(self, at: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(N, 2) column and row of the nearest cell of the map, and (N,) its place in the table."""
        cell = np.minimum(np.maximum(at, 0.0), self._last).astype(np.intp)
        return cell, cell[:, 1] * self._columns + cell[:, 0]

    def at_point(self, x_m: float, y_m: float) -> float:
        """Distance by the middle of one point's cell."""
        return float(self.near(np.array([[x_m, y_m]]))[0])


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
    return np.asarray(field.near(points) > margin_m)


