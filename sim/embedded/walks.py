"""One person's way through the building: points from the planner, followed one after the other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from robot.core.driving_settings import NavigationSettings
from robot.core.geometry import Point2D, distance
from robot.core.grid import Grid
from sim.embedded.costs import CostMap
from sim.embedded.people import Crowd
from sim.embedded.planner import NoPlan, Planner

BODY_M = 0.22
"""Half a person's width: doors and gaps narrower than twice this are not walked through."""
_NEXT_M = 0.5
_STRAIGHT_M = 2.0
"""A goal so near and in plain view needs no plan."""
_STUCK_S = 4.0
_STUCK_MPS = 0.1


class Ways:
    """Plans for people: like the robot's, but through every zone."""

    def __init__(self, grid: Grid) -> None:
        settings = NavigationSettings(robot_radius_m=BODY_M, planning_margin_m=0.05)
        self._costs = CostMap(grid, settings)
        self._planner = Planner(self._costs)

    @property
    def walls(self) -> CostMap:
        """The map as people see it."""
        return self._costs

    def plan(
        self, start: Point2D, goal: Point2D, others: NDArray[np.float64] | None = None
    ) -> list[Point2D]:
        """Points to walk along, the last one being the goal; straight there if there is no way.

        `others`: (M, 2) people to walk around, where that is possible.
        """
        if distance(start, goal) < _STRAIGHT_M and self._costs.sees(start, goal):
            return [goal]
        try:
            points = self._planner.plan(start, goal, others).points
        except NoPlan:
            return [goal] if others is None else self.plan(start, goal)
        return [Point2D(float(x), float(y)) for x, y in points[1:]]


@dataclass(slots=True)
class Walk:
    """Follows a way with one body of the crowd; plans anew when it gets stuck."""

    ways: Ways
    goal: Point2D
    pace_mps: float
    within_m: float = 0.25
    """Has arrived so near to the goal."""
    _points: list[Point2D] = field(default_factory=list)
    _slow_since_s: float = math.inf

    def step(self, crowd: Crowd, index: int, now_s: float) -> bool:
        """Point the body along the way; true when it has arrived."""
        here = crowd.position(index)
        if distance(here, self.goal) < self.within_m:
            crowd.pace[index] = 0.0
            return True
        if not self._points:
            self._points = self.ways.plan(here, self.goal)
        elif self._stuck(crowd, index, now_s):
            self._points = self.ways.plan(here, self.goal, crowd.others(index))
        while len(self._points) > 1 and distance(here, self._points[0]) < _NEXT_M:
            self._points.pop(0)
        target = self._points[0]
        crowd.target[index] = (target.x, target.y)
        crowd.pace[index] = self.pace_mps
        crowd.stops[index] = len(self._points) == 1
        return False

    def _stuck(self, crowd: Crowd, index: int, now_s: float) -> bool:
        vx, vy = crowd.bodies.velocity[index].tolist()
        if math.hypot(vx, vy) > _STUCK_MPS or self._slow_since_s == math.inf:
            self._slow_since_s = now_s
        if now_s - self._slow_since_s < _STUCK_S:
            return False
        self._slow_since_s = now_s
        return True
