"""Walls as straight stretches, and the stretches as solid boxes around their openings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from robot.core.geometry import Point2D
from sim.building.solids import Solid
from sim.building.values import Building, Door, Room, Wall

ON_WALL_M = 0.011
"""How far from the centre line an opening's middle may lie."""
SILL_M = 0.9
GLASS_TOP_M = 2.3
GLASS_M = 0.04
"""Thickness of a pane, metres."""
LEAF_M = 0.05
"""Thickness of a door leaf, metres."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One straight piece of a wall, from corner to corner of the centre line."""

    wall: Wall
    index: int
    start: Point2D
    end: Point2D
    joined_start: bool
    """Whether the wall goes on round a corner there."""
    joined_end: bool

    @property
    def length_m(self) -> float:
        """Along the centre line."""
        return math.hypot(self.end.x - self.start.x, self.end.y - self.start.y)

    @property
    def yaw(self) -> float:
        """Direction from start to end, radians."""
        return math.atan2(self.end.y - self.start.y, self.end.x - self.start.x)

    def along(self, point: Point2D) -> tuple[float, float]:
        """(distance along, distance to the left) of a point, metres."""
        dx, dy = point.x - self.start.x, point.y - self.start.y
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return c * dx + s * dy, -s * dx + c * dy

    def at(self, along_m: float, left_m: float = 0.0) -> Point2D:
        """The point at these distances."""
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return Point2D(
            self.start.x + c * along_m - s * left_m, self.start.y + s * along_m + c * left_m
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """A gap in a stretch between two distances; `sill_m` 0 for a door."""

    begin: float
    end: float
    sill_m: float
    top_m: float


def stretches(building: Building) -> Iterator[Stretch]:
    """Every straight piece of every wall."""
    for wall in building.walls:
        last = len(wall.points) - 2
        for index in range(last + 1):
            yield Stretch(
                wall,
                index,
                wall.points[index],
                wall.points[index + 1],
                joined_start=wall.closed or index > 0,
                joined_end=wall.closed or index < last,
            )


def stretch_at(building: Building, at: Point2D, width_m: float) -> Stretch | None:
    """The stretch on whose centre line an opening lies wholly; None if there is none."""
    for stretch in stretches(building):
        along, left = stretch.along(at)
        inside = width_m / 2 <= along <= stretch.length_m - width_m / 2
        if abs(left) <= ON_WALL_M and inside:
            return stretch
    return None


def wall_solids(building: Building) -> Iterator[Solid]:
    """Boxes of all walls with their openings, sills, lintels and window panes."""
    for stretch in stretches(building):
        yield from _stretch_solids(building, stretch, sorted_openings(building, stretch))


def sorted_openings(building: Building, stretch: Stretch) -> list[Opening]:
    """The doors and windows of one stretch, in order."""
    found = []
    for _, door in building.doors:
        if stretch_at(building, door.at, door.width_m) == stretch:
            middle = stretch.along(door.at)[0]
            half = door.width_m / 2
            found.append(Opening(middle - half, middle + half, 0.0, building.door_height_m))
    for window in building.windows:
        if stretch_at(building, window.at, window.width_m) == stretch:
            middle = stretch.along(window.at)[0]
            half = window.width_m / 2
            top = min(GLASS_TOP_M, building.wall_height_m)
            found.append(Opening(middle - half, middle + half, SILL_M, top))
    return sorted(found, key=lambda opening: opening.begin)


def _stretch_solids(
    building: Building, stretch: Stretch, openings: list[Opening]
) -> Iterator[Solid]:
    wall, height = stretch.wall, building.wall_height_m
    name = f"{wall.id}_{stretch.index}"
    colour = f"wall_{wall.finish}"

    def box(part: str, begin: float, end: float, low: float, high: float) -> Solid:
        middle = stretch.at((begin + end) / 2)
        size = (end - begin, wall.thickness_m, high - low)
        centre = (middle.x, middle.y, (low + high) / 2)
        return Solid(f"{name}_{part}", "wall", centre, size, stretch.yaw, colour)

    cursor = -wall.thickness_m / 2 if stretch.joined_start else 0.0
    finish = stretch.length_m + (wall.thickness_m / 2 if stretch.joined_end else 0.0)
    for number, opening in enumerate(openings):
        yield box(f"piece_{number}", cursor, opening.begin, 0.0, height)
        if opening.sill_m:
            yield box(f"sill_{number}", opening.begin, opening.end, 0.0, opening.sill_m)
            yield _pane(stretch, opening, f"{name}_pane_{number}")
        if opening.top_m < height:
            yield box(f"lintel_{number}", opening.begin, opening.end, opening.top_m, height)
        cursor = opening.end
    yield box(f"piece_{len(openings)}", cursor, finish, 0.0, height)


def _pane(stretch: Stretch, opening: Opening, name: str) -> Solid:
    middle = stretch.at((opening.begin + opening.end) / 2)
    size = (opening.end - opening.begin, GLASS_M, opening.top_m - opening.sill_m)
    centre = (middle.x, middle.y, (opening.top_m + opening.sill_m) / 2)
    return Solid(name, "wall", centre, size, stretch.yaw, "window")


def room_side(stretch: Stretch, room: Room, door: Door) -> float:
    """+1.0 where the room lies to the left of the stretch at its door, else -1.0."""
    along = stretch.along(door.at)[0]
    probe = stretch.wall.thickness_m / 2 + 0.2
    return 1.0 if contains(room.points, stretch.at(along, probe)) else -1.0


def contains(polygon: tuple[Point2D, ...], point: Point2D) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    inside = False
    for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        crosses = (a.y > point.y) != (b.y > point.y)
        if crosses and point.x < a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y):
            inside = not inside
    return inside


def door_solids(building: Building) -> Iterator[Solid]:
    """The leaves that hang in the doorways."""
    for room, door in building.doors:
        stretch = stretch_at(building, door.at, door.width_m)
        if stretch is not None:
            yield from _leaves(building, room, door, stretch)


def _leaves(building: Building, room: Room, door: Door, stretch: Stretch) -> Iterator[Solid]:
    along = stretch.along(door.at)[0]
    side = room_side(stretch, room, door)
    height = building.door_height_m
    half = door.width_m / 2

    def leaf(part: str, along_m: float, left_m: float, dx: float, dy: float, paint: str) -> Solid:
        at = stretch.at(along_m, left_m)
        centre = (at.x, at.y, height / 2)
        return Solid(f"{door.id}_{part}", "wall", centre, (dx, dy, height), stretch.yaw, paint)

    if door.kind == "hinged":
        # Seen from outside, the room lies ahead; there left is -side along the stretch.
        toward = side * (1.0 if door.hinge == "right" else -1.0)
        edge = along + toward * (half + LEAF_M / 2)
        deep = side * (stretch.wall.thickness_m / 2 + door.width_m / 2)
        yield leaf("leaf", edge, deep, LEAF_M, door.width_m, "door")
    elif door.kind == "staff":
        yield leaf("leaf", along, 0.0, door.width_m, 2 * LEAF_M, "door")
    elif door.kind == "lift":
        for part, shift in (("leaf_left", half / 2), ("leaf_right", -half / 2)):
            yield leaf(part, along + shift, 0.0, half, 2 * LEAF_M, "door_lift")
    elif door.kind == "sliding":
        deep = side * (stretch.wall.thickness_m / 2 + LEAF_M / 2)
        for part, sign in (("leaf_left", 1.0), ("leaf_right", -1.0)):
            middle = along + sign * (half + half / 2)
            yield leaf(part, middle, deep, half, LEAF_M, "door_glass")
