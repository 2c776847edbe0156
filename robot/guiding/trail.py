"""Where a walk came along, to go back a little on it."""

from __future__ import annotations

import math

from robot.core.geometry import Pose2D, distance, wrap_angle

_STEP_M = 0.25
_KEPT = 80


class Trail:
    """Poses a quarter of a metre apart."""

    def __init__(self) -> None:
        self._poses: list[Pose2D] = []
        self.length_m = 0.0
        """Way so far, metres."""

    def note(self, robot: Pose2D) -> None:
        """The robot is here now."""
        if not self._poses:
            self._poses.append(robot)
        elif (step := distance(self._poses[-1], robot)) >= _STEP_M:
            self.length_m += step
            self._poses = [*self._poses[-_KEPT:], robot]

    def back(self, way_m: float, least_m: float) -> Pose2D | None:
        """The pose so far back on the way, facing back; None: no `least_m` were driven yet."""
        if not self._poses:
            return None
        gone, back = 0.0, self._poses[-1]
        for earlier in reversed(self._poses[:-1]):
            gone += distance(back, earlier)
            back = earlier
            if gone >= way_m:
                break
        if gone < least_m:
            return None
        return Pose2D(back.x, back.y, wrap_angle(back.yaw + math.pi))
