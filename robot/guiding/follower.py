"""Who follows: one person among tracks whose ids may change."""

from __future__ import annotations

import math

from robot.core.escort_settings import EscortSettings
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D, distance

_PACE_S = 1.5
"""A visitor's pace is taken over about this time."""


class Follower:
    """The visitor who is led."""

    def __init__(self, track_id: str, settings: EscortSettings) -> None:
        """`track_id` may be empty: then whoever stands near first is taken."""
        self.track_id = track_id
        self._settings = settings
        self._last: Person | None = None
        self._seen_s = -float("inf")
        self._near_id = ""
        self._near_since_s = 0.0
        self.walks_mps = 0.0
        """The visitor's own pace."""
        self.changed = False
        """Whether somebody else was taken for the visitor at the last look."""

    def see(self, people: tuple[Person, ...], robot: Pose2D, now_s: float) -> None:
        """Look for the visitor among the people tracked now."""
        own = next((one for one in people if one.id == self.track_id), None)
        own = own or self._heir(people, now_s)
        found = own or self._bystander(people, robot, now_s)
        self.changed = own is None and found is not None and self._last is not None
        if found is not None:
            self._note_pace(found, now_s)
            self.track_id, self._last, self._seen_s = found.id, found, now_s

    def _note_pace(self, seen: Person, now_s: float) -> None:
        share = min((now_s - self._seen_s) / _PACE_S, 1.0)
        pace = math.hypot(seen.velocity.x, seen.velocity.y)
        self.walks_mps += share * (pace - self.walks_mps)

    @property
    def last_at(self) -> Point2D | None:
        """Where the visitor was seen last; None: never."""
        return self._last.position if self._last is not None else None

    def gap_m(self, robot: Pose2D, now_s: float) -> float | None:
        """Distance to the visitor; None when not seen lately."""
        if self._last is None or now_s - self._seen_s > self._settings.unseen_s:
            return None
        return distance(robot, self._last.position)

    def was_near(self, goal: Pose2D, within_m: float) -> bool:
        """Whether the visitor was last seen this near to a goal."""
        return self._last is not None and distance(goal, self._last.position) <= within_m

    def _heir(self, people: tuple[Person, ...], now_s: float) -> Person | None:
        """The track that goes on where the visitor's was lost."""
        away_s = now_s - self._seen_s
        if self._last is None or away_s > self._settings.hand_over_s:
            return None
        then, speed = self._last.position, self._last.velocity
        ahead_s = min(away_s, 1.0)
        expected = Point2D(then.x + speed.x * ahead_s, then.y + speed.y * ahead_s)
        near = [p for p in people if distance(p.position, expected) <= self._settings.hand_over_m]
        return min(near, key=lambda p: distance(p.position, expected)) if near else None

    def _bystander(self, people: tuple[Person, ...], robot: Pose2D, now_s: float) -> Person | None:
        """Whoever has stood close to the robot for a moment while the visitor is lost."""
        if self.gap_m(robot, now_s) is not None:
            return None
        near = [p for p in people if distance(p.position, robot) <= self._settings.adopt_m]
        if not near:
            self._near_id = ""
            return None
        one = min(near, key=lambda p: distance(p.position, robot))
        if one.id != self._near_id:
            self._near_id, self._near_since_s = one.id, now_s
        never = self._last is None
        return one if never or now_s - self._near_since_s >= self._settings.adopt_s else None
