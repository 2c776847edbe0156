"""The brain's doors on ROS 2: actions `say` and `guide`, topics for screen, records and speed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nav2_msgs.msg import SpeedLimit
from rclpy.action.client import ClientGoalHandle
from rclpy.duration import Duration
from rclpy.node import Node
from rclpy.task import Future

from l2b2_interfaces.action import Guide
from l2b2_interfaces.action import Say as SayAction
from l2b2_interfaces.msg import DialogueState
from l2b2_interfaces.msg import Visit as VisitMessage
from robot.core.commands import CallStaff, GoTo, Listen, Say, Show
from robot.core.events import GoalEnded, GoalOutcome, SpeechEnded, SpeechOutcome
from robot.core.visit import Visit
from robot.nodes import names
from robot.nodes.action_client import ActionClient
from robot.nodes.convert import (
    goal_outcome_from_ros,
    goto_to_ros,
    say_to_ros,
    show_to_ros,
    speech_outcome_from_ros,
    visit_to_ros,
)
from robot.nodes.diagnosis import Diagnosis

_HANDED_OVER_S = 1.0
"""What nobody takes within this long is not waited for."""
STANDING_MPS = 0.001
"""Waiting on the wire: in nav2_msgs/SpeedLimit 0 means no limit at all."""


class _Latest:
    """The one goal of an action that still matters; older ones are cancelled."""

    def __init__(self, node: Node, action: Any, name: str) -> None:
        self._client = ActionClient(node, action, name)
        self._id = ""
        self._handle: ClientGoalHandle | None = None

    def send(self, id_: str, goal: Any, ended: Callable[[Any | None], None]) -> None:
        """Send a goal; `ended` gets the result, or None if it was refused or nobody is there."""
        self.cancel()
        self._id = id_
        if not self._client.server_is_ready():
            ended(None)
            return
        sent = self._client.send_goal_async(goal)
        sent.add_done_callback(lambda future: self._accepted(id_, future, ended))

    def cancel(self) -> None:
        """Nothing that was sent matters any more."""
        if self._handle is not None:
            self._handle.cancel_goal_async()
        self._id, self._handle = "", None

    def _accepted(self, id_: str, future: Future, ended: Callable[[Any | None], None]) -> None:
        handle: ClientGoalHandle | None = future.result()
        if handle is None or not handle.accepted:
            ended(None)
            return
        if id_ != self._id:
            handle.cancel_goal_async()
            return
        self._handle = handle
        result = handle.get_result_async()
        result.add_done_callback(lambda done: self._done(id_, done, ended))

    def _done(self, id_: str, future: Future, ended: Callable[[Any | None], None]) -> None:
        if id_ == self._id:
            self._id, self._handle = "", None
        response = future.result()
        ended(response.result if response is not None else None)


class RosDoors:
    """Carries commands out; tells ends of sentences and drives to `said` and `drove`."""

    def __init__(
        self,
        node: Node,
        diagnosis: Diagnosis,
        said: Callable[[SpeechEnded], None],
        drove: Callable[[GoalEnded], None],
    ) -> None:
        self._node, self._diagnosis = node, diagnosis
        self._said, self._drove = said, drove
        self._voice = _Latest(node, SayAction, names.SAY)
        self._guide = _Latest(node, Guide, names.GUIDE)
        self._screen = node.create_publisher(DialogueState, names.DIALOGUE_STATE, names.LATCHED_QOS)
        self._visits = node.create_publisher(VisitMessage, names.VISITS, names.KEPT_QOS)
        self._speed = node.create_publisher(SpeedLimit, names.SPEED_LIMIT, names.EVENT_QOS)

    def say(self, say: Say) -> None:
        """Begin to speak."""

        def ended(result: Any | None) -> None:
            outcome = SpeechOutcome.FAILED if result is None else _speech(result)
            self._said(SpeechEnded(say.say_id, outcome))

        self._voice.send(say.say_id, say_to_ros(say), ended)

    def stop_saying(self) -> None:
        """Be silent."""
        self._voice.cancel()

    def listen(self, listen: Listen) -> None:
        """The speech side reads it from `dialogue_state`: the mood listening, and the language."""

    def go_to(self, goal: GoTo) -> None:
        """Begin to drive."""

        def ended(result: Any | None) -> None:
            if result is None:
                missing = f"nobody takes goals at '{names.GUIDE}' (is guiding_node running?)"
                self._drove(GoalEnded(goal.goal_id, GoalOutcome.REJECTED, detail=missing))
                return
            outcome = goal_outcome_from_ros(result.outcome)
            self._drove(GoalEnded(goal.goal_id, outcome, result.driven_m, result.error_msg))

        self._guide.send(goal.goal_id, goto_to_ros(goal, self._stamp()), ended)

    def stop_moving(self) -> None:
        """End the drive under way."""
        self._guide.cancel()

    def limit_speed(self, speed_mps: float) -> None:
        """Drive no faster; 0 stands."""
        message = SpeedLimit(percentage=False, speed_limit=max(speed_mps, STANDING_MPS))
        message.header.stamp = self._stamp()
        self._speed.publish(message)

    def show(self, show: Show) -> None:
        """Show on the screen."""
        self._screen.publish(show_to_ros(show, self._stamp()))

    def record(self, visit: Visit) -> None:
        """Keep a visit's record."""
        self._visits.publish(visit_to_ros(visit))

    def finish(self) -> None:
        """Wait until who is there has every record."""
        self._visits.wait_for_all_acked(Duration(seconds=_HANDED_OVER_S))

    def call_staff(self, call: CallStaff) -> None:
        """Staff see it in the panel's health view."""
        about = f" about {call.service}" if call.service else ""
        self._diagnosis.warn(f"staff are called ({call.reason}){about}, language {call.language}")

    def _stamp(self) -> Any:
        return self._node.get_clock().now().to_msg()


def _speech(result: Any) -> SpeechOutcome:
    return speech_outcome_from_ros(result.outcome)
