"""How people walk: towards their next point, apart from each other, the robot and walls.

Forces as in Helbing and Molnar's social force model (Phys. Rev. E 51, 1995), with one addition:
nobody knowingly walks into the robot, or pushes a pram or a walking frame into it, so what is left
of a step or a turn towards it is taken away.
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
"""Nobody steps nearer to the robot than this, middle to middle ..."""
_LUGGAGE_GAP_M = 0.05
"""... nor brings anything nearer to it than this."""
_NEAR_ROBOT_M = 2.2
"""Who is farther from the robot reaches it with nothing."""
_AROUND_ROBOT = 0.3 * np.exp(0.25j * math.pi * np.arange(8))
"""Points of a ring at the robot's hull, for whoever looks for a way round it."""
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
        self._long = bodies.long
        self._robot = complex(math.inf, math.inf)
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
        """(M, 2) where everybody else is, and points around the robot; map."""
        present = self.bodies.present.copy()
        present[index] = False
        points = self.bodies.at[present]
        if math.isfinite(self._robot.real):
            points = np.concatenate([points, self._robot + _AROUND_ROBOT])
        return np.ascontiguousarray(points).view(np.float64).reshape(-1, 2)

    def stands_off_m(self, index: int) -> float:
        """How near to the robot one person gets who walks up to it, middle to middle."""
        return max(_ROBOT_GAP_M, RADIUS_M + self.bodies.ahead_m(index) + _LUGGAGE_GAP_M)

    def step(self, dt_s: float, robot: Pose2D, robot_mps: float) -> None:
        """Set everybody's velocity for the next `dt_s` seconds; the world moves them."""
        who = self.bodies.present.nonzero()[0]
        self._robot = complex(robot.x, robot.y)
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
        velocity = self._off_the_robot(walkers, position, _brisk(velocity), dt_s)
        touching = gap_m < TORSO_RADIUS_M
        if touching.any():
            slope = outward / np.maximum(np.abs(outward), 1e-6)
            velocity = _without_inward(velocity, slope, touching)
        velocity[np.abs(velocity) < _STANDS_MPS] = 0.0
        return velocity

    def _off_the_robot(
        self, walkers: Indices, position: Plane, velocity: Plane, dt_s: float
    ) -> Plane:
        """Without what would bring them, or what they push, too near to the robot."""
        away = position - self._robot
        gap = np.abs(away)
        if not (gap < _NEAR_ROBOT_M).any():
            return velocity
        keep = np.full(gap.size, _ROBOT_GAP_M)
        for row in (self._long.take(walkers) & (gap < _NEAR_ROBOT_M)).nonzero()[0].tolist():
            body = int(walkers[row])
            reach_m = self._reach_m(body, float(self.bodies.heading[body]))
            keep[row] = max(_ROBOT_GAP_M, RADIUS_M + reach_m + _LUGGAGE_GAP_M)
        outward = away / np.maximum(gap, 1e-6)
        inward_mps = -(velocity * outward.conj()).real
        most_mps = np.maximum(gap - keep, 0.0) / dt_s
        return np.asarray(velocity + np.maximum(inward_mps - most_mps, 0.0) * outward)

    def _reach_m(self, body: int, heading: float) -> float:
        """How far somebody with this heading comes out towards the robot."""
        there = self._robot - complex(self.bodies.at[body])
        return self.bodies.reach_m(body, heading, math.atan2(there.imag, there.real))

    def _turn(self, who: Indices, here: Plane, velocity: Plane, dt_s: float) -> None:
        look = np.where(np.abs(velocity) > 0.15, velocity, _plane(self.looks_at).take(who) - here)
        heading = self.bodies.heading.take(who)
        turn = np.arctan2(look.imag, look.real) - heading
        turn = np.remainder(turn + math.pi, 2.0 * math.pi) - math.pi
        limit = _TURN_RADPS * dt_s
        turn = np.where(np.isnan(turn), 0.0, np.minimum(np.maximum(turn, -limit), limit))
        self._keep_clear(who, here + velocity * dt_s, turn)
        self.bodies.heading[who] = heading + turn

    def _keep_clear(self, who: Indices, there: Plane, turn: Floats) -> None:
        """Nobody sweeps a pram or a walking frame into the robot by turning on the next step."""
        gap = np.abs(there - self._robot)
        for row in (self._long.take(who) & (gap < _NEAR_ROBOT_M)).nonzero()[0].tolist():
            body = int(who[row])
            heading = float(self.bodies.heading[body])
            after_m = self._reach_m(body, heading + float(turn[row]))
            touches = RADIUS_M + after_m + 0.5 * _LUGGAGE_GAP_M > float(gap[row])
            if touches and after_m > self._reach_m(body, heading):
                turn[row] = 0.0


def _plane(points: Floats) -> Plane:
    """(N, 2) coordinates seen as N points x + iy of the same memory."""
    return points.view(np.complex128)[:, 0]


def _from_walls(gap_m: Floats) -> Floats:
    """Push from walls that are so far away, m/s2."""
    return np.asarray(np.minimum(_WALL_MPS2 * np.exp((TORSO_RADIUS_M - gap_m) / _WALL_M), 6.0))


def _brisk(velocity: Plane) -> Plane:
    """No faster than people walk."""
    return velocity * np.minimum(1.0, _TOP_MPS / np.maximum(np.abs(velocity), 1e-6))


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
