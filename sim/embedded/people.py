"""How people walk: towards their next point, apart from each other, the robot and walls.

Forces as in Helbing and Molnar's social force model (Phys. Rev. E 51, 1995), with one addition:
nobody knowingly walks into the robot, so what is left of a step towards it is taken away.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Point2D, Pose2D
from robot.perception.background import DistanceField
from sim.embedded.bodies import RADIUS_M, TORSO_RADIUS_M
from sim.embedded.footing import Bodies

_RELAX_S = 0.4
"""How fast people take up the speed that they want."""
_PEOPLE_MPS2 = 3.0
_PEOPLE_M = 0.25
_WALL_MPS2 = 4.0
_WALL_M = 0.12
_ROBOT_MPS2 = 3.0
_ROBOT_M = 0.3
_SIDEWAYS = 1.0 + 0.6j
"""The imaginary part of a push goes sideways, so that two who meet pass on the right."""
_ROBOT_GAP_M = RADIUS_M + TORSO_RADIUS_M + 0.2
"""Nobody steps nearer to the robot than this, middle to middle."""
_TOP_MPS = 1.8
_SLOWS_WITHIN_M = 0.7
_ARRIVED_M = 0.12
_STANDS_MPS = 0.06
_TURN_RADPS = 3.0

Plane = NDArray[np.complex128]
"""Points and velocities as x + iy: one operation where two columns take several."""
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


class Crowd:
    """Moves the bodies of everybody in the building; scripts set what each one wants."""

    def __init__(self, bodies: Bodies, walls: DistanceField) -> None:
        count = len(bodies.present)
        self.bodies = bodies
        self._walls = walls
        self.target: NDArray[np.float64] = np.zeros((count, 2))
        """(N, 2) where each one walks to in a straight line, map."""
        self.pace: NDArray[np.float64] = np.zeros(count)
        """(N,) how fast they would like to walk there, m/s; 0 stands."""
        self.stops: NDArray[np.bool_] = np.ones(count, dtype=bool)
        """(N,) whether the target is the end of the way, so that they slow down before it."""
        self.looks_at: NDArray[np.float64] = np.full((count, 2), np.nan)
        """(N, 2) where those who stand look to; nan: where they went."""

    @property
    def walls(self) -> DistanceField:
        """What people do not walk through."""
        return self._walls

    def free(self, among: range) -> int:
        """How many of these bodies nobody has."""
        return among.stop - among.start - int(self.bodies.present[among.start : among.stop].sum())

    def enter(self, at: Point2D, heading: float, among: range | None = None) -> int | None:
        """Somebody comes in: their index, or None when every body is taken."""
        bodies = among or range(len(self.bodies.present))
        index = next((index for index in bodies if not self.bodies.present[index]), None)
        if index is not None:
            self.stand(index, at, heading)
        return index

    def stand(self, index: int, at: Point2D, heading: float = 0.0) -> None:
        """This body stands there from now on."""
        self.bodies.present[index] = True
        self.bodies.position[index] = (at.x, at.y)
        self.bodies.velocity[index] = 0.0
        self.bodies.heading[index] = heading
        self.target[index] = (at.x, at.y)
        self.pace[index] = 0.0
        self.looks_at[index] = np.nan

    def leave(self, index: int) -> None:
        """Somebody is gone: out of the building, into a room, into the lift."""
        self.bodies.send_away(index)

    def position(self, index: int) -> Point2D:
        """Of one person, map."""
        x, y = self.bodies.position[index].tolist()
        return Point2D(x, y)

    def others(self, index: int) -> NDArray[np.float64]:
        """(M, 2) where everybody else is, map."""
        present = self.bodies.present.copy()
        present[index] = False
        return np.asarray(self.bodies.position[present])

    def step(self, dt_s: float, robot: Pose2D, robot_mps: float) -> None:
        """Set everybody's velocity for the next `dt_s` seconds; the world moves them."""
        who = self.bodies.present.nonzero()[0]
        if who.size == 0:
            return
        here = self.bodies.at.take(who)
        way, wanted_mps = self._wanted(who, here)
        moving = wanted_mps > _STANDS_MPS
        velocity = np.zeros(who.size, np.complex128)
        if moving.any():
            walks = moving.nonzero()[0]
            wanted = way.take(walks) * wanted_mps.take(walks)
            velocity[walks] = self._walk(who, walks, here, wanted, dt_s, robot, robot_mps)
        self.bodies.speed[who] = velocity
        self._turn(who, here, velocity, dt_s)

    def _wanted(self, who: Indices, here: Plane) -> tuple[Plane, Floats]:
        """Directions to their targets, and how fast they would like to go there."""
        way = _plane(self.target).take(who) - here
        gap = np.abs(way)
        pace = self.pace.take(who)
        slowing = np.minimum(gap / _SLOWS_WITHIN_M, 1.0)
        pace *= np.where(self.stops.take(who), slowing, 1.0)
        pace[gap < _ARRIVED_M] = 0.0
        return way / np.maximum(gap, 1e-6), pace

    def _walk(
        self,
        who: Indices,
        walks: Indices,
        here: Plane,
        wanted: Plane,
        dt_s: float,
        robot: Pose2D,
        robot_mps: float,
    ) -> Plane:
        """New velocities of those who walk; the others only stand in their way."""
        walkers = who.take(walks)
        position = here.take(walks)
        velocity = self.bodies.speed.take(walkers)
        walls = self._walls.with_slope(self.bodies.position.take(walkers, axis=0))
        gap_m, outward = walls[:, 0], np.ascontiguousarray(walls[:, 1:]).view(np.complex128)[:, 0]
        push = _SIDEWAYS * (_apart(position, here) + _from_robot(position, robot, robot_mps))
        push += _from_walls(gap_m) * outward
        velocity += (wanted - velocity) * min(dt_s / _RELAX_S, 1.0) + push * dt_s
        velocity = _possible(position, velocity, gap_m, outward, robot)
        velocity[np.abs(velocity) < _STANDS_MPS] = 0.0
        return velocity

    def _turn(self, who: Indices, here: Plane, velocity: Plane, dt_s: float) -> None:
        look = np.where(np.abs(velocity) > 0.15, velocity, _plane(self.looks_at).take(who) - here)
        heading = self.bodies.heading.take(who)
        turn = np.arctan2(look.imag, look.real) - heading
        turn = np.remainder(turn + math.pi, 2.0 * math.pi) - math.pi
        limit = _TURN_RADPS * dt_s
        turn = np.where(np.isnan(turn), 0.0, np.minimum(np.maximum(turn, -limit), limit))
        self.bodies.heading[who] = heading + turn


def _plane(points: Floats) -> Plane:
    """(N, 2) coordinates seen as N points x + iy of the same memory."""
    return points.view(np.complex128)[:, 0]


def _from_walls(gap_m: Floats) -> Floats:
    """Push from walls that are so far away, m/s2."""
    return np.asarray(np.minimum(_WALL_MPS2 * np.exp((TORSO_RADIUS_M - gap_m) / _WALL_M), 6.0))


def _possible(
    position: Plane, velocity: Plane, gap_m: Floats, outward: Plane, robot: Pose2D
) -> Plane:
    """No faster than people walk, not into walls, not into the robot."""
    speed = np.abs(velocity)
    velocity = velocity * np.minimum(1.0, _TOP_MPS / np.maximum(speed, 1e-6))
    away = position - complex(robot.x, robot.y)
    gap = np.abs(away)
    near = gap < _ROBOT_GAP_M
    if near.any():
        velocity = _without_inward(velocity, away / np.maximum(gap, 1e-6), near)
    touching = gap_m < TORSO_RADIUS_M
    if touching.any():
        slope = outward / np.maximum(np.abs(outward), 1e-6)
        velocity = _without_inward(velocity, slope, touching)
    return velocity


def _apart(walkers: Plane, everybody: Plane) -> Plane:
    """The walkers' push from everybody, themselves left out, m/s2."""
    gap = np.subtract.outer(walkers, everybody)
    distance = np.abs(gap)
    distance[distance < 1e-9] = 1e9
    strength = _PEOPLE_MPS2 * np.exp((2.0 * TORSO_RADIUS_M - distance) / _PEOPLE_M)
    gap *= np.minimum(strength, 5.0) / np.maximum(distance, 0.05)
    return np.asarray(gap.sum(axis=1))


def _from_robot(position: Plane, robot: Pose2D, robot_mps: float) -> Plane:
    """People keep out of the robot's way, more so where it drives to."""
    ahead = 0.8 * robot_mps
    at = complex(robot.x + ahead * math.cos(robot.yaw), robot.y + ahead * math.sin(robot.yaw))
    away = position - at
    gap = np.abs(away)
    strength = _ROBOT_MPS2 * np.exp((RADIUS_M + TORSO_RADIUS_M - gap) / _ROBOT_M)
    return np.asarray(away * (np.minimum(strength, 5.0) / np.maximum(gap, 0.05)))


def _without_inward(velocity: Plane, outward: Plane, where: NDArray[np.bool_]) -> Plane:
    """Without what of a velocity goes against `outward`."""
    along = (velocity * outward.conj()).real
    return np.asarray(velocity - np.where(where & (along < 0.0), along, 0.0) * outward)
