"""Whether people leave the robot a way: who stands in it is asked, a crowd is waited out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from robot.core.escort_settings import EscortSettings
from robot.core.events import Person
from robot.core.geometry import Pose2D, bearing, distance, wrap_angle

_MOVED_M = 0.15
"""Having come so far, the robot is not held up."""
_AHEAD_RAD = 1.2
"""Half angle of what is in the way."""
_IN_THE_WAY_M = 1.4
_ENCLOSED_GAP_RAD = 1.9
"""No wider gap than this between the people around: they enclose the robot."""
_OPEN_GAP_RAD = 2.4
"""A gap as wide as this lets it go: more, so that it does not start and stop."""
_OPEN_S = 1.5
"""The gap must last so long."""


class Way(Enum):
    """What has just become of the way."""

    ASK = "ask"
    CROWDED = "crowded"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Passing:
    """What to do now."""

    hold: bool = False
    """Stand: people are all around."""
    news: Way | None = None


class Passage:
    """Follows one drive; `look` on every step."""

    def __init__(self, settings: EscortSettings) -> None:
        self._settings = settings
        self._mark: Pose2D | None = None
        self._mark_s = 0.0
        self._asked_s = -math.inf
        self._crowded = False
        self._open_since_s: float | None = None

    @property
    def held(self) -> bool:
        """Whether a crowd holds the robot."""
        return self._crowded

    def look(
        self, robot: Pose2D, people: tuple[Person, ...], driving: bool, now_s: float, led: str = ""
    ) -> Passing:
        """`driving`: a goal is under way and nothing holds it; `led`: track id of the visitor."""
        near = [one for one in people if distance(robot, one.position) <= self._settings.crowd_m]
        was = self._crowded
        self._crowd(robot, near, now_s)
        if self._crowded != was:
            self._restart(robot, now_s)
            return Passing(self._crowded, Way.CROWDED if self._crowded else Way.OPEN)
        moved = self._mark is None or distance(self._mark, robot) > _MOVED_M
        if self._crowded or moved or not driving:
            self._restart(robot, now_s)
        elif self._held_up(robot, [one for one in people if one.id != led], now_s):
            self._asked_s = now_s
            return Passing(news=Way.ASK)
        return Passing(self._crowded)

    def _held_up(self, robot: Pose2D, people: list[Person], now_s: float) -> bool:
        settings = self._settings
        if now_s - self._mark_s < settings.ask_way_s:
            return False
        return now_s - self._asked_s >= settings.ask_s and any(
            distance(robot, one.position) <= _IN_THE_WAY_M
            and abs(wrap_angle(bearing(robot, one.position) - robot.yaw)) <= _AHEAD_RAD
            for one in people
        )

    def _restart(self, robot: Pose2D, now_s: float) -> None:
        self._mark, self._mark_s = robot, now_s

    def _crowd(self, robot: Pose2D, near: list[Person], now_s: float) -> None:
        gap = widest_gap_rad(robot, near)
        if not self._crowded:
            self._crowded = len(near) >= self._settings.crowd_count and gap <= _ENCLOSED_GAP_RAD
            self._open_since_s = None
        elif gap < _OPEN_GAP_RAD:
            self._open_since_s = None
        elif self._open_since_s is None:
            self._open_since_s = now_s
        elif now_s - self._open_since_s >= _OPEN_S:
            self._crowded = False


def widest_gap_rad(robot: Pose2D, people: list[Person]) -> float:
    """The widest angle in which nobody stands, seen from the robot; a whole turn: nobody."""
    if not people:
        return 2.0 * math.pi
    angles = sorted(bearing(robot, one.position) for one in people)
    following = [*angles[1:], angles[0] + 2.0 * math.pi]
    return max(after - before for before, after in zip(angles, following, strict=True))
