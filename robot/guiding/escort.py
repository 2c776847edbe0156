"""One walk with a visitor, from setting off to its end; values in, commands and news out.

Every walk ends in exactly one of the news of ENDS, whatever happens on the way: each wait has a
deadline, and so has the walk as a whole.
"""

from __future__ import annotations

from robot.core.commands import Command, GoTo, LimitSpeed, StopMoving
from robot.core.escort_settings import EscortSettings
from robot.core.events import GoalEnded, GoalOutcome
from robot.core.geometry import Pose2D, bearing, distance
from robot.guiding.follower import Follower
from robot.guiding.pace import pace_mps
from robot.guiding.passage import Passage, Way
from robot.guiding.trail import Trail
from robot.guiding.turns import Turns
from robot.guiding.walk import ENDS, Around, News, Step

_REFUSALS = {
    GoalOutcome.BLOCKED: News.BLOCKED,
    GoalOutcome.NO_PATH: News.NO_PATH,
    GoalOutcome.TIMED_OUT: News.TIMED_OUT,
}
_OF_WAY = {Way.ASK: News.OBSTRUCTED, Way.CROWDED: News.CROWDED, Way.OPEN: News.GOES_ON}


class Escort:
    """A walk under way."""

    def __init__(
        self, walk_id: str, place: str, goal: Pose2D, follower: str, settings: EscortSettings
    ) -> None:
        """`follower` is the visitor's track id, or empty."""
        self._walk_id, self._place, self._goal = walk_id, place, goal
        self._settings = settings
        self._follower = Follower(follower, settings)
        self._passage, self._turns, self._trail = Passage(settings), Turns(), Trail()
        self._drives = 0
        self._goal_id = ""
        self._aside = False
        """The drive under way is not to the goal: it looks or goes back for the visitor."""
        self._retries = 0
        self._retry_at_s: float | None = None
        self._limit_mps: float | None = None
        self._started_s: float | None = None
        self._waiting_since_s: float | None = None
        self._crowded_since_s = 0.0
        self._announced = self._searched = False
        self._asked = 0
        self._reached = self._paused = False
        self.ended: News | None = None
        """How it ended; None while it lasts."""

    @property
    def follower_id(self) -> str:
        """Track id of the visitor now."""
        return self._follower.track_id

    @property
    def driven_m(self) -> float:
        """Way driven so far, metres."""
        return self._trail.length_m

    def step(self, around: Around, now_s: float) -> Step:
        """Look round and decide; call it on every tick and on every new list of people."""
        if self.ended is not None:
            return Step()
        commands: list[Command] = []
        if self._started_s is None:
            self._started_s = now_s
            commands.append(self._drive(self._goal, self._place))
        self._trail.note(around.robot)
        fresh = around.people_age_s <= self._settings.stale_s
        if fresh:
            self._follower.see(around.people, around.robot, now_s)
        if around.astray:
            return self._end(News.ASTRAY)
        if now_s - self._started_s > self._settings.walk_deadline_s:
            return self._end(News.TIMED_OUT)
        if self._retry_at_s is not None and now_s >= self._retry_at_s:
            self._retry_at_s = None
            commands.append(self._drive(self._goal, self._place))
        news = [News.CHANGED] if fresh and self._follower.changed else []
        if not self._paused:
            news += self._pass(around, fresh, now_s)
            news += self._follow(around, now_s, commands)
        if ENDS.intersection(news):
            return self._ended_step([one for one in news if one in ENDS])
        return Step(tuple(commands), tuple(news))

    def goal_ended(self, event: GoalEnded, now_s: float) -> Step:
        """A drive has ended; others than the one under way mean nothing."""
        if self.ended is not None or event.goal_id != self._goal_id:
            return Step()
        self._goal_id = ""
        if self._aside:
            self._aside = False
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

    def _pass(self, around: Around, fresh: bool, now_s: float) -> list[News]:
        """Whether people leave a way; without a list of them nothing is said."""
        if not fresh:
            return []
        driving = bool(self._goal_id) and bool(self._limit_mps)
        was_held = self._passage.held
        passing = self._passage.look(
            around.robot, around.people, driving, now_s, self._follower.track_id
        )
        if passing.hold and not was_held:
            self._crowded_since_s = now_s
        if passing.hold and now_s - self._crowded_since_s > self._settings.crowd_patience_s:
            self.ended = News.BLOCKED
            return [News.BLOCKED]
        return [_OF_WAY[passing.news]] if passing.news else []

    def _follow(self, around: Around, now_s: float, commands: list[Command]) -> list[News]:
        """Pace by the visitor, waiting included."""
        gap = self._follower.gap_m(around.robot, now_s)
        if self._reached and self._follower.was_near(self._goal, self._settings.at_door_m):
            self.ended = News.ARRIVED
            return [News.ARRIVED]
        if self._passage.held:
            self._waiting_since_s = None
            self._limit(0.0, commands)
            return []
        pace = pace_mps(gap, self._follower.walks_mps, around.people_age_s, self._settings)
        waiting = self._waiting_since_s is not None
        far = gap is None or gap > self._settings.resume_m
        if self._aside and far:
            # Looks or goes back; people are near, so slowly, and not without knowing of them.
            slow = pace_mps(0.0, 0.0, around.people_age_s, self._settings)
            self._limit(min(slow, self._settings.slow_speed_mps), commands)
            return self._wait(around, now_s, commands)
        if pace > 0.0 and not (waiting and far):
            return self._go_on(around, pace, waiting, commands)
        self._limit(0.0, commands)
        return self._wait(around, now_s, commands)

    def _go_on(
        self, around: Around, pace: float, waiting: bool, commands: list[Command]
    ) -> list[News]:
        news: list[News] = []
        if waiting:
            self._waiting_since_s = None
            news = [News.GOES_ON] if self._announced else []
            if self._aside or (not self._goal_id and not self._reached):
                self._aside = False
                if self._retry_at_s is None:
                    commands.append(self._drive(self._goal, self._place))
        self._limit(pace, commands)
        corner = self._turns.look(around.path, around.robot) if self._goal_id else None
        if corner is not None:
            news.append(News.TURNS_LEFT if corner.left else News.TURNS_RIGHT)
        return news

    def _wait(self, around: Around, now_s: float, commands: list[Command]) -> list[News]:
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
            if self._asked == 1:
                self._look_back(around, commands)
            return [News.ASKS]
        out_of_sight = self._follower.gap_m(around.robot, now_s) is None and not self._searched
        if out_of_sight and waited_s >= self._settings.search_s and not self._reached:
            return self._search(commands)
        return []

    def _look_back(self, around: Around, commands: list[Command]) -> None:
        """Turn the face to where the visitor was seen last, unless somebody stands too near."""
        last = self._follower.last_at
        near = self._settings.look_back_m
        if last is None or any(
            distance(around.robot, one.position) < near for one in around.people
        ):
            return
        here = around.robot
        self._go_aside(Pose2D(here.x, here.y, bearing(here, last)), commands)

    def _search(self, commands: list[Command]) -> list[News]:
        """Go back a little on the way that we came."""
        self._searched = True
        back = self._trail.back(self._settings.search_back_m, self._settings.resume_m / 2)
        if back is None:
            return []
        self._go_aside(back, commands)
        return [News.SEARCHES]

    def _go_aside(self, pose: Pose2D, commands: list[Command]) -> None:
        self._aside = True
        commands.append(self._drive(pose, ""))
        self._limit(self._settings.slow_speed_mps, commands)

    def _drive(self, goal: Pose2D, place: str) -> GoTo:
        self._drives += 1
        self._goal_id = f"{self._walk_id}/{self._drives}"
        return GoTo(self._goal_id, place, goal, self._settings.goal_deadline_s)

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
