"""How a drive goes and how it ended, with Nav2's error codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from robot.core.events import GoalOutcome


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


class NavError(IntEnum):
    """Error codes of Nav2 (Jazzy): 1xx FollowPath, 2xx ComputePathToPose."""

    NONE = 0
    FAILED_TO_MAKE_PROGRESS = 105
    CONTROLLER_TIMED_OUT = 107
    START_OUTSIDE_MAP = 203
    GOAL_OUTSIDE_MAP = 204
    START_OCCUPIED = 205
    GOAL_OCCUPIED = 206
    NO_VALID_PATH = 208


OUTCOMES: dict[NavError, GoalOutcome] = {
    NavError.NONE: GoalOutcome.REACHED,
    NavError.FAILED_TO_MAKE_PROGRESS: GoalOutcome.BLOCKED,
    NavError.CONTROLLER_TIMED_OUT: GoalOutcome.TIMED_OUT,
    NavError.START_OUTSIDE_MAP: GoalOutcome.FAILED,
    NavError.START_OCCUPIED: GoalOutcome.FAILED,
    NavError.GOAL_OUTSIDE_MAP: GoalOutcome.REJECTED,
    NavError.GOAL_OCCUPIED: GoalOutcome.REJECTED,
    NavError.NO_VALID_PATH: GoalOutcome.NO_PATH,
}
"""What each code means to whoever sent the robot."""


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
