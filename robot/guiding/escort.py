"""One walk with a visitor, from setting off to its end; values in, commands and news out.

Every walk ends in exactly one of the news of ENDS, whatever happens on the way: each wait has a
deadline, and so has the walk as a whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from robot.core.commands import Command, GoTo, LimitSpeed, StopMoving
from robot.core.escort_settings import EscortSettings
from robot.core.events import GoalEnded, GoalOutcome, Person
from robot.core.geometry import Pose2D, distance, wrap_angle
from robot.guiding.follower import Follower
from robot.guiding.pace import pace_mps


class News(str, Enum):
    """What the talk should know of a walk."""

    WAITS = "waits"
    ASKS = "asks"
    SEARCHES = "searches"
    GOES_ON = "goes_on"
    OBSTRUCTED = "obstructed"
    ARRIVED = "arrived"
    LOST = "lost"
    BLOCKED = "blocked"
    NO_PATH = "no_path"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


ENDS = frozenset({News.ARRIVED, News.LOST, News.BLOCKED, News.NO_PATH, News.TIMED_OUT, News.FAILED})
"""News after which the walk is over."""

_REFUSALS = {
    GoalOutcome.BLOCKED: News.BLOCKED,
    GoalOutcome.NO_PATH: News.NO_PATH,
    GoalOutcome.TIMED_OUT: News.TIMED_OUT,
}


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the surroundings now."""

    robot: Pose2D
    people: tuple[Person, ...]
    people_age_s: float
    """Infinite when nobody ever told."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of a walk asks for."""

    commands: tuple[Command, ...] = ()
    news: tuple[News, ...] = ()


class Escort:
    """A walk under way."""

    def __init__(
        self, walk_id: str, place: str, goal: Pose2D, follower: str, settings: EscortSettings
    ) -> None:
        """`follower` is the visitor's track id, or empty."""
        self._walk_id, self._place, self._goal = walk_id, place, goal
        self._settings = settings
        self._follower = Follower(follower, settings)
        self._drives = 0
        self._goal_id = ""
        self._retries = 0
        self._retry_at_s: float | None = None
        self._limit_mps: float | None = None
        self._started_s: float | None = None
        self._waiting_since_s: float | None = None
        self._announced = False
        self._asked = 0
        self._searched = False
        self._searching = False
        self._reached = False
        self._paused = False
        self._trail: list[Pose2D] = []
        self.ended: News | None = None
        """How it ended; None while it lasts."""
        self.driven_m = 0.0
        """Way driven so far, metres."""

    @property
    def follower_id(self) -> str:
        """Track id of the visitor now."""
        return self._follower.track_id

    def step(self, around: Around, now_s: float) -> Step:
        """Look round and decide; call it on every tick and on every new list of people."""
        if self.ended is not None:
            return Step()
        commands: list[Command] = []
        if self._started_s is None:
            self._started_s = now_s
            commands.append(self._drive(self._goal))
        self._note_way(around.robot)
        if around.people_age_s <= self._settings.stale_s:
            self._follower.see(around.people, around.robot, now_s)
        if now_s - self._started_s > self._settings.walk_deadline_s:
            return self._end(News.TIMED_OUT)
        if self._retry_at_s is not None and now_s >= self._retry_at_s:
            self._retry_at_s = None
            commands.append(self._drive(self._goal))
        news = self._follow(around, now_s, commands)
        if ENDS.intersection(news):
            return self._ended_step(news)
        return Step(tuple(commands), tuple(news))

    def goal_ended(self, event: GoalEnded, now_s: float) -> Step:
        """A drive has ended; others than the one under way mean nothing."""
        if self.ended is not None or event.goal_id != self._goal_id:
            return Step()
        self._goal_id = ""
        if self._searching:
            self._searching = False
            return Step()
        if event.outcome is GoalOutcome.REACHED:
            self._reached = True
            return Step()
        if self._retries < self._settings.retries and event.outcome is not GoalOutcome.TIMED_OUT:
            self._retries += 1
            self._retry_at_s = now_s + self._settings.retry_s
            blocked = event.outcome is GoalOutcome.BLOCKED
            return Step(news=(News.OBSTRUCTED,) if blocked else ())
        return self._end(_REFUSALS.get(event.outcome, News.FAILED))

    def pause(self) -> Step:
        """Stand until `resume`, with the goal kept."""
        self._paused = True
        self._limit_mps = 0.0
        return Step((LimitSpeed(0.0),))

    def resume(self) -> Step:
        """Drive on at the next step."""
        self._paused = False
        self._waiting_since_s = None
        return Step()

    def cancel(self) -> Step:
        """End the walk from outside: the visitor wants something else."""
        if self.ended is not None:
            return Step()
        return self._end(News.LOST, tell=False)

    def _follow(self, around: Around, now_s: float, commands: list[Command]) -> list[News]:
        """Pace by the visitor, waiting included."""
        if self._paused:
            return []
        gap = self._follower.gap_m(around.robot, now_s)
        if self._reached and self._follower.was_near(self._goal, self._settings.at_door_m):
            self.ended = News.ARRIVED
            return [News.ARRIVED]
        pace = pace_mps(gap, around.people_age_s, self._settings)
        if self._searching and gap is None:
            slow = pace_mps(self._settings.comfort_m, around.people_age_s, self._settings)
            self._limit(min(slow, self._settings.slow_speed_mps), commands)
            return self._wait(gap, now_s, commands)
        waiting = self._waiting_since_s is not None
        if waiting and gap is not None and gap > self._settings.resume_m:
            pace = 0.0
        if pace > 0.0:
            return self._go_on(pace, waiting, commands)
        self._limit(0.0, commands)
        return self._wait(gap, now_s, commands)

    def _go_on(self, pace: float, waiting: bool, commands: list[Command]) -> list[News]:
        news: list[News] = []
        if waiting:
            self._waiting_since_s = None
            news = [News.GOES_ON] if self._announced else []
            if self._searching or (not self._goal_id and not self._reached):
                self._searching = False
                if self._retry_at_s is None:
                    commands.append(self._drive(self._goal))
        self._limit(pace, commands)
        return news

    def _wait(self, gap: float | None, now_s: float, commands: list[Command]) -> list[News]:
        if self._waiting_since_s is None:
            self._waiting_since_s = now_s
            self._announced = self._searched = False
            self._asked = 0
        waited_s = now_s - self._waiting_since_s
        if waited_s >= self._settings.give_up_s:
            self.ended = News.LOST
            return [News.LOST]
        if not self._announced and waited_s >= self._settings.announce_wait_s:
            self._announced = True
            return [News.WAITS]
        if waited_s >= self._settings.ask_s * (self._asked + 1):
            self._asked += 1
            return [News.ASKS]
        out_of_sight = gap is None and not self._searched
        if out_of_sight and waited_s >= self._settings.search_s and not self._reached:
            return self._search(commands)
        return []

    def _search(self, commands: list[Command]) -> list[News]:
        """Go back a little on the way that we came; people are near it, so slowly."""
        self._searched = True
        back = self._way_back()
        if back is None:
            return []
        self._searching = True
        commands.append(self._drive(back))
        self._limit(self._settings.slow_speed_mps, commands)
        return [News.SEARCHES]

    def _way_back(self) -> Pose2D | None:
        gone = 0.0
        back = self._trail[-1]
        for earlier in reversed(self._trail[:-1]):
            gone += distance(back, earlier)
            back = earlier
            if gone >= self._settings.search_back_m:
                break
        if gone < self._settings.resume_m / 2:
            return None
        return Pose2D(back.x, back.y, wrap_angle(back.yaw + math.pi))

    def _note_way(self, robot: Pose2D) -> None:
        if not self._trail:
            self._trail.append(robot)
        elif (step := distance(self._trail[-1], robot)) >= 0.25:
            self.driven_m += step
            self._trail = [*self._trail[-80:], robot]

    def _drive(self, goal: Pose2D) -> GoTo:
        self._drives += 1
        self._goal_id = f"{self._walk_id}/{self._drives}"
        return GoTo(self._goal_id, self._place, goal, self._settings.goal_deadline_s)

    def _limit(self, speed_mps: float, commands: list[Command]) -> None:
        old = self._limit_mps
        if old is None or abs(old - speed_mps) >= 0.05 or (speed_mps == 0.0) != (old == 0.0):
            self._limit_mps = speed_mps
            commands.append(LimitSpeed(speed_mps))

    def _end(self, news: News, tell: bool = True) -> Step:
        self.ended = news
        return self._ended_step([news] if tell else [])

    def _ended_step(self, news: list[News]) -> Step:
        stop: tuple[Command, ...] = () if self.ended is News.ARRIVED else (StopMoving(),)
        return Step((*stop, LimitSpeed(self._settings.home_speed_mps)), tuple(news))
