"""People without a wish to the robot: in by the door, to a room or a sight, out again."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from robot.core.geometry import Point2D, Pose2D
from sim.embedded.people import Crowd
from sim.embedded.programme import Pupil
from sim.embedded.spots import Spots
from sim.embedded.walks import Walk, Ways

_INSIDE_S = (5.0, 40.0)
_LOOKS_S = (2.0, 12.0)
_THERE_M = 0.25
_DOOR_M = 1.0
"""Who leaves is out so near to the door, which is wide: nobody waits for one point of it."""
_GIVE_UP_S = 120.0
"""Who does not get to a place in this time goes on to the next."""
_PUPIL_MPS = 1.1
_NEAREST_M = 1.15
"""Pupils stand in rings around the robot, the innermost so far from it ..."""
_RINGS_APART_M = 0.65
_PUPILS_APART_M = 0.62
"""... and on a ring so far from each other."""


@dataclass(slots=True)
class Passer:
    """Walks to each goal in turn, stays a while at each, vanishes at the last."""

    body: int
    pace_mps: float
    ways: Ways
    goals: list[Point2D]
    stays_s: list[float]
    gone: bool = False
    _walk: Walk | None = None
    _until_s: float = 0.0
    _gives_up_s: float = math.inf

    def step(self, crowd: Crowd, now_s: float) -> None:
        """Walk on."""
        if now_s < self._until_s:
            return
        if self._walk is None:
            within_m = _DOOR_M if len(self.goals) == 1 else _THERE_M
            self._walk = Walk(self.ways, self.goals[0], self.pace_mps, within_m)
            self._gives_up_s = now_s + _GIVE_UP_S
        if not self._walk.step(crowd, self.body, now_s) and now_s < self._gives_up_s:
            return
        self.goals.pop(0)
        self._until_s = now_s + self.stays_s.pop(0)
        self._walk = None
        if not self.goals:
            crowd.leave(self.body)
            self.gone = True


def draw_passer(body: int, ways: Ways, spots: Spots, rng: np.random.Generator) -> Passer:
    """Somebody with a room in mind, who may look at something on the way."""
    goals: list[Point2D] = []
    stays: list[float] = []
    if rng.random() < 0.4 and spots.sights:
        goals.append(spots.sights[int(rng.integers(len(spots.sights)))])
        stays.append(float(rng.uniform(*_LOOKS_S)))
    rooms = sorted(spots.inside)
    if rooms:
        goals.append(spots.inside[rooms[int(rng.integers(len(rooms)))]])
        stays.append(float(rng.uniform(*_INSIDE_S)))
    goals.append(spots.entrance)
    stays.append(0.0)
    return Passer(body, float(rng.uniform(0.7, 1.35)), ways, goals, stays)


def draw_pupil(body: int, pupil: Pupil, robot: Pose2D, ways: Ways, spots: Spots) -> Passer:
    """Goes to a place around the robot, stays with the class, and leaves."""
    at = _ring_places(robot, ways)
    goal = at[pupil.number % len(at)] if at else spots.entrance
    return Passer(body, _PUPIL_MPS, ways, [goal, spots.entrance], [pupil.stays_s, 0.0])


def _ring_places(robot: Pose2D, ways: Ways) -> list[Point2D]:
    """Where there is room to stand around the robot, the nearest first, from its front on."""
    places: list[Point2D] = []
    for ring in range(4):
        radius = _NEAREST_M + ring * _RINGS_APART_M
        count = int(2.0 * math.pi * radius / _PUPILS_APART_M)
        for number in range(count):
            angle = robot.yaw + 2.0 * math.pi * number / count
            at = Point2D(robot.x + radius * math.cos(angle), robot.y + radius * math.sin(angle))
            if ways.walls.clearance.at_point(at.x, at.y) > 0.3 and ways.walls.sees(robot.point, at):
                places.append(at)
    return places
