"""The occupancy map as plain values, with map_server's meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FREE: int = 0
OCCUPIED: int = 100
UNKNOWN: int = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of a map; `cells[row, column]`, row 0 at the smallest y (nav_msgs/OccupancyGrid)."""

    cells: NDArray[np.int8]
    """(rows, columns), 0 free to 100 occupied, -1 unknown."""
    resolution_m: float
    """Edge of a cell, metres."""
    origin_x_m: float
    """x of the outer corner of cell [0, 0], frame map."""
    origin_y_m: float

    def cell_at(self, x_m: float, y_m: float) -> tuple[int, int]:
        """(row, column) of a point; may lie outside the grid."""
        return (
            int((y_m - self.origin_y_m) // self.resolution_m),
            int((x_m - self.origin_x_m) // self.resolution_m),
        )

    def centre_of(self, row: int, column: int) -> tuple[float, float]:
        """(x, y) of a cell's centre, metres, map."""
        return (
            self.origin_x_m + (column + 0.5) * self.resolution_m,
            self.origin_y_m + (row + 0.5) * self.resolution_m,
        )

    def inside(self, row: int, column: int) -> bool:
        """Whether the grid has this cell."""
        rows, columns = self.cells.shape
        return bool(0 <= row < rows and 0 <= column < columns)
