"""Owns the brain: topics and action results in, commands out, a tick five times a second."""

from __future__ import annotations

import threading
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hri_msgs.msg import LiveSpeech
from rclpy.node import Node
from sensor_msgs.msg import BatteryState

from l2b2_interfaces.msg import Stop, Touch, Visitors
from robot.adapters.content_folder import load_house, read_house
from robot.adapters.content_watch import ContentWatch
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.understanding import UnderstandingStore
from robot.core.escort_settings import EscortSettings
from robot.core.events import Event, GoalEnded, PeopleSeen, RobotAt, SpeechEnded, Tick
from robot.core.problems import Problem
from robot.core.settings import FolderSettings, UnderstandingSettings
from robot.core.talk_settings import DutySettings, GreetingSettings, TalkSettings
from robot.dialogue.understanding import Understander
from robot.dialogue.understanding.from_content import topics_of
from robot.nodes import names
from robot.nodes.convert import (
    battery_from_ros,
    heard_from_ros,
    people_from_ros,
    stopped_from_ros,
    touched_from_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.frames import Frames
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.reception_doors import RosDoors
from robot.nodes.running import run
from robot.reception.content import House
from robot.reception.context import ReceptionSettings
from robot.reception.dispatch import Dispatch
from robot.reception.inbox import Inbox
from robot.reception.receptionist import Receptionist

_TICK_S = 0.2
_WATCH_S = 0.5


class ReceptionNode(Node):
    """The receptionist on ROS 2."""

    def __init__(self) -> None:
        super().__init__("reception_node")
        self._diagnosis = Diagnosis(self)
        folders = declare(self, FolderSettings)
        self._settings = ReceptionSettings(
            declare(self, GreetingSettings),
            declare(self, UnderstandingSettings),
            declare(self, TalkSettings),
            declare(self, EscortSettings),
            declare(self, DutySettings),
        )
        refuse_unknown(self)
        self._content = Path(folders.content_dir) if folders.content_dir else CONTENT
        self._map = Path(folders.map_dir) if folders.map_dir else MAP
        self._house = load_house(self._content, self._map)
        self._watch = ContentWatch(self._content, self._map)
        self._store = UnderstandingStore()
        self._understander: Understander | None = None
        self._fresh: tuple[House, Understander] | None = None
        self._faults: tuple[Problem, ...] = ()
        self._worker: threading.Thread | None = None
        self._brain: Receptionist | None = None
        self._inbox: Inbox | None = None
        self._frames = Frames(self)
        self._doors = RosDoors(self, self._diagnosis, self._said, self._drove)
        self._dispatch = Dispatch(self._doors)
        self._listen_to_topics()
        self.create_timer(_TICK_S, self._tick)
        self.create_timer(_WATCH_S, self._look_for_changes)
        self._diagnosis.warn("learning what the content says; visitors are received in a moment")
        self._work(self._house)

    def _listen_to_topics(self) -> None:
        self.create_subscription(Visitors, names.VISITORS, self._people, names.SENSOR_QOS)
        self.create_subscription(LiveSpeech, names.SPEECH, self._speech, names.EVENT_QOS)
        self.create_subscription(Touch, names.TOUCH, self._touch, names.EVENT_QOS)
        self.create_subscription(BatteryState, names.BATTERY_STATE, self._battery, names.SENSOR_QOS)
        self.create_subscription(Stop, names.STOP_STATE, self._stop, names.LATCHED_QOS)

    def _people(self, message: Visitors) -> None:
        self._robot()
        self._feed(PeopleSeen(people_from_ros(message)))

    def _speech(self, message: LiveSpeech) -> None:
        event = heard_from_ros(message)
        if event is not None:
            self._feed(event)

    def _touch(self, message: Touch) -> None:
        try:
            self._feed(touched_from_ros(message))
        except ValueError as error:
            self.get_logger().warning(f"a touch that makes no sense was left out: {error}")

    def _battery(self, message: BatteryState) -> None:
        battery = battery_from_ros(message)
        if battery is not None:
            self._feed(battery)

    def _stop(self, message: Stop) -> None:
        self._feed(stopped_from_ros(message))

    def _said(self, event: SpeechEnded) -> None:
        if ended := self._dispatch.said(event):
            self._feed(ended)

    def _drove(self, event: GoalEnded) -> None:
        if ended := self._dispatch.drove(event):
            self._feed(ended)

    def _tick(self) -> None:
        self._take_fresh()
        self._robot()
        for ended in self._dispatch.overdue(self._now_s()):
            self._feed(ended)
        self._feed(Tick())

    def _robot(self) -> None:
        pose = self._frames.robot(self._now_s())
        if pose is not None:
            self._feed(RobotAt(pose))

    def _feed(self, event: Event) -> None:
        if self._inbox is not None:
            self._inbox.take(event)

    def _now_s(self) -> float:
        return float(self.get_clock().now().nanoseconds) * 1e-9

    def _utc_at(self, at_s: float) -> datetime:
        """Visits and opening hours follow the wall clock, also where time is simulated."""
        return datetime.now(timezone.utc) + timedelta(seconds=at_s - self._now_s())

    def _look_for_changes(self) -> None:
        if self._brain is None or (self._worker is not None and self._worker.is_alive()):
            return
        if self._watch.changed():
            self._work(None)

    def _work(self, house: House | None) -> None:
        self._worker = threading.Thread(target=self._learn, args=(house,), daemon=True)
        self._worker.start()

    def _learn(self, house: House | None) -> None:
        """In a thread of its own: read what was saved, and learn what is new in it."""
        if house is None:
            house, self._faults = read_house(self._content, self._map)
            if house is None:
                return
        topics, old = topics_of(house.content), self._understander
        if old is None:
            self._understander = self._store.load(topics)
        elif topics != topics_of(self._house.content):
            self._understander = self._store.relearn(topics, old)
        self._house = house
        assert self._understander is not None
        self._fresh = house, self._understander

    def _take_fresh(self) -> None:
        if self._fresh is None:
            if self._faults and self._brain is not None:
                first = f"{self._faults[0]}"
                count = len(self._faults)
                self._diagnosis.error(f"the old content stays: {count} faults, first: {first}")
            return
        (house, understander), self._fresh, self._faults = self._fresh, None, ()
        if self._brain is None:
            self._brain = Receptionist(
                house, understander, self._utc_at, lambda: str(uuid.uuid4()), self._settings
            )
            self._inbox = Inbox(self._brain.step, self._dispatch.send, self._now_s)
        else:
            self._brain.use(house, understander)
        self._diagnosis.ok("receives visitors")


def main() -> None:
    """Run the node."""
    run(ReceptionNode)


if __name__ == "__main__":
    main()
