"""Where people come in, wait, and vanish: taken from the building, so that any building will do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Point2D, Pose2D, distance
from robot.guiding.places import Places
from robot.perception.background import DistanceField
from sim.building.values import Building, Door, Room
from sim.embedded.walks import Ways

_INSIDE_M = 1.1
"""How far past its door a room's point lies."""
_FREE_M = 0.32
_QUEUE_NEAR_M = 3.3
"""Those who wait stand farther from the base than the robot looks for people to greet."""
_QUEUE_FAR_M = 9.0
_QUEUE_APART_M = 0.95
_QUEUE_CLEAR_M = 0.7
_ROUTE_M = 0.7
"""Those who wait stand no nearer than this to where the robot leads people along."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Points of one building that people's scripts need; frame map."""

    entrance: Point2D
    """Where people appear and disappear, just inside the outer door."""
    inside: dict[str, Point2D]
    """Place id -> a point past its door, for those that have one with room to stand."""
    queue: tuple[Point2D, ...]
    """Where to wait for the robot, the first one first."""
    sights: tuple[Point2D, ...]
    """Where people stop to look: in front of what stands about."""
    routes: NDArray[np.float64]
    """(N, 2) points of the ways along which the robot leads people."""


def spots_of(building: Building, places: Places, ways: Ways) -> Spots:
    """Raises ValueError if the building has no sliding door to come in by."""
    sliding = [(r, d) for r, d in building.doors if d.kind == "sliding"]
    if not sliding:
        raise ValueError(f"{building.file}: no door of kind `sliding` for people to come in by")
    walls = ways.walls.clearance
    room, door = sliding[0]
    entrance = _past(room, door, walls) or door.at
    inside: dict[str, Point2D] = {}
    for room, door in building.doors:
        point = _past(room, door, walls)
        if room.serves and point is not None:
            inside |= dict.fromkeys(room.serves.ids, point)
    sights = tuple(p.pose.point for p in places if p.pose and p.kind in ("facility", "waiting"))
    routes = _routes(places, ways)
    queue = _queue(places.base, entrance, walls, routes)
    return Spots(entrance, inside, queue, sights, routes)


def _past(room: Room, door: Door, walls: DistanceField) -> Point2D | None:
    """A free point of the room just past the door, if the door can be walked through."""
    if door.kind in ("staff", "lift"):
        return None
    for angle in (0.0, 0.5 * math.pi, math.pi, 1.5 * math.pi):
        x = door.at.x + _INSIDE_M * math.cos(angle)
        y = door.at.y + _INSIDE_M * math.sin(angle)
        if _within(room.points, x, y) and walls.at_point(x, y) > _FREE_M:
            return Point2D(x, y)
    return None


def _within(corners: tuple[Point2D, ...], x: float, y: float) -> bool:
    inside = False
    before = corners[-1]
    for here in corners:
        crosses = (here.y > y) != (before.y > y)
        if crosses and x < (before.x - here.x) * (y - here.y) / (before.y - here.y) + here.x:
            inside = not inside
        before = here
    return inside


def _routes(places: Places, ways: Ways) -> NDArray[np.float64]:
    """(N, 2) points along the ways from the base to every place."""
    points: list[NDArray[np.float64]] = []
    for place in places:
        if place.pose is None:
            continue
        before = places.base.point
        for corner in ways.plan(before, place.pose.point):
            share = np.arange(0.0, 1.0, 0.2 / max(distance(before, corner), 0.2))[:, None]
            start, end = np.array([before.x, before.y]), np.array([corner.x, corner.y])
            points.append(start + share * (end - start))
            before = corner
    return np.concatenate(points) if points else np.empty((0, 2))


def _queue(
    base: Pose2D, entrance: Point2D, walls: DistanceField, routes: NDArray[np.float64]
) -> tuple[Point2D, ...]:
    """Points in sight of the base, apart, and out of the robot's ways, nearest first."""
    found: list[Point2D] = []
    for radius in np.arange(_QUEUE_NEAR_M, _QUEUE_FAR_M, 0.5):
        for angle in np.arange(-1.4, 1.4, 0.2):
            x = base.x + radius * math.cos(base.yaw + angle)
            y = base.y + radius * math.sin(base.yaw + angle)
            point = Point2D(float(x), float(y))
            free = walls.at_point(point.x, point.y) > _QUEUE_CLEAR_M
            apart = all(distance(point, other) >= _QUEUE_APART_M for other in found)
            off = np.hypot(routes[:, 0] - x, routes[:, 1] - y).min(initial=9.0)
            out_of_way = distance(point, entrance) > 2.5 and off > _ROUTE_M
            if free and apart and out_of_way and _seen(base, point, walls):
                found.append(point)
    return tuple(found)


def _seen(base: Pose2D, point: Point2D, walls: DistanceField) -> bool:
    share = np.linspace(0.0, 1.0, 80)[:, None]
    line = np.array([base.x, base.y]) * (1.0 - share) + np.array([point.x, point.y]) * share
    return bool(walls.at(line).min() > 0.05)
