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
from sim.embedded.world import Bodies

_RELAX_S = 0.4
"""How fast people take up the speed that they want."""
_PEOPLE_MPS2 = 3.0
_PEOPLE_M = 0.25
_WALL_MPS2 = 4.0
_WALL_M = 0.12
_ROBOT_MPS2 = 3.0
_ROBOT_M = 0.3
_SIDESTEP = 0.6
"""Share of the push that goes sideways, so that two who meet pass on the right."""
_ROBOT_GAP_M = RADIUS_M + TORSO_RADIUS_M + 0.2
"""Nobody steps nearer to the robot than this, middle to middle."""
_TOP_MPS = 1.8
_SLOWS_WITHIN_M = 0.7
_ARRIVED_M = 0.12
_STANDS_MPS = 0.06


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

    def enter(self, at: Point2D, heading: float) -> int | None:
        """Somebody comes in: their index, or None when every body is taken."""
        free = np.flatnonzero(~self.bodies.present)
        if free.size == 0:
            return None
        index = int(free[0])
        self.bodies.present[index] = True
        self.bodies.position[index] = (at.x, at.y)
        self.bodies.velocity[index] = 0.0
        self.bodies.heading[index] = heading
        self.target[index] = (at.x, at.y)
        self.pace[index] = 0.0
        self.looks_at[index] = np.nan
        return index

    def leave(self, index: int) -> None:
        """Somebody is gone: out of the building, into a room, into the lift."""
        self.bodies.present[index] = False
        self.bodies.position[index] = (-100.0, -100.0)
        self.bodies.velocity[index] = 0.0

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
        who = np.flatnonzero(self.bodies.present)
        if who.size == 0:
            return
        bodies = self.bodies
        wanted, moving = self._wanted(who, bodies.position[who])
        bodies.velocity[who[~moving]] = 0.0
        if moving.any():
            self._walk(who, moving, wanted[moving], dt_s, robot, robot_mps)
        self._turn(who, bodies.position[who], bodies.velocity[who], dt_s)

    def _walk(
        self,
        who: NDArray[np.intp],
        moving: NDArray[np.bool_],
        wanted: NDArray[np.float64],
        dt_s: float,
        robot: Pose2D,
        robot_mps: float,
    ) -> None:
        """New velocities of those who walk; the others only stand in their way."""
        walkers = who[moving]
        position = self.bodies.position[walkers]
        velocity = self.bodies.velocity[walkers]
        walls = self._walls.with_slope(position)
        push = _apart(position, self.bodies.position[who]) + _from_walls(walls)
        push += _from_robot(position, robot, robot_mps)
        velocity += (wanted - velocity) * min(dt_s / _RELAX_S, 1.0) + push * dt_s
        velocity = _possible(position, velocity, walls, robot)
        velocity[np.hypot(velocity[:, 0], velocity[:, 1]) < _STANDS_MPS] = 0.0
        self.bodies.velocity[walkers] = velocity

    def _wanted(
        self, who: NDArray[np.intp], position: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        way = self.target[who] - position
        gap = np.hypot(way[:, 0], way[:, 1])
        pace = self.pace[who].copy()
        stops = self.stops[who]
        pace[stops] *= np.minimum(gap[stops] / _SLOWS_WITHIN_M, 1.0)
        pace[gap < _ARRIVED_M] = 0.0
        return way * (pace / np.maximum(gap, 1e-6))[:, None], pace > _STANDS_MPS

    def _turn(
        self,
        who: NDArray[np.intp],
        position: NDArray[np.float64],
        velocity: NDArray[np.float64],
        dt_s: float,
    ) -> None:
        look = self.looks_at[who] - position
        walks = np.hypot(velocity[:, 0], velocity[:, 1]) > 0.15
        look[walks] = velocity[walks]
        heading = self.bodies.heading[who]
        wanted = np.where(np.isnan(look[:, 0]), heading, np.arctan2(look[:, 1], look[:, 0]))
        turn = np.remainder(wanted - heading + math.pi, 2.0 * math.pi) - math.pi
        limit = 3.0 * dt_s
        self.bodies.heading[who] = heading + np.clip(turn, -limit, limit)


def _from_walls(walls: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push from walls, of which (N, 3) distance and slope are given, m/s2."""
    strength = _WALL_MPS2 * np.exp((TORSO_RADIUS_M - walls[:, 0]) / _WALL_M)
    return np.asarray(np.minimum(strength, 6.0)[:, None] * walls[:, 1:])


def _possible(
    position: NDArray[np.float64],
    velocity: NDArray[np.float64],
    walls: NDArray[np.float64],
    robot: Pose2D,
) -> NDArray[np.float64]:
    """No faster than people walk, not into walls, not into the robot."""
    speed = np.hypot(velocity[:, 0], velocity[:, 1])
    velocity = velocity * np.minimum(1.0, _TOP_MPS / np.maximum(speed, 1e-6))[:, None]
    away = position - (robot.x, robot.y)
    gap = np.hypot(away[:, 0], away[:, 1])
    near = gap < _ROBOT_GAP_M
    if near.any():
        _take_away(velocity, away / np.maximum(gap, 1e-6)[:, None], near)
    touching = walls[:, 0] < TORSO_RADIUS_M
    if touching.any():
        slope = walls[:, 1:]
        norm = np.maximum(np.hypot(slope[:, 0], slope[:, 1]), 1e-6)
        _take_away(velocity, slope / norm[:, None], touching)
    return velocity


def _apart(walkers: NDArray[np.float64], everybody: NDArray[np.float64]) -> NDArray[np.float64]:
    """The walkers' push from everybody, themselves left out, m/s2."""
    if len(everybody) == 1:
        return np.zeros_like(walkers)
    gap = walkers[:, None, :] - everybody[None, :, :]
    distance = np.hypot(gap[..., 0], gap[..., 1])
    distance[distance < 1e-9] = 1e9
    strength = _PEOPLE_MPS2 * np.exp((2.0 * TORSO_RADIUS_M - distance) / _PEOPLE_M)
    push = gap * (np.minimum(strength, 5.0) / np.maximum(distance, 0.05))[..., None]
    return _sideways(push.sum(axis=1))


def _from_robot(
    position: NDArray[np.float64], robot: Pose2D, robot_mps: float
) -> NDArray[np.float64]:
    """People keep out of the robot's way, more so where it drives to."""
    ahead = 0.8 * robot_mps
    at = (robot.x + ahead * math.cos(robot.yaw), robot.y + ahead * math.sin(robot.yaw))
    away = position - at
    gap = np.hypot(away[:, 0], away[:, 1])
    strength = _ROBOT_MPS2 * np.exp((RADIUS_M + TORSO_RADIUS_M - gap) / _ROBOT_M)
    return _sideways(away * (np.minimum(strength, 5.0) / np.maximum(gap, 0.05))[:, None])


def _sideways(push: NDArray[np.float64]) -> NDArray[np.float64]:
    turned = np.stack([-push[:, 1], push[:, 0]], axis=1)
    return np.asarray(push + _SIDESTEP * turned)


def _take_away(
    velocity: NDArray[np.float64], outward: NDArray[np.float64], where: NDArray[np.bool_]
) -> None:
    """Remove, in place, what of a velocity goes against `outward`."""
    along = (velocity * outward).sum(axis=1)
    inward = np.where(where & (along < 0.0), along, 0.0)
    velocity -= inward[:, None] * outward
