"""A way through the building as steps in words' stead: values that the phrases of a language speak.

The path is smoothed to its corners first, so that a planner's small swerves round people and chairs
are no turns. Distances are metres along the path, turns are seen by someone who walks it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from robot.core.geometry import Point2D, bearing, distance, wrap_angle
from robot.guiding.places import Leg, Onward, Way

SWERVE_M = 1.0
"""A path may leave the straight line by this much and still count as straight, metres."""
TURN_RAD = math.radians(40.0)
"""A corner sharper than this is a turn."""
ROUND_RAD = math.radians(140.0)
"""A corner sharper than this is turning round."""
SHORT_M = 1.5
"""A leg shorter than this between two corners is part of the corner, metres."""
PASSED_M = 4.0
"""A landmark within this distance of a corner or of the path's end may be named there, metres."""


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something that people see and that has a name."""

    id: str
    point: Point2D
    """Frame map."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the directions."""

    kind: str
    """straight, turn_left, turn_right, turn_round, room_on_left, room_on_right or room_ahead."""
    distance_m: float = 0.0
    """How far to walk in this step, metres; 0 for turns and rooms."""
    landmark: str = ""
    """Id of what stands where this step ends; may be empty."""


def directions(
    path: Sequence[Point2D], door: Point2D, landmarks: Sequence[Landmark] = ()
) -> tuple[Step, ...]:
    """Steps along a path to a door.

    `path` is a polyline in frame map, start first; `door` is the middle of the doorway, which lies
    beside or ahead of the path's end. Empty where the path has fewer than two different points.
    """
    corners = _corners(path)
    if len(corners) < 2:
        return ()
    steps: list[Step] = []
    walked = 0.0
    ends: list[Point2D | None] = [*corners[2:], None]
    for here, there, after in zip(corners[:-1], corners[1:], ends, strict=True):
        walked += distance(here, there)
        turn = _turn(bearing(here, there), bearing(there, after)) if after is not None else ""
        if turn or after is None:
            steps.append(Step("straight", round(walked, 1), _near(there, landmarks)))
            walked = 0.0
        if turn:
            steps.append(Step(turn))
    steps.append(Step(_side(corners[-2], corners[-1], door)))
    return tuple(steps)


def onward_steps(onward: Onward) -> tuple[Step, ...]:
    """The rest of the way upstairs, in the same steps."""
    turn = () if onward.turn == "straight" else (Step(f"turn_{onward.turn}"),)
    return (*turn, Step("straight", onward.distance_m), Step(f"room_on_{onward.door}"))


def legs_of(steps: Sequence[Step], path: Sequence[Point2D], facing_rad: float) -> Way:
    """Steps of `directions(path, ...)` as told by somebody who stands at its start.

    `facing_rad` is where he looks, frame map; the first turn is seen by him.
    """
    first = _corners(path)
    turn = _turn(facing_rad, bearing(first[0], first[1])).removeprefix("turn_") or "straight"
    legs: list[Leg] = []
    for step in steps[:-1]:
        if step.kind == "straight":
            legs.append(Leg(turn, step.distance_m))
        turn = step.kind.removeprefix("turn_")
    return Way(tuple(legs), steps[-1].kind.removeprefix("room_").removeprefix("on_"))


def _turn(before_rad: float, after_rad: float) -> str:
    """turn_left, turn_right, turn_round, or "" for a bend that nobody would call a turn."""
    change = wrap_angle(after_rad - before_rad)
    if abs(change) < TURN_RAD:
        return ""
    if abs(change) > ROUND_RAD:
        return "turn_round"
    return "turn_left" if change > 0 else "turn_right"


def _side(before: Point2D, end: Point2D, door: Point2D) -> str:
    """Where the door lies for someone who arrives at the end of the path."""
    if distance(end, door) < 1e-6:
        return "room_ahead"
    change = wrap_angle(bearing(end, door) - bearing(before, end))
    if abs(change) <= math.radians(30.0):
        return "room_ahead"
    return "room_on_left" if change > 0 else "room_on_right"


def _near(point: Point2D, landmarks: Sequence[Landmark]) -> str:
    close = [mark for mark in landmarks if distance(mark.point, point) <= PASSED_M]
    return min(close, key=lambda mark: distance(mark.point, point)).id if close else ""


def _corners(path: Sequence[Point2D]) -> list[Point2D]:
    """The path's corners: straightened, and short legs between two corners drawn together."""
    distinct = [p for i, p in enumerate(path) if i == 0 or distance(p, path[i - 1]) > 1e-6]
    corners = _straightened(distinct)
    index = 1
    while index < len(corners) - 2:
        if distance(corners[index], corners[index + 1]) < SHORT_M:
            a, b = corners[index], corners[index + 1]
            corners[index : index + 2] = [Point2D((a.x + b.x) / 2, (a.y + b.y) / 2)]
        else:
            index += 1
    return corners


def _straightened(points: list[Point2D]) -> list[Point2D]:
    """Douglas and Peucker's line simplification (1973) with SWERVE_M as tolerance."""
    if len(points) < 3:
        return points
    gaps = [_off_line(p, points[0], points[-1]) for p in points[1:-1]]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[worst] <= SWERVE_M:
        return [points[0], points[-1]]
    split = worst + 1
    return _straightened(points[: split + 1])[:-1] + _straightened(points[split:])


def _off_line(point: Point2D, a: Point2D, b: Point2D) -> float:
    """Distance of a point from the segment a-b, metres."""
    length = distance(a, b)
    if length < 1e-9:
        return distance(point, a)
    along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length**2
    t = min(1.0, max(0.0, along))
    return distance(point, Point2D(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)))
