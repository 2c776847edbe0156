"""The body of the person at the kiosk page: stands before the robot, follows it, goes away."""

from __future__ import annotations

import math
from enum import Enum

from robot.core.geometry import Point2D, distance
from sim.embedded.people import Crowd
from sim.embedded.spots import Spots
from sim.embedded.view import RobotView, aside
from sim.embedded.walks import Walk, Ways

_FACE_M = 0.9
_GAP_M = 1.7
_PACE_MPS = 1.0
_UNNOTICED_S = 20.0
"""Goes away if no visit has begun after so long."""


class Stage(str, Enum):
    """Where the guest is."""

    ABSENT = "absent"
    HERE = "here"
    FOLLOWING = "following"
    LEAVING = "leaving"


class Guest:
    """Put into the hall by the first touch, because a person at a page has no legs."""

    def __init__(self, crowd: Crowd, ways: Ways, spots: Spots) -> None:
        self._crowd, self._ways, self._spots = crowd, ways, spots
        self._body = -1
        self._walk: Walk | None = None
        self._since_s = 0.0
        self._received = False
        self.stage = Stage.ABSENT

    @property
    def present(self) -> bool:
        """Stands before the robot or follows it."""
        return self.stage in (Stage.HERE, Stage.FOLLOWING)

    def come(self, view: RobotView, now_s: float) -> bool:
        """Stand before the robot, facing it; false when there is no room for a body."""
        if self.present:
            return True
        if self.stage is Stage.LEAVING:
            self._crowd.leave(self._body)
            self.stage = Stage.ABSENT
        at = self._free_spot(view)
        body = None if at is None else self._crowd.enter(at, view.pose.yaw + math.pi)
        if body is None:
            return False
        self._body, self._since_s, self._received = body, now_s, False
        self.stage = Stage.HERE
        return True

    def _free_spot(self, view: RobotView) -> Point2D | None:
        pose, others = view.pose, self._crowd.bodies
        for angle in (0.0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2):
            x = pose.x + _FACE_M * math.cos(pose.yaw + angle)
            y = pose.y + _FACE_M * math.sin(pose.yaw + angle)
            there = others.position[others.present]
            free = not there.size or ((there - (x, y)) ** 2).sum(axis=1).min() > 0.3
            if free and self._ways.walls.clearance.at_point(x, y) > 0.3:
                return Point2D(x, y)
        return None

    def step(self, view: RobotView, now_s: float) -> None:
        """Stand, follow while the robot leads, go when the visit is over."""
        if self.stage is Stage.ABSENT:
            return
        if self.stage is Stage.LEAVING:
            arrived = self._walk is None or self._walk.step(self._crowd, self._body, now_s)
            if arrived:
                self._crowd.leave(self._body)
                self.stage = Stage.ABSENT
            return
        visit = bool(view.show.visit_id)
        self._received = self._received or visit
        if not visit and (self._received or now_s - self._since_s > _UNNOTICED_S):
            self._walk = Walk(self._ways, self._spots.entrance, _PACE_MPS)
            self.stage = Stage.LEAVING
            return
        self.stage = Stage.FOLLOWING if view.leads else Stage.HERE
        self._keep_with(view)

    def _keep_with(self, view: RobotView) -> None:
        crowd, body = self._crowd, self._body
        here = crowd.position(body)
        gap = distance(here, view.pose)
        crowd.looks_at[body] = (view.pose.x, view.pose.y)
        crowd.stops[body] = True
        crowd.pace[body] = 0.0
        if self.stage is Stage.HERE:
            return
        if gap > _GAP_M:
            target = view.behind(_GAP_M)
            crowd.target[body] = (target.x, target.y)
            crowd.pace[body] = _PACE_MPS * (1.3 if gap > _GAP_M + 0.8 else 1.0)
        elif gap < 1.1 and view.speed_mps > 0.05:
            crowd.target[body] = aside(here, view)
            crowd.pace[body] = _PACE_MPS
