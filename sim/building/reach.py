"""Where a robot of a given width gets to, on the grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from robot.core.grid import FREE, Grid

ROBOT_HALF_WIDTH_M = 0.3
"""Half of 0.6 m: the robot's 0.26 m radius with a margin."""


def drivable(
    grid: Grid, keepout: Grid, half_width_m: float = ROBOT_HALF_WIDTH_M
) -> NDArray[np.bool_]:
    """Cells where the robot's middle may be: farther than half a width from anything not free."""
    free = (grid.cells == FREE) & (keepout.cells == FREE)
    # Distances run between cell centres; a blocked cell begins half a cell before its centre.
    clear = ndimage.distance_transform_edt(free) - 0.5
    return np.asarray(clear * grid.resolution_m >= half_width_m - 1e-9, dtype=np.bool_)


def reached_from(allowed: NDArray[np.bool_], row: int, column: int) -> NDArray[np.bool_]:
    """The connected part of the allowed cells that holds this cell (by edges, not corners)."""
    labels, _ = ndimage.label(allowed)
    label = labels[row, column]
    if label == 0:
        return np.zeros_like(allowed)
    return np.asarray(labels == label, dtype=np.bool_)
