"""Sends each command to its door, and makes sure that every sentence and drive comes to an end.

A door that never answers is not waited for without end: after the deadline the end is told as
failed or timed out, once; what the door says afterwards is forgotten. A drive of which guiding
knows nothing any more, because it died or was started anew, has failed long before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from robot.core.commands import (
    CallStaff,
    Command,
    GoTo,
    LimitSpeed,
    Listen,
    Record,
    Say,
    Show,
    StopMoving,
    StopSaying,
)
from robot.core.events import GoalEnded, GoalOutcome, SpeechEnded, SpeechOutcome
from robot.core.visit import Visit

SLOW_VOICE_S = 0.12
"""A character said slowly, seconds."""
SPARE_S = 10.0
"""A door may take so much longer than it should."""
LOST_S = 10.0
"""A drive that guiding has not told of for so long is lost."""


class Doors(Protocol):
    """The outside, as the brain commands it; nothing here waits."""

    def say(self, say: Say) -> None:
        """Begin to speak."""

    def stop_saying(self) -> None:
        """Be silent."""

    def listen(self, listen: Listen) -> None:
        """Open or close the ears."""

    def go_to(self, goal: GoTo) -> None:
        """Begin to drive."""

    def stop_moving(self) -> None:
        """End the drive under way."""

    def limit_speed(self, speed_mps: float) -> None:
        """Drive no faster; 0 stands."""

    def show(self, show: Show) -> None:
        """Show on the screen."""

    def record(self, visit: Visit) -> None:
        """Keep a visit's record."""

    def call_staff(self, call: CallStaff) -> None:
        """Let a person know."""


class Dispatch:
    """Between brain and doors."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._say: tuple[str, float] | None = None
        self._goal: tuple[str, float] | None = None
        self._drives_s = 0.0
        """When it began, or was last told of."""

    def send(self, commands: Iterable[Command], now_s: float) -> None:
        """Carry out, in order."""
        for command in commands:
            self._send(command, now_s)

    def _send(self, command: Command, now_s: float) -> None:
        doors = self._doors
        if isinstance(command, Say):
            own_s = SLOW_VOICE_S * len(command.text) / command.rate
            self._say = command.say_id, now_s + own_s + SPARE_S
            doors.say(command)
        elif isinstance(command, StopSaying):
            self._say = None
            doors.stop_saying()
        elif isinstance(command, GoTo):
            self._goal = command.goal_id, now_s + command.deadline_s + SPARE_S
            self._drives_s = now_s
            doors.go_to(command)
        elif isinstance(command, StopMoving):
            self._goal = None
            doors.stop_moving()
        elif isinstance(command, LimitSpeed):
            doors.limit_speed(command.speed_mps)
        elif isinstance(command, Listen):
            doors.listen(command)
        elif isinstance(command, Show):
            doors.show(command)
        elif isinstance(command, Record):
            doors.record(command.visit)
        else:
            doors.call_staff(command)

    def said(self, event: SpeechEnded) -> SpeechEnded | None:
        """The end of a sentence as the door tells it; None if it is no longer waited for."""
        if self._say is None or self._say[0] != event.say_id:
            return None
        self._say = None
        return event

    def drove(self, event: GoalEnded) -> GoalEnded | None:
        """The end of a drive as the door tells it; None if it is no longer waited for."""
        if self._goal is None or self._goal[0] != event.goal_id:
            return None
        self._goal = None
        return event

    def driving(self, now_s: float) -> None:
        """Guiding says that a drive is under way."""
        self._drives_s = now_s

    def overdue(self, now_s: float) -> tuple[SpeechEnded | GoalEnded, ...]:
        """Ends that no door told in time."""
        ends: list[SpeechEnded | GoalEnded] = []
        if self._say is not None and now_s > self._say[1]:
            ends.append(SpeechEnded(self._say[0], SpeechOutcome.FAILED))
            self._say = None
        if self._goal is not None and now_s > self._goal[1]:
            ends.append(self._give_up(GoalOutcome.TIMED_OUT, "navigation never answered"))
        elif self._goal is not None and now_s > self._drives_s + LOST_S:
            ends.append(self._give_up(GoalOutcome.FAILED, "guiding knows of no drive any more"))
        return tuple(ends)

    def _give_up(self, outcome: GoalOutcome, why: str) -> GoalEnded:
        assert self._goal is not None
        ended = GoalEnded(self._goal[0], outcome, detail=why)
        self._goal = None
        self._doors.stop_moving()
        return ended
