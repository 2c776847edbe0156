"""Nav2's error codes (Jazzy) and what each means to whoever sent the robot.

Source: nav2_msgs/action/FollowPath (1xx) and ComputePathToPose (2xx), of which NavigateToPose
hands on the lowest; DockRobot and UndockRobot (9xx).
"""

from __future__ import annotations

from enum import IntEnum

from robot.core.events import GoalOutcome


class NavError(IntEnum):
    """Why a drive failed."""

    NONE = 0
    CONTROLLER_UNKNOWN = 100
    INVALID_CONTROLLER = 101
    CONTROLLER_TF_ERROR = 102
    INVALID_PATH = 103
    PATIENCE_EXCEEDED = 104
    FAILED_TO_MAKE_PROGRESS = 105
    NO_VALID_CONTROL = 106
    CONTROLLER_TIMED_OUT = 107
    PLANNER_UNKNOWN = 200
    INVALID_PLANNER = 201
    PLANNER_TF_ERROR = 202
    START_OUTSIDE_MAP = 203
    GOAL_OUTSIDE_MAP = 204
    START_OCCUPIED = 205
    GOAL_OCCUPIED = 206
    PLANNER_TIMEOUT = 207
    NO_VALID_PATH = 208
    DOCK_NOT_IN_DB = 901
    DOCK_NOT_VALID = 902
    FAILED_TO_STAGE = 903
    FAILED_TO_DETECT_DOCK = 904
    FAILED_TO_CONTROL = 905
    FAILED_TO_CHARGE = 906


_OUTCOMES = {
    NavError.NONE: GoalOutcome.REACHED,
    NavError.PATIENCE_EXCEEDED: GoalOutcome.BLOCKED,
    NavError.FAILED_TO_MAKE_PROGRESS: GoalOutcome.BLOCKED,
    NavError.NO_VALID_CONTROL: GoalOutcome.BLOCKED,
    NavError.CONTROLLER_TIMED_OUT: GoalOutcome.TIMED_OUT,
    NavError.GOAL_OUTSIDE_MAP: GoalOutcome.REJECTED,
    NavError.GOAL_OCCUPIED: GoalOutcome.REJECTED,
    NavError.PLANNER_TIMEOUT: GoalOutcome.NO_PATH,
    NavError.NO_VALID_PATH: GoalOutcome.NO_PATH,
    NavError.DOCK_NOT_IN_DB: GoalOutcome.REJECTED,
    NavError.DOCK_NOT_VALID: GoalOutcome.REJECTED,
    NavError.FAILED_TO_STAGE: GoalOutcome.BLOCKED,
}


def outcome_of(code: int) -> GoalOutcome:
    """What a result's error code means; any that is not listed is a plain failure."""
    try:
        return _OUTCOMES.get(NavError(code), GoalOutcome.FAILED)
    except ValueError:
        return GoalOutcome.FAILED


def describe(code: int) -> str:
    """The code's name for logs, e.g. `NO_VALID_PATH (208)`."""
    try:
        return f"{NavError(code).name} ({code})"
    except ValueError:
        return f"error {code}"
