"""An action client that several threads may use.

rclpy's own sends a request and only then notes down that an answer is due; a quick answer that
another thread takes in between is thrown away, and the caller waits for ever.
"""

from __future__ import annotations

import threading
from typing import Any

from rclpy import action
from rclpy.node import Node
from rclpy.task import Future


class ActionClient(action.ActionClient):
    """rclpy's, whose answers wait until the request is noted down."""

    def __init__(self, node: Node, action_type: Any, name: str, **options: Any) -> None:
        self._sending = threading.Lock()
        super().__init__(node, action_type, name, **options)

    def send_goal_async(self, *arguments: Any, **options: Any) -> Future:
        """See rclpy.action.ActionClient."""
        with self._sending:
            sent: Future = super().send_goal_async(*arguments, **options)
        return sent

    def _cancel_goal_async(self, *arguments: Any) -> Future:
        with self._sending:
            sent: Future = super()._cancel_goal_async(*arguments)
        return sent

    def _get_result_async(self, *arguments: Any) -> Future:
        with self._sending:
            sent: Future = super()._get_result_async(*arguments)
        return sent

    async def execute(self, taken_data: Any) -> None:
        """See rclpy.waitable.Waitable."""
        with self._sending:  # whatever was being sent is noted down now
            pass
        await super().execute(taken_data)
