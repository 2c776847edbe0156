"""What must hold of a building before a robot is let into it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from scipy import ndimage

from robot.core.geometry import Point2D
from robot.core.problems import Problem
from sim.building.placing import Ground, Placed
from sim.building.reach import ROBOT_HALF_WIDTH_M, reached_from
from sim.building.scene import all_solids
from sim.building.solids import Solid
from sim.building.values import Building
from sim.building.walls import contains

NEEDED = ("dock", "base")
"""Places without which no robot can start or come home."""


def check_building(
    building: Building, ground: Ground, placed: Iterable[Placed]
) -> tuple[Problem, ...]:
    """Every fault: missing bases, unreachable places and doorways, ways up that lead nowhere."""
    places = tuple(placed)
    ids = {place.id for place in places}
    problems = [
        Problem(building.file, 0, "places", f"no '{name}'", f"a place '{name}'", "add it to places")
        for name in NEEDED
        if name not in ids
    ]
    problems += [
        Problem(building.file, up.line, "via", f"'{up.via}'", "the id of a place on this floor")
        for up in building.upstairs
        if up.via not in {place.id for place in places if place.pose is not None}
    ]
    if "dock" not in ids:
        return tuple(problems)
    for place in places:
        if place.pose is not None:
            problems += _unreachable(building, ground, place.pose.point, place.line, place.id)
    for _, door in building.doors:
        passable = door.kind not in ("staff", "lift") and not _kept_out(building, door.at)
        if passable:
            problems += _unreachable(building, ground, door.at, door.line, door.id)
    return tuple(problems)


def check_ids(
    building: Building, placed: Iterable[Placed], known: Mapping[str, frozenset[str]]
) -> tuple[Problem, ...]:
    """Places whose department or facility the content does not know; `known`: kind -> ids."""
    return tuple(
        Problem(
            building.file,
            place.line,
            place.kind,
            f"'{place.id}'",
            f"a {place.kind} of the content",
            "write its texts in dialogues/ or mend the id",
        )
        for place in placed
        if place.kind in known and place.id not in known[place.kind]
    )


def _kept_out(building: Building, point: Point2D) -> bool:
    return any(z.kind == "keepout" and contains(z.points, point) for z in building.zones)


def _unreachable(
    building: Building, ground: Ground, point: Point2D, line: int, name: str
) -> list[Problem]:
    if ground.reaches(point.x, point.y):
        return []
    row, column = ground.grid.cell_at(point.x, point.y)
    where = f"[{point.x:g}, {point.y:g}]"
    width = 2 * ROBOT_HALF_WIDTH_M
    if not ground.grid.inside(row, column):
        return [
            Problem(building.file, line, name, f"{where} outside the building", "a point inside")
        ]
    if not ground.allowed[row, column]:
        blocker = _nearest(building, point)
        found = f"{where}, {blocker} in the way"
        expected = f"{ROBOT_HALF_WIDTH_M:g} m of free floor all round"
    else:
        gap = _narrowest(ground, row, column)
        blocker = _nearest(building, gap)
        found = f"{where}, cut off from the dock near [{gap.x:.1f}, {gap.y:.1f}] by {blocker}"
        expected = f"a way from the dock, {width:g} m wide"
    return [Problem(building.file, line, name, found, expected, "move the one or the other")]


def _narrowest(ground: Ground, row: int, column: int) -> Point2D:
    """Midway between the part the robot reaches and the part that holds this cell."""
    own = reached_from(ground.allowed, row, column)
    if not ground.reached.any():
        return Point2D(*ground.grid.centre_of(row, column))
    away, nearest = ndimage.distance_transform_edt(~ground.reached, return_indices=True)
    away = np.where(own, away, np.inf)
    r, c = (int(i) for i in np.unravel_index(int(np.argmin(away)), away.shape))
    other_r, other_c = int(nearest[0, r, c]), int(nearest[1, r, c])
    return Point2D(*ground.grid.centre_of((r + other_r) // 2, (c + other_c) // 2))


def _nearest(building: Building, point: Point2D) -> str:
    """The name of the thing or zone nearest to a point."""
    if _kept_out(building, point):
        return next(
            z.id for z in building.zones if z.kind == "keepout" and contains(z.points, point)
        )
    low = [s for s in all_solids(building) if s.touchable and s.low_m < 1.5]
    nearest = min(low, key=lambda solid: _distance(solid, point))
    owner = next((i for i in building.furniture if nearest.name.startswith(i.id + "_")), None)
    return f"{owner.type} (line {owner.line})" if owner else nearest.name


def _distance(solid: Solid, point: Point2D) -> float:
    c, s = math.cos(solid.yaw), math.sin(solid.yaw)
    dx, dy = point.x - solid.centre[0], point.y - solid.centre[1]
    along, across = abs(c * dx + s * dy), abs(-s * dx + c * dy)
    return math.hypot(max(along - solid.size[0] / 2, 0.0), max(across - solid.size[1] / 2, 0.0))
