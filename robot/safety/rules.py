"""The rules between navigation and the wheels: small, pure, and independent of both.

Every rule gives the highest pace it allows and its name; the lowest wins. A pace of 0 stands.
The command is slowed as a whole, so that the robot keeps to the curve that was looked at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from robot.core.driving_settings import SafetySettings
from robot.core.events import ASTRAY
from robot.core.geometry import Point2D, Pose2D
from robot.core.motion import STILL, Motion
from robot.core.rays import Floats, hit_points, measured_share, moved
from robot.core.scan import Scan
from robot.safety.arcs import free_arc_m, nearest_m

LASER_AT_BASE = Pose2D(0.0, 0.0, 0.0)
"""A laser above the middle of the robot, looking forward."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the rules look at, at one moment of the robot's clock."""

    now_s: float
    command: Motion | None
    """Asked for by navigation; None: never yet."""
    command_at_s: float
    scan: Scan | None
    odometry: Motion | None
    """Measured."""
    odometry_at_s: float
    people: tuple[Point2D, ...] | None
    """Tracked people in base_link; None: not known (old, or nobody tells)."""
    zone_limit_mps: float = math.inf
    """Limit of the map's zone here."""
    emergency_stop: bool = False
    remote_stop: bool = False
    laser_in_base: Pose2D | None = LASER_AT_BASE
    """None: nobody tells where the scan's frame is on the robot."""
    odometry_jumped_s: float = -math.inf
    """When odometry last told of a motion that no robot makes."""
    astray: bool = False
    """The scan does not fit the map where the robot is believed to be."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one rule allows."""

    speed_mps: float
    reason: str
    """Machine name."""
    detail: str
    """For people, with units."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the wheels get, and why."""

    motion: Motion
    stopped: bool
    """A rule forbids all driving now."""
    speed_limit_mps: float
    reason: str
    """Of the most cautious rule in force; empty: none slows the command."""
    detail: str


def judge(inputs: Inputs, before: Motion, dt_s: float, settings: SafetySettings) -> Verdict:
    """The motion allowed now. `before`: what was allowed last; `dt_s`: how long ago, seconds.

    While nobody asks for motion (no command yet, or the last one asked to stand) the robot
    stands, but nothing holds it: `stopped` is false.

    Never faster than the command or any limit, never another curve than the command's.
    """
    stop = first_stop(inputs, settings)
    if stop is not None:
        return Verdict(STILL, True, 0.0, stop.reason, stop.detail)
    command = inputs.command
    if command is None or inputs.scan is None or command == STILL:
        return Verdict(STILL, False, settings.max_speed_mps, "", "")
    laser = inputs.laser_in_base or LASER_AT_BASE
    points = moved(hit_points(inputs.scan, settings.look_m), laser)
    limits = (
        Limit(settings.max_speed_mps, "top_speed", f"top speed {settings.max_speed_mps:.2f} m/s"),
        _zone(inputs),
        _people(inputs, points, settings),
        _obstacle(command, points, inputs.people or (), settings),
    )
    lowest = min(limits, key=lambda limit: limit.speed_mps)
    motion = _eased(_within(command, lowest.speed_mps, settings), before, dt_s, settings)
    slowed = abs(command.forward_mps) > lowest.speed_mps
    halted = slowed and lowest.speed_mps <= 0.0
    return Verdict(
        motion=motion,
        stopped=halted,
        speed_limit_mps=lowest.speed_mps,
        reason=lowest.reason if slowed else "",
        detail=lowest.detail if slowed else "",
    )


def first_stop(inputs: Inputs, settings: SafetySettings) -> Limit | None:
    """The first of the causes that forbid all motion, gravest first; None: there is none."""
    if inputs.emergency_stop:
        return Limit(0.0, "emergency_stop", "emergency stop pressed; a person must release it")
    if inputs.remote_stop:
        return Limit(0.0, "remote_stop", "stopped from the panel")
    now_s, scan = inputs.now_s, inputs.scan
    odometry, command = inputs.odometry, inputs.command
    return (
        _too_old("scan", now_s, scan.stamp_s if scan else None, settings)
        or _blind(scan, settings)
        or _unplaced(inputs)
        or _too_old("odom", now_s, inputs.odometry_at_s if odometry else None, settings)
        or _not_finite("odom", odometry)
        or _jumped(inputs, settings)
        or _not_finite("command", command)
        or _astray(inputs)
        or _unattended(inputs, settings)
    )


def _too_old(
    what: str, now_s: float, stamp_s: float | None, settings: SafetySettings
) -> Limit | None:
    if stamp_s is None:
        return Limit(0.0, f"{what}_missing", f"no {what} yet")
    age_s = now_s - stamp_s
    if -settings.max_age_s <= age_s <= settings.max_age_s:
        return None
    return Limit(0.0, f"{what}_old", f"{what} is {age_s:.2f} s old")  # from the future, too


def _unattended(inputs: Inputs, settings: SafetySettings) -> Limit | None:
    """A command to move that nobody has confirmed for too long."""
    if inputs.command is None or inputs.command == STILL:
        return None
    return _too_old("command", inputs.now_s, inputs.command_at_s, settings)


def _not_finite(what: str, motion: Motion | None) -> Limit | None:
    if motion is None or motion.is_finite:
        return None
    return Limit(0.0, f"{what}_not_finite", f"{what} holds nan or infinity")


def _blind(scan: Scan | None, settings: SafetySettings) -> Limit | None:
    share = measured_share(scan) if scan is not None else 0.0
    if share >= settings.min_measured_share:
        return None
    return Limit(0.0, "scan_blind", f"only {share:.0%} of the laser's rays measure")


def _unplaced(inputs: Inputs) -> Limit | None:
    if inputs.laser_in_base is not None:
        return None
    return Limit(0.0, "scan_frame", "the place of the scan's frame on the robot is not known")


def _jumped(inputs: Inputs, settings: SafetySettings) -> Limit | None:
    if not 0.0 <= inputs.now_s - inputs.odometry_jumped_s < settings.jump_hold_s:
        return None
    return Limit(0.0, "odom_jump", "odometry jumped farther than the robot can drive")


def _astray(inputs: Inputs) -> Limit | None:
    if not inputs.astray:
        return None
    return Limit(0.0, ASTRAY, "the scan does not fit the map: the robot does not know where it is")


def _zone(inputs: Inputs) -> Limit:
    limit_mps = max(inputs.zone_limit_mps, 0.0)
    return Limit(limit_mps, "zone", f"zone of the map allows {limit_mps:.2f} m/s")


def _people(inputs: Inputs, points: Floats, settings: SafetySettings) -> Limit:
    """Slow near people; while nobody tells where they are, whatever is near may be one."""
    if inputs.people is None:
        nearest = nearest_m(points)
        name, what = "near_unknown", "something (no list of people)"
    else:
        nearest = min((math.hypot(p.x, p.y) for p in inputs.people), default=math.inf)
        name, what = "near_person", "a person"
    if nearest > settings.near_m:
        return Limit(math.inf, name, "")
    return Limit(settings.near_speed_mps, name, f"{what} at {nearest:.2f} m")


def _obstacle(
    command: Motion, points: Floats, people: tuple[Point2D, ...], settings: SafetySettings
) -> Limit:
    """Able to stop before anything on the arc, and no nearer to it in time than settings say.

    The laser sees people's legs; their trunks reach farther, so each is a disc about the middle.
    """
    forward = command.forward_mps
    if forward == 0.0 or points.shape[0] + len(people) == 0:
        return Limit(math.inf, "obstacle", "")
    radius = np.full(points.shape[0] + len(people), settings.hull_radius_m + settings.margin_m)
    radius[points.shape[0] :] += settings.person_radius_m
    if people:
        points = np.concatenate([points, np.array([(p.x, p.y) for p in people])])
    ahead = points if forward > 0.0 else -points  # driving back along the same circle, mirrored
    curvature = command.turn_radps / forward if forward > 0.0 else command.turn_radps / -forward
    hull = settings.hull_radius_m + 0.01
    sharp = float(np.clip(curvature, -settings.max_curvature, settings.max_curvature))
    free = float(free_arc_m(ahead, np.array([sharp]), radius, hull).min())
    if free <= settings.stop_m:
        return Limit(0.0, "obstacle", f"obstacle {free:.2f} m ahead")
    brake, react = settings.max_brake_mps2, settings.reaction_s
    stoppable = brake * (math.sqrt(react * react + 2.0 * free / brake) - react)
    return Limit(
        min(stoppable, free / settings.min_time_s), "obstacle", f"obstacle {free:.2f} m ahead"
    )


def _within(command: Motion, speed_mps: float, settings: SafetySettings) -> Motion:
    """The command slowed to the limit and to the fastest turn."""
    forward, turn = abs(command.forward_mps), abs(command.turn_radps)
    factor = 1.0
    if forward > speed_mps:
        factor = speed_mps / forward
    if turn * factor > settings.max_turn_radps:
        factor = settings.max_turn_radps / turn
    return command.scaled(factor)


def _eased(wanted: Motion, before: Motion, dt_s: float, settings: SafetySettings) -> Motion:
    """No faster pick-up than the limits; slowing down is always allowed at once."""
    dt = max(dt_s, 0.0)
    forward = _reachable(wanted.forward_mps, before.forward_mps, settings.max_accel_mps2 * dt)
    turn = _reachable(wanted.turn_radps, before.turn_radps, settings.max_turn_accel_radps2 * dt)
    return wanted.scaled(min(forward, turn))


def _reachable(wanted: float, before: float, step: float) -> float:
    """Share of `wanted` that one step from `before` reaches, 0 to 1."""
    start = abs(before) if before * wanted > 0.0 else 0.0
    if abs(wanted) <= start + step:
        return 1.0
    return (start + step) / abs(wanted)
