"""Local driving: which arc to take now, and how fast, so that nothing is touched.

Looks at a fan of arcs. Each is as long as the scan, the people's next steps and the map leave
it free; the one whose free part ends nearest to the point steered for wins, unless it passes
close to something. The pace lets the robot stop within the free part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from robot.core.driving_settings import NavigationSettings
from robot.core.events import Person
from robot.core.geometry import Pose2D
from robot.core.motion import STILL, Motion
from robot.core.rays import Floats
from robot.safety.arcs import free_arc_m, side_gap_m
from sim.embedded.costs import CostMap

CURVATURES = np.array(
    [-3.0, -2.0, -1.2, -0.7, -0.4, -0.2, -0.08, 0.0, 0.08, 0.2, 0.4, 0.7, 1.2, 2.0, 3.0]
)
"""1/m; the fan of arcs."""
_MARGIN_M = 0.08
"""Kept free around the hull on the way ahead: more than the safety rules ask."""
_GAP_M = 0.25
"""Passing nearer than this to anything costs."""
_GAP_COST = 0.6
_SWERVE_COST = 0.08
_LEAST_FREE_M = 0.15
"""Arcs with less free way than this are no way."""
_SAMPLES_M = np.array([0.15, 0.3, 0.5, 0.75, 1.0, 1.3])
_STEPS_AHEAD_S = np.array([0.4, 0.8, 1.3])
"""When people's next steps are looked at."""
_WALKS_MPS = 0.2
_LOOK_M = 2.5
_CLOSE_M = 1.2
_BEHIND_M = 0.3
"""What lies farther behind does not matter: the robot drives forwards."""
_NEAR_SLOW_M = 1.0
_NEAR_SLOW_MPS = 0.3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What to keep clear of, in base_link."""

    points: Floats
    """(M, 2), metres."""
    radii_m: Floats
    """(M,) how near the robot's middle may come to each."""
    nearest_person_m: float


def surroundings(
    hits: Floats, people: tuple[Person, ...], pose: Pose2D, settings: NavigationSettings
) -> Surroundings:
    """Obstacles from the scan's `hits`, (N, 2) in base_link, and from where people will be."""
    reach = (hits * hits).sum(axis=1)
    keep = (reach <= _LOOK_M**2) & (hits[:, 0] > -_BEHIND_M)
    keep[1::2] &= reach[1::2] <= _CLOSE_M**2  # farther off, every second ray is dense enough
    near = hits[keep]
    radius = settings.robot_radius_m + _MARGIN_M
    if not people:
        return Surroundings(near, np.full(near.shape[0], radius), math.inf)
    state = np.array([(p.position.x, p.position.y, p.velocity.x, p.velocity.y) for p in people])
    here = _into(state[:, :2] - (pose.x, pose.y), pose.yaw)
    nearest = float(np.hypot(here[:, 0], here[:, 1]).min())
    walks = np.hypot(state[:, 2], state[:, 3]) > _WALKS_MPS
    there, pace = here[walks], _into(state[walks, 2:], pose.yaw)
    steps = there[:, None, :] + _STEPS_AHEAD_S[None, :, None] * pace[:, None, :]
    later = np.concatenate([here, steps.reshape(-1, 2)])
    later = later[(later * later).sum(axis=1) <= _LOOK_M**2]
    radii = np.full(near.shape[0] + later.shape[0], radius)
    radii[near.shape[0] :] = settings.robot_radius_m + settings.people_margin_m
    return Surroundings(np.concatenate([near, later]), radii, nearest)


def steer(
    carrot: Floats,
    around: Surroundings,
    pose: Pose2D,
    costs: CostMap,
    now: Motion,
    limit_mps: float,
    settings: NavigationSettings,
) -> Motion | None:
    """Motion towards `carrot`, (2,) in base_link. None: no arc that brings it nearer is free."""
    to_carrot = float(np.hypot(carrot[0], carrot[1]))
    aimed = 2.0 * float(carrot[1]) / max(to_carrot**2, 0.01)
    arcs = np.append(CURVATURES, np.clip(aimed, -3.0, 3.0))
    free = np.minimum(_free_of_points(arcs, around, settings), _free_of_walls(arcs, pose, costs))
    reach = np.minimum(free - 0.05, to_carrot)
    ends = arc_points(arcs, reach)
    left = np.hypot(ends[:, 0] - carrot[0], ends[:, 1] - carrot[1])
    before = now.turn_radps / now.forward_mps if now.forward_mps > 0.1 else 0.0
    score = left + _gap_cost(arcs, reach, around, settings)
    score += _SWERVE_COST * np.minimum(np.abs(arcs - before), 2.0)
    useless = (free < _LEAST_FREE_M) | (left > to_carrot - min(0.08, 0.5 * to_carrot))
    score[useless] = np.inf
    best = int(score.argmin())
    if not np.isfinite(score[best]):
        return None
    speed = _pace(float(free[best]), float(arcs[best]), around, limit_mps, settings)
    return Motion(speed, speed * float(arcs[best]))


def turn_towards(angle_rad: float, settings: NavigationSettings) -> Motion:
    """Turn on the spot (a round robot touches nothing by that), slower as the angle closes."""
    if abs(angle_rad) < 0.02:
        return STILL
    turn = min(settings.max_turn_radps, max(0.15, 1.6 * abs(angle_rad)))
    return Motion(0.0, math.copysign(turn, angle_rad))


def arc_points(curvatures: Floats, lengths: Floats) -> Floats:
    """(K, 2) or (K, S, 2) points at `lengths` along each arc, base_link."""
    bow = np.where(np.abs(curvatures) < 1e-4, 1e-4, curvatures)
    if lengths.ndim == 2:
        bow = bow[:, None]
    angle = bow * lengths
    return np.stack([np.sin(angle) / bow, (1.0 - np.cos(angle)) / bow], axis=-1)


def _free_of_points(arcs: Floats, around: Surroundings, settings: NavigationSettings) -> Floats:
    if around.points.shape[0] == 0:
        return np.full(arcs.size, _LOOK_M)
    free = free_arc_m(around.points, arcs, around.radii_m, settings.robot_radius_m + 0.02)
    return np.asarray(np.minimum(free.min(axis=1), _LOOK_M))


def _free_of_walls(arcs: Floats, pose: Pose2D, costs: CostMap) -> Floats:
    """As far as the map (with its keepout zones) lets each arc go."""
    lengths = np.broadcast_to(_SAMPLES_M, (arcs.size, _SAMPLES_M.size))
    local = arc_points(arcs, lengths).reshape(-1, 2)
    c, s = math.cos(pose.yaw), math.sin(pose.yaw)
    placed = local @ np.array([[c, s], [-s, c]]) + (pose.x, pose.y)
    clear = costs.clearance.near(placed).reshape(arcs.size, -1)
    here = costs.clearance.at_point(pose.x, pose.y)
    blocked = clear < min(costs.radius_m + 0.03, here - 0.01)
    first = np.where(blocked.any(axis=1), blocked.argmax(axis=1), _SAMPLES_M.size)
    limits = np.append(_SAMPLES_M - 0.15, _LOOK_M)
    return np.asarray(limits[first])


def _gap_cost(
    arcs: Floats, reach: Floats, around: Surroundings, settings: NavigationSettings
) -> Floats:
    """Cost of passing close to something beside the driven part of each arc."""
    if around.points.shape[0] == 0:
        return np.zeros(arcs.size)
    ahead = around.points[around.points[:, 0] > 0.0]
    if ahead.shape[0] == 0:
        return np.zeros(arcs.size)
    gap = side_gap_m(ahead, arcs) - settings.robot_radius_m
    away = np.hypot(ahead[:, 0], ahead[:, 1])
    gap = np.where(away[None, :] <= reach[:, None] + 0.3, gap, _GAP_M)
    least = np.clip(gap.min(axis=1), 0.0, _GAP_M)
    return np.asarray(_GAP_COST * (1.0 - least / _GAP_M))


def _pace(
    free_m: float,
    curvature: float,
    around: Surroundings,
    limit_mps: float,
    settings: NavigationSettings,
) -> float:
    stoppable = math.sqrt(2.0 * settings.brake_mps2 * max(free_m - 0.1, 0.0))
    turning = settings.max_turn_radps / max(abs(curvature), 0.1)
    sideways = math.sqrt(0.5 / max(abs(curvature), 0.1))  # no more than 0.5 m/s^2 to the side
    speed = min(limit_mps, settings.max_speed_mps, stoppable, turning, sideways)
    if around.nearest_person_m < _NEAR_SLOW_M:
        speed = min(speed, _NEAR_SLOW_MPS)
    return speed


def _into(vectors: Floats, yaw: float) -> Floats:
    """Vectors of map in base_link."""
    c, s = math.cos(yaw), math.sin(yaw)
    return np.asarray(vectors @ np.array([[c, -s], [s, c]]))
