"""Zones of the map in which the robot drives slowly (Nav2's speed filter mask)."""

from __future__ import annotations

from robot.core.geometry import Pose2D
from robot.core.grid import Grid


class SpeedZones:
    """Limits by place. A cell says how many per cent of the top speed are taken off."""

    def __init__(self, mask: Grid | None, top_speed_mps: float) -> None:
        """`mask`: None where the building has no zones."""
        self._mask = mask
        self._top = top_speed_mps
        self._lowest = top_speed_mps
        if mask is not None and mask.cells.size:
            self._lowest = self._limit(int(mask.cells.max()))

    def limit_mps(self, pose: Pose2D | None) -> float:
        """Allowed here; the slowest zone's limit while the pose is not known."""
        if self._mask is None:
            return self._top
        if pose is None:
            return self._lowest
        row, column = self._mask.cell_at(pose.x, pose.y)
        if not self._mask.inside(row, column):
            return self._lowest
        return self._limit(int(self._mask.cells[row, column]))

    def _limit(self, taken_off: int) -> float:
        return self._top * (100 - max(taken_off, 0)) / 100.0
