"""Local driving: which arc to take now, and how fast, so that nothing is touched.

Looks at a fan of arcs. Each is as long as the scan, the people's next steps and the map leave
it free; the one whose free part ends nearest to the point steered for wins, unless it passes
close to something. The pace lets the robot stop within the free part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from robot.core.driving_settings import NavigationSettings
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.motion import STILL, Motion
from robot.core.rays import Floats, chosen, lengths_m, moved
from robot.safety.arcs import free_arc_m, side_gap_m
from sim.embedded.costs import CELLS_OFF_M, CostMap

CURVATURES = (
    -3.0, -2.0, -1.2, -0.7, -0.4, -0.2, -0.08, 0.0, 0.08, 0.2, 0.4, 0.7, 1.2, 2.0, 3.0
)  # fmt: skip
"""1/m; the fan of arcs."""
_MARGIN_M = 0.08
"""Kept free around the hull on the way ahead: more than the safety rules ask."""
_GAP_M = 0.25
"""Passing nearer than this to anything costs."""
_GAP_COST = 0.6
_SWERVE_COST = 0.08
_LEAST_FREE_M = 0.15
"""Arcs with less free way than this are no way."""
_SAMPLES_M = (0.15, 0.3, 0.5, 0.75, 1.0, 1.3)
"""Where along each arc the map is asked."""
_STEPS_AHEAD_S = (0.0, 0.4, 0.8, 1.3)
"""When people are looked at: now, and at their next steps."""
_WALKS_MPS = 0.2
_LOOK_M = 2.5
"""Nothing farther ahead matters."""
_SHORT_M = 0.05
"""Arcs are followed to this much before what they would touch."""
_BEFORE_WALLS_M = 0.15
"""Arcs end this much before the first sample that is too near to a wall."""
_STOP_SHORT_M = 0.1
"""The pace lets the robot stop this much before it."""
_BESIDE_END_M = 0.3
"""Things this far beyond the end of an arc are still passed beside it."""
_CLOSE_M = 1.2
_BEHIND_M = 0.3
"""What lies farther behind does not matter: the robot drives forwards."""
_OUT_M = 0.4
"""So much free way makes a direction a way out."""
_WAYS_OUT_RAD = (0.3, -0.3, 0.6, -0.6, 0.9, -0.9, 1.2, -1.2)
_STRAIGHT_ON = np.zeros(1)
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
    ahead_m: float
    """Arcs are free for at most this long, as far as was looked."""


def look_m(carrot: Floats, limit_mps: float, settings: NavigationSettings) -> float:
    """How far ahead obstacles matter: to the point steered for, or as far as braking takes."""
    speed = min(limit_mps, settings.max_speed_mps)
    braking = 0.5 * speed * speed / settings.brake_mps2 + _STOP_SHORT_M
    ahead = max(math.hypot(carrot[0], carrot[1]) + _SHORT_M, braking)
    return min(ahead + 0.05, _LOOK_M)


def surroundings(
    hits: Floats,
    people: tuple[Person, ...],
    pose: Pose2D,
    ahead_m: float,
    settings: NavigationSettings,
) -> Surroundings:
    """Obstacles from the scan's `hits`, (N, 2) in base_link, and from where people will be.

    `ahead_m`: what can be touched only farther along any arc than this is left out.
    """
    radius = settings.robot_radius_m + _MARGIN_M
    person_radius = settings.robot_radius_m + settings.people_margin_m
    reach = lengths_m(hits)
    keep = reach <= ahead_m + max(radius, _BESIDE_END_M)
    keep &= hits[:, 0] > -_BEHIND_M
    keep[1::2] &= reach[1::2] <= _CLOSE_M  # farther off, every second ray is dense enough
    near = chosen(hits, keep)
    later, nearest = _steps(people, pose, ahead_m + max(person_radius, _BESIDE_END_M))
    radii = np.full(near.shape[0] + len(later), radius)
    if later:
        radii[near.shape[0] :] = person_radius
        near = np.concatenate([near, np.array(later)])
    return Surroundings(near, radii, nearest, ahead_m)


def _steps(
    people: tuple[Person, ...], pose: Pose2D, within_m: float
) -> tuple[list[tuple[float, float]], float]:
    """Where people are and will be in a moment, base_link, and the nearest one's distance now."""
    c, s = math.cos(pose.yaw), math.sin(pose.yaw)
    places: list[tuple[float, float]] = []
    nearest = math.inf
    for person in people:
        vx, vy = person.velocity.x, person.velocity.y
        walks = math.hypot(vx, vy) > _WALKS_MPS
        for ahead_s in _STEPS_AHEAD_S if walks else (0.0,):
            dx = person.position.x + ahead_s * vx - pose.x
            dy = person.position.y + ahead_s * vy - pose.y
            away = math.hypot(dx, dy)
            if ahead_s == 0.0:
                nearest = min(nearest, away)
            if away <= within_m:
                places.append((c * dx + s * dy, c * dy - s * dx))
    return places, nearest


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
    x, y = carrot.tolist()
    to_carrot = math.hypot(x, y)
    aimed = 2.0 * y / max(to_carrot * to_carrot, 0.01)
    arcs = (*CURVATURES, min(max(aimed, -3.0), 3.0))
    curvatures = np.array(arcs)
    free = np.minimum(
        _free_of_points(curvatures, around, settings),
        _free_of_walls(arcs[-1], pose, around.ahead_m, costs),
    )
    reach = np.minimum(free - _SHORT_M, to_carrot)
    gap_cost = _gap_cost(curvatures, reach, around, settings)
    before = now.turn_radps / now.forward_mps if now.forward_mps > 0.1 else 0.0
    nearer = to_carrot - min(0.08, 0.5 * to_carrot)
    best, least = None, math.inf
    rows = zip(arcs, free.tolist(), reach.tolist(), gap_cost.tolist(), strict=True)
    for curvature, free_m, reach_m, cost in rows:
        end_x, end_y = arc_point(curvature, reach_m)
        left = math.hypot(end_x - x, end_y - y)
        if free_m < _LEAST_FREE_M or left > nearer:
            continue
        score = left + cost + _SWERVE_COST * min(abs(curvature - before), 2.0)
        if score < least:
            best, least = (free_m, curvature), score
    if best is None:
        return None
    speed = _pace(*best, around, limit_mps, settings)
    return Motion(speed, speed * best[1])


def turn_towards(angle_rad: float, settings: NavigationSettings) -> Motion:
    """Turn on the spot (a round robot touches nothing by that), slower as the angle closes."""
    if abs(angle_rad) < 0.02:
        return STILL
    turn = min(settings.max_turn_radps, max(0.15, 1.6 * abs(angle_rad)))
    return Motion(0.0, math.copysign(turn, angle_rad))


def turn_out(
    carrot: Floats, around: Surroundings, pose: Pose2D, costs: CostMap, settings: NavigationSettings
) -> Motion | None:
    """Turn to the nearest direction in which there is a way past what stands close ahead.

    For a robot that would touch nothing if only it did not start straight ahead. None: no direction
    that brings it nearer to `carrot`, (2,) in base_link, is free.
    """
    towards = math.atan2(float(carrot[1]), float(carrot[0]))
    for off in _WAYS_OUT_RAD:
        c, s = math.cos(towards + off), math.sin(towards + off)
        turned = around.points @ np.array([[c, -s], [s, c]])
        free_m = _free_of_points(_STRAIGHT_ON, replace(around, points=turned), settings)[0]
        end = Point2D(*moved(np.array([[c * _OUT_M, s * _OUT_M]]), pose)[0].tolist())
        if free_m >= _OUT_M and costs.sees(pose.point, end):
            return turn_towards(towards + off, settings)
    return None


def arc_point(curvature: float, length_m: float) -> tuple[float, float]:
    """(x, y) the point this far along an arc, base_link."""
    bow = curvature if abs(curvature) >= 1e-4 else 1e-4
    angle = bow * length_m
    return math.sin(angle) / bow, (1.0 - math.cos(angle)) / bow


def _samples(curvature: float) -> list[tuple[float, float]]:
    return [arc_point(curvature, length_m) for length_m in _SAMPLES_M]


_FAN_POINTS = np.array([point for curvature in CURVATURES for point in _samples(curvature)])
_FREE_BEFORE_M = np.array([*(length_m - _BEFORE_WALLS_M for length_m in _SAMPLES_M), _LOOK_M])


def _free_of_points(arcs: Floats, around: Surroundings, settings: NavigationSettings) -> Floats:
    if around.points.shape[0] == 0:
        return np.full(arcs.size, around.ahead_m)
    free = free_arc_m(around.points, arcs, around.radii_m, settings.robot_radius_m + 0.02)
    return np.asarray(np.minimum(free, around.ahead_m))


def _free_of_walls(aimed: float, pose: Pose2D, ahead_m: float, costs: CostMap) -> Floats:
    """As far as the map (with its keepout zones) lets each arc go, the aimed one last."""
    here, need = costs.clearance.at_point(pose.x, pose.y), costs.radius_m + 0.03
    if here > ahead_m + _BEFORE_WALLS_M + need + CELLS_OFF_M:
        return np.full(len(CURVATURES) + 1, _LOOK_M)  # no wall is near enough
    local = np.concatenate([_FAN_POINTS, np.array(_samples(aimed))])
    clear = costs.clearance.near(moved(local, pose)).reshape(-1, len(_SAMPLES_M))
    blocked = np.ones((clear.shape[0], len(_SAMPLES_M) + 1), dtype=bool)
    np.less(clear, min(need, here - 0.01), out=blocked[:, :-1])
    free: Floats = _FREE_BEFORE_M.take(blocked.argmax(axis=1))
    return free


def _gap_cost(
    arcs: Floats, reach: Floats, around: Surroundings, settings: NavigationSettings
) -> Floats:
    """Cost of passing close to something beside the driven part of each arc."""
    gap = side_gap_m(around.points, arcs, reach + _BESIDE_END_M) - settings.robot_radius_m
    least = np.minimum(np.maximum(gap, 0.0), _GAP_M)
    return np.asarray(_GAP_COST * (1.0 - least / _GAP_M))


def _pace(
    free_m: float,
    curvature: float,
    around: Surroundings,
    limit_mps: float,
    settings: NavigationSettings,
) -> float:
    stoppable = math.sqrt(2.0 * settings.brake_mps2 * max(free_m - _STOP_SHORT_M, 0.0))
    turning = settings.max_turn_radps / max(abs(curvature), 0.1)
    sideways = math.sqrt(0.5 / max(abs(curvature), 0.1))  # no more than 0.5 m/s^2 to the side
    speed = min(limit_mps, settings.max_speed_mps, stoppable, turning, sideways)
    if around.nearest_person_m < _NEAR_SLOW_M:
        speed = min(speed, _NEAR_SLOW_MPS)
    return speed
