"""How a drive goes and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from robot.core.nav_errors import NavError


class NavState(str, Enum):
    """What the navigator is doing, or how it ended."""

    IDLE = "idle"
    DRIVING = "driving"
    WAITING = "waiting"
    """Something is in the way."""
    HELD = "held"
    """The speed limit is 0."""
    REACHED = "reached"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NavStatus:
    """Feedback, and at the end the result."""

    state: NavState
    error: NavError = NavError.NONE
    message: str = ""
    distance_remaining_m: float = 0.0
    navigation_time_s: float = 0.0
    time_remaining_s: float = 0.0

    @property
    def ended(self) -> bool:
        """Whether the goal is done with."""
        return self.state in (NavState.REACHED, NavState.CANCELLED, NavState.FAILED)
