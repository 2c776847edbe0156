"""A building as plain values: what building.yaml says, validated. Frame map, metres, radians."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.geometry import Point2D, Pose2D


@dataclass(frozen=True, slots=True)
class Wall:
    """A run of wall along its centre line."""

    id: str
    points: tuple[Point2D, ...]
    """Corners of the centre line; a closed wall repeats its first point at the end."""
    thickness_m: float
    finish: str
    """outer, inner or glass."""
    closed: bool
    line: int


@dataclass(frozen=True, slots=True)
class Window:
    """A window: sill, glass and lintel in a wall."""

    at: Point2D
    width_m: float
    line: int


@dataclass(frozen=True, slots=True)
class Door:
    """A doorway in a wall; `kind` says what hangs in it."""

    id: str
    at: Point2D
    """Middle of the opening on the wall's centre line."""
    width_m: float
    kind: str
    """hinged (stands open), staff (closed), sliding (open), open (no leaf) or lift (closed)."""
    hinge: str
    """left or right, seen from outside the room."""
    stand: str
    """left, right or "" (past the door), where the robot waits, seen from outside."""
    line: int


@dataclass(frozen=True, slots=True)
class Serves:
    """What a visitor finds here: the ids that get a place."""

    ids: tuple[str, ...]
    kind: str
    """department or facility."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room's clear floor with its doors."""

    id: str
    use: str
    name: str
    points: tuple[Point2D, ...]
    label: Point2D
    """Where the drawing writes the name; the middle of the bounding box unless told."""
    doors: tuple[Door, ...]
    serves: Serves | None
    line: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """A thing from the catalogue, standing on the floor."""

    id: str
    type: str
    pose: Pose2D
    seats: int
    name: str
    serves: Serves | None
    line: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that belongs to no door."""

    id: str
    kind: str
    name: str
    pose: Pose2D
    line: int


@dataclass(frozen=True, slots=True)
class Zone:
    """An area with a rule for driving."""

    id: str
    kind: str
    """keepout or speed."""
    percent: int
    """Of the top speed, 1 to 100; 100 in a keepout zone, where it means nothing."""
    points: tuple[Point2D, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Upstairs:
    """A department that the robot cannot reach, and the rest of the way to it."""

    room: str
    department: str
    name: str
    floor: int
    via: str
    turn: str
    """left, right or straight, as one comes out of `via`."""
    distance_m: float
    door: str
    """left or right of the corridor."""
    line: int


@dataclass(frozen=True, slots=True)
class Building:
    """One floor of a building and what lies above it."""

    id: str
    name: str
    file: str
    """Where it was read from, for faults found later."""
    floor: int
    wall_height_m: float
    door_height_m: float
    outline: tuple[Point2D, ...]
    """Centre line of the outer wall, counter-clockwise or clockwise, not repeated at the end."""
    walls: tuple[Wall, ...]
    windows: tuple[Window, ...]
    rooms: tuple[Room, ...]
    furniture: tuple[Furniture, ...]
    spots: tuple[Spot, ...]
    zones: tuple[Zone, ...]
    upstairs: tuple[Upstairs, ...]

    @property
    def doors(self) -> tuple[tuple[Room, Door], ...]:
        """Every doorway with the room it leads into."""
        return tuple((room, door) for room in self.rooms for door in room.doors)
