"""Where the robot stops for each place: beside the doorway, facing it, out of the way."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Point2D, Pose2D
from robot.core.grid import Grid
from sim.building.catalogue import footprint
from sim.building.occupancy import keepout_mask, laser_map
from sim.building.reach import drivable, reached_from
from sim.building.solids import placed
from sim.building.values import Building, Door, Furniture, Room, Upstairs
from sim.building.walls import Stretch, room_side, stretch_at

OFF_WALL_M = 0.7
"""From the wall's face to the robot's middle, metres."""
BESIDE_M = 0.25
"""From the edge of the doorway to the robot's middle, along the wall, metres."""
BEFORE_M = 0.8
"""From the front of a machine or desk to the robot's middle, metres."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place as places.yaml lists it."""

    id: str
    kind: str
    """base, waiting, department or facility."""
    name: str
    room: str
    """As on the door sign; empty where there is none."""
    floor: int
    pose: Pose2D | None
    """None upstairs."""
    line: int
    """In building.yaml."""
    upstairs: Upstairs | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The map with its masks and what of it the robot reaches from its dock."""

    grid: Grid
    keepout: Grid
    allowed: NDArray[np.bool_]
    reached: NDArray[np.bool_]

    def reaches(self, x_m: float, y_m: float) -> bool:
        """Whether the robot's middle can come to this point."""
        row, column = self.grid.cell_at(x_m, y_m)
        return self.grid.inside(row, column) and bool(self.reached[row, column])


def survey(building: Building) -> Ground:
    """Draw the map and see where the robot gets to from its dock (nowhere without a dock)."""
    grid, keepout = laser_map(building), keepout_mask(building)
    allowed = drivable(grid, keepout)
    reached = np.zeros_like(allowed)
    dock = next((spot.pose for spot in building.spots if spot.id == "dock"), None)
    if dock is not None:
        row, column = grid.cell_at(dock.x, dock.y)
        if grid.inside(row, column):
            reached = reached_from(allowed, row, column)
    return Ground(grid, keepout, allowed, reached)


def places_of(building: Building, ground: Ground) -> tuple[Placed, ...]:
    """Every place of the building, bases first, then in the order of the file."""
    spots = [
        Placed(s.id, s.kind, s.name, "", building.floor, s.pose, s.line) for s in building.spots
    ]
    rooms = [p for room in building.rooms for p in _room_places(building, ground, room)]
    things = [p for item in building.furniture for p in _thing_places(building, item)]
    above = [
        Placed(u.department, "department", u.name, u.room, u.floor, None, u.line, u)
        for u in building.upstairs
    ]
    return (*spots, *rooms, *things, *above)


def _room_places(building: Building, ground: Ground, room: Room) -> list[Placed]:
    if room.serves is None or not room.doors:
        return []
    door = room.doors[0]
    stretch = stretch_at(building, door.at, door.width_m)
    if stretch is None:
        return []
    pose = _at_door(building, ground, room, door, stretch)
    sign = room.id if room.use == "office" else ""
    return [
        Placed(i, room.serves.kind, room.name, sign, building.floor, pose, door.line)
        for i in room.serves.ids
    ]


def _at_door(
    building: Building, ground: Ground, room: Room, door: Door, stretch: Stretch
) -> Pose2D:
    """Beside the door where the robot gets to; else straight before it."""
    along = stretch.along(door.at)[0]
    outward = -room_side(stretch, room, door)
    off = outward * (stretch.wall.thickness_m / 2 + OFF_WALL_M)
    aside = door.width_m / 2 + BESIDE_M
    # Facing the door from outside, left lies towards +along where the outside is to the left.
    left, right = (stretch.at(along + outward * sign * aside, off) for sign in (1.0, -1.0))
    for point in _preferred(building, door, left, right):
        if ground.reaches(point.x, point.y):
            return _facing(point, door.at)
    return _facing(stretch.at(along, off), door.at)


def _preferred(building: Building, door: Door, left: Point2D, right: Point2D) -> list[Point2D]:
    """The wanted side first; without a wish the far side, past the door as seen from the dock."""
    if door.stand:
        return [left, right] if door.stand == "left" else [right, left]
    dock = next((spot.pose.point for spot in building.spots if spot.id == "dock"), door.at)
    return sorted((left, right), key=lambda p: -math.hypot(p.x - dock.x, p.y - dock.y))


def _thing_places(building: Building, item: Furniture) -> list[Placed]:
    if item.serves is None:
        return []
    front = footprint(item.type, item.seats)[2]
    x, y = placed(item.pose, front + BEFORE_M, 0.0)
    pose = _facing(Point2D(x, y), item.pose.point)
    return [
        Placed(i, item.serves.kind, item.name, "", building.floor, pose, item.line)
        for i in item.serves.ids
    ]


def _facing(point: Point2D, target: Point2D) -> Pose2D:
    yaw = math.atan2(target.y - point.y, target.x - point.x)
    return Pose2D(round(point.x, 3), round(point.y, 3), math.radians(round(math.degrees(yaw), 1)))
