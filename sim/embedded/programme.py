"""What else happens in the hall on one day: things moved, a corridor blocked, a school class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Point2D, Pose2D
from robot.perception.background import DistanceField
from sim.embedded.arrivals import Opening
from sim.embedded.figures import BARRIER, CHAIR, CHILD, Figure, mixed

PEOPLE = 16
"""As many people are in the building at most, pupils left out."""
PUPILS = 30
_PUPILS_APART_S = 0.8
_CLASS_SHARE = 0.15
"""Of days on which a school class comes."""
_BLOCKED_SHARE = 0.1
"""Of days on which a corridor is blocked for an hour."""
_BLOCKED_S = 3600.0
_CHAIRS = (2, 5)
"""Moved to somewhere else, each day."""
_CHAIR_CLEAR_M = 1.15
"""A chair stands this far from walls, so that people and robot get past."""
_CHAIR_OFF_M = 1.6
"""... and from where people stand and wait, and from the places led to."""
_CORRIDOR_M = (0.9, 1.6)
"""Half the width of what can be blocked: corridors, not the hall."""
_BARRIER_M = 0.5
"""From one part of a barrier to the next."""
_FAR_M = 9.0
"""A barrier stands at least so far from the robot's base."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something on no map that stands there for a while."""

    figure: Figure
    at: Point2D
    from_s: float
    until_s: float


@dataclass(frozen=True, slots=True)
class Pupil:
    """One child of a school class that gathers around the robot."""

    at_s: float
    number: int
    """From 0 on: who comes first stands nearest."""
    stays_s: float


@dataclass(frozen=True, slots=True)
class Programme:
    """Of one day; times on the simulation's clock. The default is a day like any other."""

    things: tuple[Thing, ...] = ()
    pupils: tuple[Pupil, ...] = ()
    """In the order in which they come."""
    blocked: bool = False
    """Whether some of the things bar a corridor."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Bodies of the crowd: people, pupils, things."""
        things = (thing.figure for thing in self.things)
        return (*mixed(PEOPLE), *(CHILD for _ in self.pupils), *things)

    @property
    def bodies_of_pupils(self) -> range:
        """Indices of those bodies."""
        return range(PEOPLE, PEOPLE + len(self.pupils))

    @property
    def bodies_of_things(self) -> range:
        """Indices of those bodies."""
        return range(PEOPLE + len(self.pupils), PEOPLE + len(self.pupils) + len(self.things))


def draw_programme(
    openings: Sequence[Opening],
    walls: DistanceField,
    routes: NDArray[np.float64],
    kept_free: Sequence[Point2D],
    base: Pose2D,
    rng: np.random.Generator,
) -> Programme:
    """A random day. `routes`: (N, 2) points of the ways that people are led along, map."""
    things = list(_chairs(walls, kept_free, openings, rng))
    blocked = rng.random() < _BLOCKED_SHARE
    if blocked:
        things += _barrier(walls, routes, base, openings, rng)
    pupils: tuple[Pupil, ...] = ()
    if rng.random() < _CLASS_SHARE:
        at_s = float(rng.uniform(openings[0].start_s + 1800.0, openings[0].end_s - 1800.0))
        stays_s = float(rng.uniform(90.0, 240.0))
        pupils = tuple(Pupil(at_s + _PUPILS_APART_S * n, n, stays_s) for n in range(PUPILS))
    return Programme(tuple(things), pupils, blocked)


def _chairs(
    walls: DistanceField,
    kept_free: Sequence[Point2D],
    openings: Sequence[Opening],
    rng: np.random.Generator,
) -> list[Thing]:
    """Where there is room: in nobody's way for good, in everybody's now and then."""
    grid = walls.grid
    rows, columns = (walls.metres > _CHAIR_CLEAR_M).nonzero()
    x = grid.origin_x_m + (columns + 0.5) * grid.resolution_m
    y = grid.origin_y_m + (rows + 0.5) * grid.resolution_m
    kept = np.array([(point.x, point.y) for point in kept_free])
    chairs: list[Thing] = []
    count = int(rng.integers(*_CHAIRS, endpoint=True))
    for index in rng.permutation(x.size).tolist():
        if len(chairs) == count:
            break
        away = np.hypot(kept[:, 0] - x[index], kept[:, 1] - y[index])
        if away.min() > _CHAIR_OFF_M:
            at = Point2D(float(x[index]), float(y[index]))
            chairs.append(Thing(CHAIR, at, openings[0].start_s, openings[-1].end_s))
            kept = np.concatenate([kept, [(at.x, at.y)]])
    return chairs


def _barrier(
    walls: DistanceField,
    routes: NDArray[np.float64],
    base: Pose2D,
    openings: Sequence[Opening],
    rng: np.random.Generator,
) -> list[Thing]:
    """From wall to wall across a corridor that people are led along."""
    found = walls.with_slope(routes)
    half_m = found[:, 0]
    far = np.hypot(routes[:, 0] - base.x, routes[:, 1] - base.y) > _FAR_M
    narrow = (half_m > _CORRIDOR_M[0]) & (half_m < _CORRIDOR_M[1]) & far
    if not narrow.any():
        return []
    index = int(rng.choice(narrow.nonzero()[0]))
    across = found[index, 1:] / max(float(np.hypot(*found[index, 1:])), 1e-6)
    opening = max(openings, key=lambda each: each.end_s - each.start_s)
    from_s = float(rng.uniform(opening.start_s, max(opening.end_s - _BLOCKED_S, opening.start_s)))
    reach = np.arange(-2.0 * _CORRIDOR_M[1], 2.0 * _CORRIDOR_M[1], _BARRIER_M)
    points = routes[index] + reach[:, None] * across
    return [
        Thing(BARRIER, Point2D(float(x), float(y)), from_s, from_s + _BLOCKED_S)
        for (x, y), clear in zip(points, walls.at(points), strict=True)
        if clear > 0.0
    ]
