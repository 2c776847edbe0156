"""How a node says whether it is well: diagnostic_msgs on `diagnostics`, once a second."""

from __future__ import annotations

import math
import re
import time

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from rclpy.node import Node

from robot.nodes import names

_PERIOD_S = 1.0
_CALM_S = 10.0
"""What goes on, or comes back within so long (of the wall's clock), is not logged again."""
_NUMBERS = re.compile(r"[\d.]+")
"""The same complaint with other numbers is the same complaint."""


class Diagnosis:
    """The state of one node; publishes by itself while the node spins."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._said_s: dict[str, float] = {}
        self._status = DiagnosticStatus(
            level=DiagnosticStatus.OK, name=node.get_name(), message="starting"
        )
        self._publisher = node.create_publisher(DiagnosticArray, names.DIAGNOSTICS, names.EVENT_QOS)
        node.create_timer(_PERIOD_S, self._publish)

    def ok(self, message: str) -> None:
        """All is well; `message` says what the node does."""
        self._set(DiagnosticStatus.OK, message)

    def warn(self, message: str) -> None:
        """Something is missing, the node goes on without it; `message` says what to do."""
        self._set(DiagnosticStatus.WARN, message)

    def error(self, message: str) -> None:
        """The node cannot do its work; `message` says why and what to do."""
        self._set(DiagnosticStatus.ERROR, message)

    def _set(self, level: bytes, message: str) -> None:
        self._status.level, self._status.message = level, message
        if level == DiagnosticStatus.OK:
            return
        kind, now_s = _NUMBERS.sub("", message), time.monotonic()
        if now_s - self._said_s.get(kind, -math.inf) >= _CALM_S:
            self._node.get_logger().warning(message)
        self._said_s[kind] = now_s

    def _publish(self) -> None:
        array = DiagnosticArray(status=[self._status])
        array.header.stamp = self._node.get_clock().now().to_msg()
        self._publisher.publish(array)
