"""The brain's commands carried out in the embedded world, and what becomes of them as events."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

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
from robot.core.events import (
    Event,
    GoalEnded,
    GoalOutcome,
    PathAhead,
    SpeechEnded,
    SpeechOutcome,
)
from robot.core.geometry import Point2D
from robot.core.nav_errors import outcome_of
from robot.core.visit import Visit
from robot.guiding.places import DOCK
from sim.embedded.docking import Phase
from sim.embedded.nav_status import NavState
from sim.embedded.stack import RobotStack
from sim.embedded.view import RobotView

_CHARACTERS_PER_S = 14.0
"""Of espeak-ng at its usual 150 words a minute."""
_SHORTEST_S = 0.6
_PATH_S = 1.0
"""The planned way is told this often."""


@dataclass(slots=True)
class _Speech:
    say_id: str
    ends_s: float


@dataclass(slots=True)
class _Drive:
    goal: GoTo
    undocks: bool = False
    """Drives out of the dock first."""
    driven_m: float = 0.0


class Devices:
    """Voice, screen and navigator of the simulated robot; staff and recorder are lists."""

    def __init__(
        self,
        stack: RobotStack,
        view: RobotView,
        keep: Callable[[Visit], object] = lambda _: None,
    ) -> None:
        self._stack = stack
        self._view = view
        self._keep = keep
        self._speech: _Speech | None = None
        self._drive: _Drive | None = None
        self._pending: list[Event] = []
        self._at = view.pose.point
        self.visits: list[Visit] = []
        self.staff_calls: list[CallStaff] = []
        self.driven_m = 0.0
        self._path_s = -math.inf

    def carry_out(self, commands: tuple[Command, ...], now_s: float) -> None:
        """Begin what the brain wants."""
        for command in commands:
            self._one(command, now_s)

    def _one(self, command: Command, now_s: float) -> None:
        match command:
            case Say():
                self._hush(now_s)
                length = len(command.text) / (_CHARACTERS_PER_S * command.rate)
                self._speech = _Speech(command.say_id, now_s + max(_SHORTEST_S, length))
                self._view.speaking = True
                self._view.spoken += 1
            case StopSaying():
                self._hush(now_s)
            case GoTo():
                self._stop(GoalOutcome.CANCELLED)
                self._drive = self._set_off(command, now_s)
            case StopMoving():
                self._stack.docking.cancel()
                self._stack.navigator.cancel()
                self._stop(GoalOutcome.CANCELLED)
            case LimitSpeed():
                self._stack.navigator.limit_speed(command.speed_mps)
            case Show():
                self._view.show = command
            case Record():
                self.visits.append(command.visit)
                self._keep(command.visit)
            case CallStaff():
                self.staff_calls.append(command)
            case Listen():
                pass  # simulated visitors wait for silence by themselves

    def _hush(self, now_s: float) -> None:
        if self._speech is None:
            return
        self._pending.append(SpeechEnded(self._speech.say_id, SpeechOutcome.INTERRUPTED))
        self._fall_silent(now_s)

    def _fall_silent(self, now_s: float) -> None:
        self._speech = None
        self._view.speaking = False
        self._view.quiet_since_s = now_s

    def _set_off(self, goal: GoTo, now_s: float) -> _Drive:
        """In the dock, out of it first; to the dock, backwards in; else as the navigator drives."""
        docking = self._stack.docking
        if goal.place == DOCK:
            docking.dock(now_s)
        elif docking.phase is Phase.DOCKED:
            docking.undock(now_s)
            return _Drive(goal, undocks=True)
        else:
            docking.cancel()
            self._stack.navigator.set_goal(goal.pose, now_s, goal.deadline_s)
        return _Drive(goal)

    def _watch_drive(self, drive: _Drive, now_s: float) -> None:
        """Its end, the end of leaving the dock, and the way planned."""
        docks = drive.undocks or drive.goal.place == DOCK
        status = (self._stack.docking if docks else self._stack.navigator).status
        if status.state is NavState.REACHED and drive.undocks:
            drive.undocks = False
            self._stack.navigator.set_goal(drive.goal.pose, now_s, drive.goal.deadline_s)
        elif status.state is NavState.REACHED:
            self._stop(GoalOutcome.REACHED)
        elif status.state is NavState.FAILED:
            self._stop(outcome_of(status.error), status.message)
        elif now_s - self._path_s >= _PATH_S:
            self._path_s = now_s
            points = self._stack.navigator.path[::2].tolist()
            self._pending.append(PathAhead(tuple(Point2D(x, y) for x, y in points)))

    def _stop(self, outcome: GoalOutcome, detail: str = "") -> None:
        if self._drive is None:
            return
        goal = self._drive.goal
        self._pending.append(GoalEnded(goal.goal_id, outcome, self._drive.driven_m, detail))
        self._drive = None

    def step(self, now_s: float) -> list[Event]:
        """What has ended since the last call."""
        if self._speech is not None and now_s >= self._speech.ends_s:
            self._pending.append(SpeechEnded(self._speech.say_id, SpeechOutcome.SPOKEN))
            self._fall_silent(now_s)
        here = self._stack.pose.point
        step_m = math.hypot(here.x - self._at.x, here.y - self._at.y)
        self._at = here
        self.driven_m += step_m
        if self._drive is not None:
            self._drive.driven_m += step_m
            self._watch_drive(self._drive, now_s)
        events, self._pending = self._pending, []
        return events
