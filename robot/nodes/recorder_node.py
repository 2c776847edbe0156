"""Keeps every finished visit and the robot's shifts in the store; what fails is tried again."""

from __future__ import annotations

import threading
import uuid
from collections import deque
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from rclpy.node import Node
from sensor_msgs.msg import BatteryState

from l2b2_interfaces.msg import Stop
from l2b2_interfaces.msg import Visit as VisitMessage
from robot.adapters.content_folder import read_house
from robot.adapters.folders import CONTENT, MAP, default_store_url
from robot.adapters.forwarding import Forwarder, to_centre
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.store_upkeep import forget
from robot.core.settings import FolderSettings, StoreSettings
from robot.core.shift import Shift
from robot.core.visit import Visit
from robot.nodes import names
from robot.nodes.convert import battery_from_ros, stopped_from_ros, visit_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import ENDING, run
from robot.reception.content import House
from robot.stats.shifts import ShiftCounter
from robot.stats.visits import StoreError

_LOOK_S = 2.0


class RecorderNode(Node):
    """Topic `visits` to the database, and what `battery_state` and `stop_state` tell, too."""

    def __init__(self) -> None:
        super().__init__("recorder_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, StoreSettings)
        self._house = self._read_house(declare(self, FolderSettings))
        refuse_unknown(self)
        self._forwarder: Forwarder | None = None
        zone = self._house.content.town.timezone if self._house else None
        self._store = SqlVisits(self._settings.database or default_store_url(), zone)
        self._waiting: deque[Visit | Shift] = deque()
        self._kept = 0
        self._shift: ShiftCounter | None = None
        self._tidied: date | None = None
        self._listen()
        if self._settings.forward_url:
            self._forward()
        self.create_timer(_LOOK_S, self._look)
        self._keep()

    def destroy_node(self) -> None:
        """Keep the shift that was under way."""
        if self._shift is not None:
            self._keep_too(self._shift.close(_new_id()))
        self._keep()
        super().destroy_node()

    def _listen(self) -> None:
        self.create_subscription(VisitMessage, names.VISITS, self._take, names.KEPT_QOS)
        self.create_subscription(BatteryState, names.BATTERY_STATE, self._battery, names.SENSOR_QOS)
        self.create_subscription(Stop, names.STOP_STATE, self._stop, names.LATCHED_QOS)

    def _forward(self) -> None:
        settings = self._settings
        send = to_centre(settings.forward_url, settings.forward_token_file)
        self._forwarder = Forwarder(self._store, send)
        threading.Thread(target=self._forwarder.run, args=(ENDING,), daemon=True).start()

    def _read_house(self, folders: FolderSettings) -> House | None:
        """The town's facts; with faulty content visits are kept all the same."""
        house, faults = read_house(
            Path(folders.content_dir or CONTENT), Path(folders.map_dir or MAP)
        )
        if house is None:
            self._diagnosis.warn(f"keeps visits only, `l2b2 check` tells more: {faults[0]}")
        return house

    def _at_work(self) -> ShiftCounter | None:
        """The robot's shift, which begins with the first that is heard of the robot."""
        if self._shift is None and self._house is not None:
            town, places = self._house.content.town, self._house.places
            self._shift = ShiftCounter(town.robot_name, places.building, _now())
        return self._shift

    def _battery(self, message: BatteryState) -> None:
        try:
            battery = battery_from_ros(message)
        except ValueError as error:
            self._diagnosis.warn(f"the battery makes no sense: {error}")
            return
        if shift := self._at_work():
            shift.battery(battery)

    def _stop(self, message: Stop) -> None:
        if shift := self._at_work():
            shift.stop(stopped_from_ros(message))

    def _look(self) -> None:
        if self._shift is not None:
            self._keep_too(self._shift.look(_now(), _new_id()))
        self._keep()

    def _tidy(self) -> None:
        """Once a day: let go of what was kept long enough."""
        today = _now().astimezone(self._store.zone).date()
        if today != self._tidied:
            first_kept = today - timedelta(days=self._settings.keep_days)
            forget(self._store, first_kept, only_forwarded=bool(self._settings.forward_url))
            self._tidied = today

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
            self._tidy()
        except StoreError as error:
            self._diagnosis.error(f"{len(self._waiting)} records wait to be kept: {error}")
            return
        if self._forwarder is not None and self._forwarder.fault:
            self._diagnosis.warn(self._forwarder.fault)
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
