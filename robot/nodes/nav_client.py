"""One errand through an action of Nav2 (drive, dock, undock), with a deadline for every wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from action_msgs.msg import GoalStatus
from rclpy.action.client import ClientGoalHandle
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.node import Node
from rclpy.task import Future

from robot.core.events import GoalOutcome
from robot.core.nav_errors import NavError, describe, outcome_of
from robot.nodes.action_client import ActionClient
from robot.nodes.running import ENDING

_SERVER_S = 3.0
"""Longest wait for the navigation server to be there (wall time, as below)."""
_ANSWER_S = 5.0
"""Longest wait for a goal to be taken or refused, and for a cancelled one to end."""
_GONE_S = 3.0
"""A server that cannot be seen for this long has gone."""
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Ended:
    """How a drive ended."""

    outcome: GoalOutcome
    message: str = ""


class NavClient:
    """Talks to Nav2 or its stand-in; called from a thread of its own, one drive at a time."""

    def __init__(self, node: Node, action: Any, name: str) -> None:
        """`action`: NavigateToPose, DockRobot or UndockRobot of nav2_msgs, served as `name`."""
        self._node, self._name = node, name
        self._client = ActionClient(node, action, name, callback_group=ReentrantCallbackGroup())

    def run(
        self,
        goal: Any,
        deadline_s: float,
        cancelled: Callable[[], bool],
        feedback: Callable[[Any], None] = lambda _: None,
    ) -> Ended:
        """Send a goal and wait for its end. `deadline_s`: seconds on the node's clock from now."""
        if not self._client.wait_for_server(timeout_sec=_SERVER_S):
            return Ended(
                GoalOutcome.FAILED,
                f"nobody answers at '{self._name}' (is Nav2 or nav_node running?)",
            )
        handle = self._send(goal, feedback)
        if handle is None:
            return Ended(GoalOutcome.FAILED, f"the goal got no answer within {_ANSWER_S:g} s")
        if not handle.accepted:
            return Ended(GoalOutcome.REJECTED, "the navigation server refused the goal")
        return self._await(handle, deadline_s, cancelled)

    def _send(self, goal: Any, feedback: Callable[[Any], None]) -> ClientGoalHandle | None:
        sent = self._client.send_goal_async(
            goal, feedback_callback=lambda message: feedback(message.feedback)
        )
        if _wait(sent, _ANSWER_S):
            handle: ClientGoalHandle | None = sent.result()
            return handle
        sent.add_done_callback(_cancel_late)
        return None

    def _await(
        self, handle: ClientGoalHandle, deadline_s: float, cancelled: Callable[[], bool]
    ) -> Ended:
        result = handle.get_result_async()
        began_s = self._now_s()
        answered = time.monotonic()
        while not result.done():
            if cancelled():
                return self._end(handle, result, Ended(GoalOutcome.CANCELLED))
            if self._now_s() - began_s > deadline_s:
                late = Ended(GoalOutcome.TIMED_OUT, f"not there after {deadline_s:.0f} s")
                return self._end(handle, result, late)
            if self._client.server_is_ready():
                answered = time.monotonic()
            elif time.monotonic() - answered > _GONE_S:
                return Ended(GoalOutcome.FAILED, "the navigation server has gone")
            time.sleep(_LOOK_S)
        return _ended(result)

    def _end(self, handle: ClientGoalHandle, result: Future, ended: Ended) -> Ended:
        handle.cancel_goal_async()
        if ENDING.is_set() or not _wait(result, _ANSWER_S):
            return Ended(ended.outcome, f"{ended.message} (navigation did not confirm)".strip())
        reached = _ended(result)
        return reached if reached.outcome is GoalOutcome.REACHED else ended

    def _now_s(self) -> float:
        return float(self._node.get_clock().now().nanoseconds) * 1e-9


def _ended(result: Future) -> Ended:
    """A result in our words."""
    response = result.result()
    if response is None:
        return Ended(GoalOutcome.FAILED, "the navigation server sent no result")
    if response.status == GoalStatus.STATUS_SUCCEEDED:
        return Ended(GoalOutcome.REACHED)
    if response.status == GoalStatus.STATUS_CANCELED:
        return Ended(GoalOutcome.CANCELLED, response.result.error_msg)
    code = int(response.result.error_code)
    if code == NavError.NONE:  # aborted without a reason
        return Ended(GoalOutcome.FAILED, response.result.error_msg or "navigation gave up")
    return Ended(outcome_of(code), f"{describe(code)}: {response.result.error_msg}")


def _wait(future: Future, seconds: float) -> bool:
    """Whether the future is done in time; the executor's threads do the work."""
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    return done.wait(seconds)


def _cancel_late(sent: Future) -> None:
    """A goal that is taken after we gave up waiting must not drive the robot."""
    handle = sent.result()
    if handle is not None and handle.accepted:
        handle.cancel_goal_async()
