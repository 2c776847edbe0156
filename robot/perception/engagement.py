"""How much a person wants the robot's attention, from how they move (levels of REP 155)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from robot.core.driving_settings import PeopleSettings
from robot.core.events import Engagement
from robot.core.geometry import Point2D, Pose2D, wrap_angle

_LEAVE_FACTOR = 1.3
"""Leaving takes this much more distance than coming: no flicker at the edge."""
_LEAVING_KEPT_S = 1.5
"""Somebody who leaves is 'disengaging' this long, then disengaged."""

_AVERTED = 4.0
"""Who does not look at the robot must stand there so many times longer to be engaged; who looks,
half as long."""


@dataclass(frozen=True, slots=True)
class Regard:
    """One person's level and since when."""

    level: Engagement = Engagement.DISENGAGED
    since_s: float = 0.0
    near_since_s: float | None = None
    """Standing within greeting distance since; None: not."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What of a person's motion matters, relative to the robot."""

    distance_m: float
    approach_mps: float
    """Positive: coming nearer over the ground (the robot's own motion does not count)."""
    speed_mps: float
    in_front: bool
    looks: bool | None = None
    """Looks at the robot; None: no camera tells."""


def stance(
    position: Point2D,
    velocity: Point2D,
    robot: Pose2D,
    front_rad: float,
    looks: bool | None = None,
) -> Stance:
    """A person seen from the robot; all in map."""
    dx, dy = position.x - robot.x, position.y - robot.y
    away = math.hypot(dx, dy)
    approach = -(dx * velocity.x + dy * velocity.y) / away if away > 0.05 else 0.0
    off_axis = abs(wrap_angle(math.atan2(dy, dx) - robot.yaw))
    speed = math.hypot(velocity.x, velocity.y)
    return Stance(away, approach, speed, off_axis <= front_rad, looks)


def regard(before: Regard, seen: Stance, now_s: float, settings: PeopleSettings) -> Regard:
    """The level now: passing by is at most approaching; standing near for a while engages."""
    slack = _LEAVE_FACTOR if before.near_since_s is not None else 1.0
    stands = (
        seen.in_front
        and seen.distance_m <= settings.greet_m * slack
        and seen.speed_mps <= settings.still_mps * slack
    )
    near_since = None
    if stands:
        near_since = now_s if before.near_since_s is None else before.near_since_s
    level = _level(before, seen, near_since, now_s, settings)
    since = before.since_s if level is before.level else now_s
    return Regard(level, since, near_since)


def _level(
    before: Regard, seen: Stance, near_since: float | None, now_s: float, settings: PeopleSettings
) -> Engagement:
    was = before.level
    stay_s = settings.stay_s * (1.0 if seen.looks is None else 0.5 if seen.looks else _AVERTED)
    if near_since is not None and now_s - near_since >= stay_s - 1e-6:
        return Engagement.ENGAGED
    if was is Engagement.ENGAGED:
        return _may_leave(seen, settings)
    approaching = (
        seen.in_front
        and seen.distance_m <= settings.notice_m
        and seen.approach_mps >= settings.approach_mps
    )
    if approaching or near_since is not None:
        return Engagement.ENGAGING
    if was is Engagement.ENGAGING:
        still_here = seen.distance_m <= settings.notice_m * _LEAVE_FACTOR
        leaving = seen.approach_mps < -settings.approach_mps or not still_here
        return Engagement.DISENGAGED if leaving else was
    if was is Engagement.DISENGAGING and now_s - before.since_s < _LEAVING_KEPT_S:
        return was
    return Engagement.DISENGAGED


def _may_leave(seen: Stance, settings: PeopleSettings) -> Engagement:
    """Somebody engaged leaves by going away, not by shifting their weight."""
    far = seen.distance_m > settings.greet_m * _LEAVE_FACTOR
    going = seen.approach_mps < -settings.still_mps and seen.distance_m > 0.6 * settings.greet_m
    return Engagement.DISENGAGING if far or going else Engagement.ENGAGED
