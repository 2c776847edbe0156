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
        self._flat = np.ascontiguousarray(self.metres).ravel()
        self._slopes = np.ascontiguousarray(np.stack([slope_x, slope_y], axis=2).reshape(-1, 2))
        self._origin = np.array([grid.origin_x_m, grid.origin_y_m])
        self._rows, self._columns = grid.cells.shape
        self._last = np.array([self._columns - 1.0, self._rows - 1.0])  # floats: no cast
        self._stride = np.array([1, self._columns])

    def at(self, points: Floats) -> Floats:
        """(N,) distances at (N, 2) points, map; outside the map, that of its border."""
        return self.with_slope(points)[:, 0]

    def near(self, points: Floats) -> NDArray[np.float32]:
        """(N,) the same by the middle of each point's cell: quicker, off by up to 3.5 cm."""
        found: NDArray[np.float32] = self._flat.take(
            self._cells(self._in_cells(points)) @ self._stride
        )
        return found

    def with_slope(self, points: Floats) -> Floats:
        """(N, 3) distance and its slope along x and y (no unit) at (N, 2) points, map."""
        at = self._in_cells(points)
        cell = self._cells(at)
        flat = cell @ self._stride
        found = np.empty((points.shape[0], 3))
        found[:, 1:] = self._slopes.take(flat, axis=0)
        offset = at - cell
        offset -= 0.5
        np.maximum(offset, -0.5, out=offset)
        np.minimum(offset, 0.5, out=offset)
        offset *= found[:, 1:]
        found[:, 0] = offset[:, 0]
        found[:, 0] += offset[:, 1]
        found[:, 0] *= self.grid.resolution_m
        found[:, 0] += self._flat.take(flat)
        return found

    def _in_cells(self, points: Floats) -> Floats:
        """(N, 2) where points lie, in cells from the map's corner."""
        at: Floats = points - self._origin
        at /= self.grid.resolution_m
        return at

    def _cells(self, at: Floats) -> NDArray[np.int64]:
        """(N, 2) column and row of the nearest cell of the map."""
        inside = np.maximum(at, 0.0)
        np.minimum(inside, self._last, out=inside)
        return inside.astype(np.int64)

    def at_point(self, x_m: float, y_m: float) -> float:
        """Distance by the middle of one point's cell; as `near`, without arrays."""
        resolution_m = self.grid.resolution_m
        column = int((x_m - self.grid.origin_x_m) / resolution_m)
        row = int((y_m - self.grid.origin_y_m) / resolution_m)
        column = min(max(column, 0), self._columns - 1)
        row = min(max(row, 0), self._rows - 1)
        return self._flat.item(row * self._columns + column)


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
