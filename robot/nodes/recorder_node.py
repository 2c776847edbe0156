"""Keeps every finished visit in the store; one that cannot be kept now is tried again."""

from __future__ import annotations

from collections import deque

from rclpy.node import Node

from l2b2_interfaces.msg import Visit as VisitMessage
from robot.adapters.folders import default_store_url
from robot.adapters.sql_visits import SqlVisits
from robot.core.settings import StoreSettings
from robot.core.visit import Visit
from robot.nodes import names
from robot.nodes.convert import visit_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.stats.visits import StoreError

_RETRY_S = 2.0


class RecorderNode(Node):
    """Topic `visits` to the database."""

    def __init__(self) -> None:
        super().__init__("recorder_node")
        self._diagnosis = Diagnosis(self)
        database = declare(self, StoreSettings).database
        refuse_unknown(self)
        self._store = SqlVisits(database or default_store_url())
        self._waiting: deque[Visit] = deque()
        self._kept = 0
        self.create_subscription(VisitMessage, names.VISITS, self._take, names.KEPT_QOS)
        self.create_timer(_RETRY_S, self._keep)
        self._keep()

    def _take(self, message: VisitMessage) -> None:
        try:
            self._waiting.append(visit_from_ros(message))
        except ValueError as error:
            self._diagnosis.warn(f"a visit record that makes no sense was left out: {error}")
            return
        self._keep()

    def _keep(self) -> None:
        try:
            while self._waiting:
                self._kept += self._store.add(self._waiting[0])
                self._waiting.popleft()
        except StoreError as error:
            self._diagnosis.error(f"{len(self._waiting)} visits wait to be kept: {error}")
            return
        self._diagnosis.ok(f"{self._kept} visits kept since the start")


def main() -> None:
    """Run the node."""
    run(RecorderNode)


if __name__ == "__main__":
    main()
