"""A talk without a robot: drives arrive at once, and sentences are spoken at once or in time.

For `l2b2 talk`, for trying a draft before it is published, and for transcripts in tests: the real
brain, with manual time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from robot.core.commands import Command, GoTo, Say, StopSaying
from robot.core.events import (
    Engagement,
    Event,
    GoalEnded,
    GoalOutcome,
    Heard,
    PeopleSeen,
    Person,
    RobotAt,
    SpeechEnded,
    SpeechOutcome,
    Tick,
    Touched,
)
from robot.core.geometry import Point2D, Pose2D
from robot.reception.receptionist import Receptionist

TICK_S = 0.2
VISITOR = "visitor"


class Rehearsal:
    """One visitor before the brain; `watch` sees every command in order."""

    def __init__(
        self,
        receptionist: Receptionist,
        base: Pose2D,
        watch: Callable[[Command], None],
        goal_outcome: Callable[[GoTo], GoalOutcome] = lambda goal: GoalOutcome.REACHED,
    ) -> None:
        self._receptionist = receptionist
        self._watch = watch
        self._goal_outcome = goal_outcome
        self.now_s = 0.0
        self.robot = base
        self.visitor = ""
        """Track id of the visitor before the robot; empty: nobody is there."""
        self.others: list[str] = []
        """Track ids of people who wait beside."""
        self.follows = True
        """Whether the visitor stays near the robot; otherwise out of its sight."""
        self.drives = True
        """Whether drives end at once; otherwise they are under way until they are ended."""
        self.s_per_character = 0.0
        """How slowly the robot speaks; 0: every sentence takes no time."""
        self._saying: tuple[float, SpeechEnded] | None = None
        self._visits = 0
        self._feed(RobotAt(base))

    def come(self) -> None:
        """A visitor comes and stays."""
        self.visitor = self._new_person()
        self.wait(TICK_S)

    def come_too(self) -> None:
        """Another one comes and stands beside the first."""
        self.others.append(self._new_person())
        self.wait(TICK_S)

    def leave(self) -> None:
        """The visitor goes away; whoever waited longest steps up."""
        self.visitor = self.others.pop(0) if self.others else ""
        self.wait(8.0)

    def _new_person(self) -> str:
        self._visits += 1
        return f"{VISITOR}-{self._visits}"

    def say(self, text: str, language: str = "") -> None:
        """The visitor speaks, once the robot is silent."""
        self._feed(Heard(text, language))
        self.wait(TICK_S)

    def touch(self, touched: Touched) -> None:
        """The visitor touches the screen."""
        self._feed(touched)
        self.wait(TICK_S)

    def tell(self, event: Event) -> None:
        """Something else happens."""
        self._feed(event)
        self.wait(TICK_S)

    def drive_on(self, pose: Pose2D) -> None:
        """The robot is a little further."""
        self.robot = pose
        self.tell(RobotAt(pose))

    def wait(self, seconds: float) -> None:
        """Time passes."""
        end_s = self.now_s + seconds
        while self.now_s < end_s - 1e-9:
            self.now_s = round(self.now_s + TICK_S, 3)
            if self._saying is not None and self.now_s >= self._saying[0]:
                ended, self._saying = self._saying[1], None
                self._feed(ended)
            self._feed(PeopleSeen(tuple(self._people())))
            self._feed(Tick())

    def _people(self) -> Iterable[Person]:
        if self.visitor and self.follows:
            yield self._person(self.visitor, 0)
        for place, other in enumerate(self.others, 1):
            yield self._person(other, place)

    def _person(self, id_: str, place: int) -> Person:
        beside = Point2D(self.robot.x + 1.0, self.robot.y + 0.95 * place)
        return Person(id_, beside, Point2D(0.0, 0.0), Engagement.ENGAGED)

    def _feed(self, event: Event) -> None:
        todo: list[Event] = [event]
        while todo:
            for command in self._receptionist.step(todo.pop(0), self.now_s):
                self._watch(command)
                todo += self._reply(command)

    def _reply(self, command: Command) -> list[Event]:
        """What the world answers to a command, at once."""
        if isinstance(command, StopSaying):
            self._saying = None
        if isinstance(command, Say):
            ended = SpeechEnded(command.say_id, SpeechOutcome.SPOKEN)
            if self.s_per_character == 0.0:
                return [ended]
            self._saying = self.now_s + self.s_per_character * len(command.text), ended
        if isinstance(command, GoTo) and self.drives:
            outcome = self._goal_outcome(command)
            if outcome is GoalOutcome.REACHED:
                self.robot = command.pose
            return [RobotAt(self.robot), GoalEnded(command.goal_id, outcome)]
        return []
