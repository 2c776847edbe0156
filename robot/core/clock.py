"""Time as an argument: the thinking storeys get `now_s`, only doors read a clock."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Monotonic seconds from an arbitrary start; simulated time where the world is simulated."""

    def now_s(self) -> float:
        """Seconds now; never goes back."""


class ManualClock:
    """A clock that moves only when told to."""

    def __init__(self, start_s: float = 0.0) -> None:
        self._now_s = start_s

    def now_s(self) -> float:
        """Seconds now."""
        return self._now_s

    def advance(self, seconds: float) -> None:
        """Move on by `seconds`, which may not be negative (ValueError)."""
        if seconds < 0:
            raise ValueError(f"time does not run backwards: {seconds} s")
        self._now_s += seconds
