"""What people can see and hear of the robot."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from robot.core.commands import Mood, Show
from robot.core.geometry import Point2D, Pose2D, bearing, distance, wrap_angle
from robot.perception.background import DistanceField

LEADING = frozenset({"leading", "waiting", "paused"})
"""States of flow.yaml in which the robot leads."""
ARRIVED = frozenset({"arrived", "at_lift"})
_CRUMB_M = 0.2
_TRAIL = 60


@dataclass(slots=True)
class RobotView:
    """Kept up to date by whoever runs the world."""

    pose: Pose2D
    speed_mps: float = 0.0
    show: Show = field(default_factory=lambda: Show(state="", mood=Mood.IDLE, language=""))
    speaking: bool = False
    quiet_since_s: float = 0.0
    """Since when the robot is silent."""
    spoken: int = 0
    """Sentences begun."""
    trail: deque[Point2D] = field(default_factory=lambda: deque(maxlen=_TRAIL))
    """Where it came along, oldest first."""

    @property
    def free(self) -> bool:
        """Nobody is being received."""
        return not self.show.visit_id

    @property
    def leads(self) -> bool:
        """Is on a walk with a visitor."""
        return self.show.state in LEADING

    @property
    def waits(self) -> bool:
        """Stands and waits for whom it leads."""
        return self.show.state == "waiting"

    @property
    def says_arrived(self) -> bool:
        """Has brought its visitor to a door or the lift, as far as it knows."""
        return self.show.state in ARRIVED

    def moved(self, pose: Pose2D, speed_mps: float) -> None:
        """Note where the robot is now."""
        self.pose = pose
        self.speed_mps = speed_mps
        if not self.trail or distance(self.trail[-1], pose) > _CRUMB_M:
            self.trail.append(pose.point)

    def behind(self, gap_m: float) -> Point2D:
        """The point of the trail that lies `gap_m` behind the robot, or its oldest."""
        way, last = 0.0, self.pose.point
        for crumb in reversed(self.trail):
            way += distance(last, crumb)
            if way >= gap_m:
                return crumb
            last = crumb
        return last


def before(
    pose: Pose2D, here: Point2D, off_m: float, clearance: DistanceField, room_m: float
) -> Point2D:
    """Where to stand to talk: before the robot, a little to the side one comes from."""
    side = wrap_angle(bearing(pose, here) - pose.yaw)
    for most in (0.0, 0.5, 1.0, 1.5):
        angle = pose.yaw + max(-most, min(most, side))
        x, y = pose.x + off_m * math.cos(angle), pose.y + off_m * math.sin(angle)
        if clearance.at_point(x, y) > room_m:
            break
    return Point2D(x, y)


def aside(here: Point2D, view: RobotView) -> tuple[float, float]:
    """A point out of the way of a robot that starts towards somebody who stands there."""
    pose = view.pose
    dx, dy = here.x - pose.x, here.y - pose.y
    left = -math.sin(pose.yaw) * dx + math.cos(pose.yaw) * dy
    sign = 1.0 if left >= 0.0 else -1.0
    return here.x - sign * math.sin(pose.yaw), here.y + sign * math.cos(pose.yaw)
