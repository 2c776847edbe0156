"""The escort as the receptionist runs it: begins, is fed, and leaves its mark in the talk."""

from __future__ import annotations

from robot.core.commands import Command
from robot.core.escort_settings import EscortSettings
from robot.core.events import GoalEnded, Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.visit import Outcome
from robot.guiding.escort import Escort
from robot.guiding.walk import Around, News, Step
from robot.reception.context import Context
from robot.reception.engagement import Attention


class Walks:
    """At most one walk at a time."""

    def __init__(self, context: Context, attention: Attention, settings: EscortSettings) -> None:
        self._context = context
        self._attention = attention
        self._settings = settings
        self._escort: Escort | None = None
        self._count = 0
        self._people: tuple[Person, ...] = ()
        self._people_s = -float("inf")
        self._path: tuple[Point2D, ...] = ()

    def plan(self, path: tuple[Point2D, ...]) -> None:
        """The way planned from here on."""
        self._path = path

    def see(self, people: tuple[Person, ...], now_s: float) -> None:
        """The newest list of people."""
        self._people, self._people_s = people, now_s

    def people_now(self) -> tuple[Person, ...] | None:
        """Everybody tracked; None: nobody told lately."""
        fresh = self._context.now_s - self._people_s <= self._settings.stale_s
        return self._people if fresh else None

    def begin(self) -> Step:
        """Set off to the topic's place."""
        talk, place = self._context.talk, self._context.place()
        if talk is None or place is None:
            return Step(news=(News.FAILED,))
        goal = self._context.places.goal(place.id)
        self._count += 1
        talk.escorts += 1
        self._escort = Escort(
            f"walk-{self._count}",
            goal.id,
            self._context.places.pose(place.id),
            self._attention.served,
            self._settings,
        )
        return self.step()

    def step(self) -> Step:
        """Look round; nothing while no walk is under way."""
        if self._escort is None:
            return Step()
        now_s = self._context.now_s
        robot = self._context.robot or Pose2D(0.0, 0.0, 0.0)
        around = Around(
            robot, self._people, now_s - self._people_s, self._path, self._context.astray
        )
        return self._escort.step(around, now_s)

    def goal_ended(self, event: GoalEnded) -> Step:
        """A drive has ended."""
        if self._escort is None:
            return Step()
        return self._escort.goal_ended(event, self._context.now_s)

    def pause(self) -> tuple[Command, ...]:
        """Stand, with the goal kept."""
        return self._escort.pause().commands if self._escort else ()

    def resume(self) -> tuple[Command, ...]:
        """Go on."""
        return self._escort.resume().commands if self._escort else ()

    def end(self, lost: bool) -> tuple[Command, ...]:
        """The walk is over, by itself or because the talk has turned to something else.

        `lost`: it ends because the visitor is gone.
        """
        escort, talk = self._escort, self._context.talk
        self._escort = None
        if escort is None:
            return ()
        ended = escort.ended
        commands = escort.cancel().commands
        self._attention.walked(escort.follower_id)
        if talk is not None:
            talk.escort_m += escort.driven_m
            talk.last_walk = None
            if ended is News.ARRIVED:
                talk.escorts_arrived += 1
                place = self._context.place()
                upstairs = place is not None and place.pose is None
                talk.last_walk = Outcome.AT_LIFT if upstairs else Outcome.LED
            elif ended is News.LOST or lost:
                talk.last_walk = Outcome.LEFT
        return commands
