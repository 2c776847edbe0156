"""The next corner of the way, so that the robot can say that it turns before it does."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.geometry import Point2D, Pose2D, bearing, distance, wrap_angle

_AHEAD_M = 2.0
"""A corner is told of when it is no farther than this."""
_STRAIGHT_M = 0.8
"""The way's direction is taken over so much of it: no wiggle is a corner."""
_CORNER_RAD = 0.8
"""A turn as wide as this is a corner."""
_SAME_CORNER_M = 2.5


@dataclass(frozen=True, slots=True)
class Corner:
    """A turn of the way."""

    at: Point2D
    left: bool


def next_corner(path: tuple[Point2D, ...], robot: Pose2D) -> Corner | None:
    """The first corner within two metres on the way; None: it goes straight on."""
    left_m = _AHEAD_M
    ahead = [robot.point, *path[_nearest(path, robot) + 1 :]]
    for index in range(1, len(ahead) - 1):
        here = ahead[index]
        left_m -= distance(ahead[index - 1], here)
        if left_m < 0.0:
            return None
        before, after = _back(ahead, index), _forth(ahead, index)
        turn = wrap_angle(bearing(here, after) - bearing(before, here))
        if abs(turn) >= _CORNER_RAD and distance(here, after) >= 0.5 * _STRAIGHT_M:
            return Corner(here, turn > 0.0)
    return None


class Turns:
    """Tells each corner once."""

    def __init__(self) -> None:
        self._told: Point2D | None = None

    def look(self, path: tuple[Point2D, ...], robot: Pose2D) -> Corner | None:
        """A corner that was not told of yet."""
        corner = next_corner(path, robot)
        if corner is None:
            return None
        told, self._told = self._told, corner.at
        return None if told and distance(told, corner.at) <= _SAME_CORNER_M else corner


def _nearest(path: tuple[Point2D, ...], robot: Pose2D) -> int:
    x, y = robot.x, robot.y
    squares = [(at.x - x) * (at.x - x) + (at.y - y) * (at.y - y) for at in path]
    return squares.index(min(squares)) if squares else -1


def _back(points: list[Point2D], index: int) -> Point2D:
    """The point of the way at least so much before that its direction is sure, or the first."""
    here = points[index]
    before = (one for one in reversed(points[:index]) if distance(one, here) >= _STRAIGHT_M)
    return next(before, points[0])


def _forth(points: list[Point2D], index: int) -> Point2D:
    here = points[index]
    after = (one for one in points[index + 1 :] if distance(one, here) >= _STRAIGHT_M)
    return next(after, points[-1])
