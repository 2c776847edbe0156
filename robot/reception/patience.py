"""Time-outs of the talk: announced, and put off by any sign of life (WCAG 2.2.1)."""

from __future__ import annotations

from enum import Enum

from robot.dialogue.flow import State
from robot.dialogue.vocabulary import MOST_EXTENSIONS


class Turn(Enum):
    """What time has come for."""

    WARN = "warn"
    OVER = "over"


class Patience:
    """How long the robot still waits for the visitor."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._until_s: float | None = None
        self._extensions = 0
        self.warned = False

    def enter(self, state: State, now_s: float) -> None:
        """The talk has reached a state, or the visitor has shown a sign of life in it."""
        if self._state is not state:
            self._extensions = 0
        self._state = state
        self.warned = False
        self._until_s = None if state.wait_s is None else now_s + state.wait_s

    def extend(self, now_s: float) -> None:
        """More time was asked for."""
        if self._state is not None and self.can_extend:
            extensions = self._extensions + 1
            self.enter(self._state, now_s)
            self._extensions = extensions

    @property
    def can_extend(self) -> bool:
        """Whether more time can be had."""
        return self._extensions < MOST_EXTENSIONS

    def seconds_left(self, now_s: float) -> float | None:
        """Until the time-out, once it has been announced."""
        if self._until_s is None or not self.warned:
            return None
        return max(0.0, self._until_s - now_s)

    def look(self, now_s: float) -> Turn | None:
        """Whether to warn or to end now; a jump of the clock never skips the warning."""
        if self._state is None or self._until_s is None:
            return None
        if not self.warned:
            if now_s < self._until_s - self._state.warn_s:
                return None
            self.warned = True
            self._until_s = now_s + self._state.warn_s
            return Turn.WARN
        return Turn.OVER if now_s >= self._until_s else None
