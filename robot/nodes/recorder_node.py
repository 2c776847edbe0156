"""Keeps every finished visit and the robot's shifts in the store; what fails is tried again."""

from __future__ import annotations

import uuid
from collections import deque
from datetime import datetime, timezone
from pathlib import Path

from rclpy.node import Node
from sensor_msgs.msg import BatteryState

from l2b2_interfaces.msg import Stop
from l2b2_interfaces.msg import Visit as VisitMessage
from robot.adapters.content_folder import read_house
from robot.adapters.folders import CONTENT, MAP, default_store_url
from robot.adapters.sql_visits import SqlVisits
from robot.core.settings import FolderSettings, StoreSettings
from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.nodes import names
from robot.nodes.convert import battery_from_ros, stopped_from_ros, visit_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.reception.content import House
from robot.stats.shifts import ShiftCounter
from robot.stats.visits import StoreError

_LOOK_S = 2.0


class RecorderNode(Node):
    """Topic `visits` to the database, and what `battery_state` and `stop_state` tell, too."""

    def __init__(self) -> None:
        super().__init__("recorder_node")
        self._diagnosis = Diagnosis(self)
        database = declare(self, StoreSettings).database
        house = self._house(declare(self, FolderSettings))
        refuse_unknown(self)
        zone = house.content.town.timezone if house else None
        self._store = SqlVisits(database or default_store_url(), zone)
        self._waiting: deque[Visit | Shift] = deque()
        self._kept = 0
        self._shift: ShiftCounter | None = None
        self.create_subscription(VisitMessage, names.VISITS, self._take, names.KEPT_QOS)
        if house:
            self._count_shifts(house.content.town.robot_name, house.places.building)
        self.create_timer(_LOOK_S, self._look)
        self._keep()

    def destroy_node(self) -> None:
        """Keep the shift that was under way."""
        if self._shift is not None:
            self._keep_too(self._shift.close(_new_id()))
        self._keep()
        super().destroy_node()

    def _house(self, folders: FolderSettings) -> House | None:
        """The town's facts; with faulty content visits are kept all the same."""
        house, faults = read_house(
            Path(folders.content_dir or CONTENT), Path(folders.map_dir or MAP)
        )
        if house is None:
            self._diagnosis.warn(f"keeps visits only, `l2b2 check` tells more: {faults[0]}")
        return house

    def _count_shifts(self, robot: str, building: str) -> None:
        shift = self._shift = ShiftCounter(robot, building, _now())

        def battery(message: BatteryState) -> None:
            try:
                shift.battery(battery_from_ros(message))
            except ValueError as error:
                self._diagnosis.warn(f"the battery makes no sense: {error}")

        def stop(message: Stop) -> None:
            shift.stop(stopped_from_ros(message))

        self.create_subscription(BatteryState, names.BATTERY_STATE, battery, names.SENSOR_QOS)
        self.create_subscription(Stop, names.STOP_STATE, stop, names.LATCHED_QOS)

    def _look(self) -> None:
        if self._shift is not None:
            self._keep_too(self._shift.look(_now(), _new_id()))
        self._keep()

    def _take(self, message: VisitMessage) -> None:
        try:
            self._waiting.append(visit_from_ros(message))
        except ValueError as error:
            self._diagnosis.warn(f"a visit record that makes no sense was left out: {error}")
            return
        self._keep()

    def _keep_too(self, shift: Shift | None) -> None:
        if shift is not None:
            self._waiting.append(shift)

    def _keep(self) -> None:
        try:
            while self._waiting:
                self._kept += self._store.add(self._waiting[0])
                self._waiting.popleft()
        except StoreError as error:
            self._diagnosis.error(f"{len(self._waiting)} records wait to be kept: {error}")
            return
        self._diagnosis.ok(f"{self._kept} records kept since the start")


def _now() -> datetime:
    """Hours are those of the wall clock, also where time is simulated."""
    return datetime.now(timezone.utc)


def _new_id() -> str:
    return str(uuid.uuid4())


def main() -> None:
    """Run the node."""
    run(RecorderNode)


if __name__ == "__main__":
    main()
