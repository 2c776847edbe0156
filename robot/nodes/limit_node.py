"""The lower of reception's speed limit and the zone's, for Nav2's controller, which hears one."""

from __future__ import annotations

from functools import partial

from nav2_msgs.msg import SpeedLimit
from rclpy.node import Node

from robot.core.driving_settings import SafetySettings
from robot.guiding.limits import SpeedWish, lowest_mps
from robot.nodes import names
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run


class LimitNode(Node):
    """Passes on `speed_limit` and `zone_speed_limit` as one."""

    def __init__(self) -> None:
        super().__init__("limit_node")
        self._diagnosis = Diagnosis(self)
        self._top_mps = declare(self, SafetySettings).max_speed_mps
        refuse_unknown(self)
        self._wishes: dict[str, SpeedWish] = {}
        self._out = self.create_publisher(SpeedLimit, names.LOWEST_SPEED_LIMIT, names.EVENT_QOS)
        for topic in (names.SPEED_LIMIT, names.ZONE_SPEED_LIMIT):
            self.create_subscription(SpeedLimit, topic, partial(self._take, topic), names.EVENT_QOS)
        self._diagnosis.ok("passes on the lower speed limit")

    def _take(self, topic: str, message: SpeedLimit) -> None:
        wish = SpeedWish(message.speed_limit, message.percentage)
        try:
            wish.limit_mps(self._top_mps)
        except ValueError as error:
            self._diagnosis.warn(f"{topic}: a limit was left out: {error}")
            return
        self._wishes[topic] = wish
        limit_mps = lowest_mps(tuple(self._wishes.values()), self._top_mps)
        told = SpeedLimit(percentage=False, speed_limit=limit_mps)
        told.header.stamp = self.get_clock().now().to_msg()
        self._out.publish(told)


def main() -> None:
    """Start the node."""
    run(LimitNode)


if __name__ == "__main__":
    main()
