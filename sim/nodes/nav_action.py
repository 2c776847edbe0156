"""An action of Nav2, stood in for: goals in, feedback and results out; one goal at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from builtin_interfaces.msg import Duration, Time
from nav2_msgs.action import NavigateToPose
from rclpy.action import ActionServer, CancelResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.node import Node

from robot.core.geometry import Pose2D
from robot.core.nav_errors import NavError
from robot.nodes.convert import pose_stamped_to_ros
from robot.nodes.running import ENDING
from sim.embedded.nav_status import NavState, NavStatus

_LOOK_S = 0.5
"""A waiting goal looks this often whether the node is going down."""


class _Errand:
    """One goal from acceptance to result."""

    def __init__(self, handle: ServerGoalHandle) -> None:
        self.handle = handle
        self.done = threading.Event()
        self.status = NavStatus(NavState.CANCELLED)


class NavAction:
    """Hands goals to `start` and learns of their end by `tell`. A new goal ends the one before."""

    def __init__(
        self,
        node: Node,
        action: Any,
        name: str,
        start: Callable[[Any], None],
        stop: Callable[[], None],
    ) -> None:
        """`action` of nav2_msgs; `start` raises ValueError for a goal that makes no sense."""
        self._action = action
        self._start, self._stop = start, stop
        self._lock = threading.Lock()
        self._errand: _Errand | None = None
        self._waiting: dict[bytes, _Errand] = {}
        self._server = ActionServer(
            node,
            action,
            name,
            execute_callback=self._execute,
            handle_accepted_callback=self._accept,
            cancel_callback=lambda _: CancelResponse.ACCEPT,
            callback_group=ReentrantCallbackGroup(),
        )

    @property
    def cancel_requested(self) -> bool:
        """Whether the goal under way is to be ended."""
        with self._lock:
            return self._errand is not None and bool(self._errand.handle.is_cancel_requested)

    def drop(self) -> None:
        """The goal under way, if there is one, is over: another action moves the robot now."""
        with self._lock:
            errand, self._errand = self._errand, None
        if errand is not None:
            _end(errand, NavStatus(NavState.CANCELLED, message="replaced by a newer goal"))

    def tell(self, status: NavStatus, feedback: Callable[[], Any]) -> None:
        """How the goal under way goes, once a step; frees whoever waits for its end."""
        with self._lock:
            errand = self._errand
            if errand is None:
                return
            if status.ended:
                self._errand = None
                _end(errand, status)
                return
        errand.handle.publish_feedback(feedback())

    def _accept(self, handle: ServerGoalHandle) -> None:
        errand = _Errand(handle)
        with self._lock:
            self._waiting[bytes(handle.goal_id.uuid)] = errand
            before, self._errand = self._errand, errand
            if before is not None:
                _end(before, NavStatus(NavState.CANCELLED, message="replaced by a newer goal"))
        try:
            self._start(handle.request)
        except ValueError as error:
            self._stop()
            with self._lock:
                self._errand = None
            _end(errand, NavStatus(NavState.FAILED, NavError.PLANNER_TF_ERROR, str(error)))
        handle.execute()

    def _execute(self, handle: ServerGoalHandle) -> Any:
        errand = self._waiting.pop(bytes(handle.goal_id.uuid))
        while not errand.done.wait(_LOOK_S):
            if ENDING.is_set():
                break
        status = errand.status
        if status.state is NavState.REACHED:
            handle.succeed()
        elif status.state is NavState.CANCELLED and handle.is_cancel_requested:
            handle.canceled()
        else:
            handle.abort()
        result = self._action.Result(error_code=int(status.error), error_msg=status.message)
        if hasattr(result, "success"):
            result.success = status.state is NavState.REACHED
        return result


def drive_feedback(status: NavStatus, pose: Pose2D, stamp: Time) -> NavigateToPose.Feedback:
    """Of navigate_to_pose."""
    return NavigateToPose.Feedback(
        current_pose=pose_stamped_to_ros(pose, stamp),
        navigation_time=_duration(status.navigation_time_s),
        estimated_time_remaining=_duration(status.time_remaining_s),
        number_of_recoveries=0,
        distance_remaining=status.distance_remaining_m,
    )


def _end(errand: _Errand, status: NavStatus) -> None:
    errand.status = status
    errand.done.set()


def _duration(seconds: float) -> Duration:
    whole = int(max(seconds, 0.0))
    return Duration(sec=whole, nanosec=int((max(seconds, 0.0) - whole) * 1e9))
