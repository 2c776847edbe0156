"""Doors as architects draw them."""

from __future__ import annotations

from collections.abc import Iterator

from robot.core.geometry import Point2D
from sim.building.plan_frame import Frame, path, px
from sim.building.values import Building, Door, Room
from sim.building.walls import Stretch, room_side, stretch_at


def door_marks(frame: Frame, building: Building, room: Room, door: Door) -> Iterator[str]:
    """The threshold and, where something hangs in the doorway, its leaf and swing."""
    stretch = stretch_at(building, door.at, door.width_m)
    if stretch is None:
        return
    along = stretch.along(door.at)[0]
    half, thick = door.width_m / 2, stretch.wall.thickness_m / 2
    gap = [
        stretch.at(along + a * half, left)
        for a, left in ((-1, -thick), (1, -thick), (1, thick), (-1, thick))
    ]
    yield f'<path class="threshold" d="{path(frame, gap)}"/>'
    side = room_side(stretch, room, door)
    if door.kind == "hinged":
        yield _swing(frame, stretch, door, side)
    elif door.kind == "sliding":
        for sign in (-1.0, 1.0):
            ends = [
                stretch.at(along + sign * half * reach, side * (thick + 0.03))
                for reach in (1.0, 2.0)
            ]
            yield f'<path class="leaf leaf-glass" d="{path(frame, ends, close=False)}"/>'
    elif door.kind in ("staff", "lift"):
        ends = [stretch.at(along - half, 0.0), stretch.at(along + half, 0.0)]
        yield f'<path class="leaf leaf-{door.kind}" d="{path(frame, ends, close=False)}"/>'


def _swing(frame: Frame, stretch: Stretch, door: Door, side: float) -> str:
    along = stretch.along(door.at)[0]
    toward = side * (1.0 if door.hinge == "right" else -1.0)
    face = side * stretch.wall.thickness_m / 2
    hinge = stretch.at(along + toward * door.width_m / 2, face)
    shut = stretch.at(along - toward * door.width_m / 2, face)
    tip = stretch.at(along + toward * door.width_m / 2, face + side * door.width_m)
    return (
        f'<path class="swing" d="{_arc(frame, shut, tip, hinge, door.width_m)}"/>'
        f'<path class="leaf" d="{path(frame, (hinge, tip), close=False)}"/>'
    )


def _arc(frame: Frame, begin: Point2D, end: Point2D, hinge: Point2D, radius_m: float) -> str:
    (bx, by), (ex, ey), (hx, hy) = frame.at(begin), frame.at(end), frame.at(hinge)
    turn = (bx - hx) * (ey - hy) - (by - hy) * (ex - hx)
    radius = px(radius_m * frame.scale)
    sweep = 1 if turn > 0 else 0
    return f"M{px(bx)} {px(by)}A{radius} {radius} 0 0 {sweep} {px(ex)} {px(ey)}"
