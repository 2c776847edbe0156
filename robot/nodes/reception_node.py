"""Owns the brain: topics and action results in, commands out, a tick five times a second."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hri_msgs.msg import LiveSpeech
from nav_msgs.msg import Path as PathMessage
from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Bool, Empty, String

from l2b2_interfaces.msg import GuideStatus, Stop, Touch, Visitors
from robot.adapters.duty_note import DutyNote
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.live_content import LiveContent, Upkeep
from robot.adapters.understanding import UnderstandingStore
from robot.core.escort_settings import EscortSettings
from robot.core.events import (
    Event,
    GoalEnded,
    HardToHear,
    Loudness,
    Order,
    Ordered,
    PathAhead,
    PeopleSeen,
    RobotAt,
    SpeechEnded,
    Tick,
)
from robot.core.settings import FolderSettings, UnderstandingSettings
from robot.core.talk_settings import DutySettings, GreetingSettings, TalkSettings
from robot.nodes import names
from robot.nodes.convert import (
    battery_from_ros,
    heard_from_ros,
    path_from_ros,
    people_from_ros,
    stopped_from_ros,
    touched_from_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.frames import Frames
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.reception_doors import RosDoors
from robot.nodes.running import run
from robot.reception.context import ReceptionSettings
from robot.reception.dispatch import Dispatch
from robot.reception.inbox import Inbox
from robot.reception.receptionist import Receptionist

_TICK_S = 0.2


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
        content, building = Path(folders.content_dir or CONTENT), Path(folders.map_dir or MAP)
        self._upkeep = Upkeep(LiveContent(content, building), UnderstandingStore())
        self._faulty = False
        self._brain: Receptionist | None = None
        self._inbox: Inbox | None = None
        self._duty_note = DutyNote(self.get_namespace())
        self._out_of_duty = self._duty_note.out_of_duty
        self._frames = Frames(self)
        self._doors = RosDoors(self, self._diagnosis, self._said, self._drove)
        self._dispatch = Dispatch(self._doors)
        self._listen_to_topics()
        self.create_timer(_TICK_S, self._tick)
        self._diagnosis.warn("learning what the content says; visitors are received in a moment")
        self._upkeep.start()

    def destroy_node(self) -> None:
        """Hand over the record of a visit under way, and look for saved files no more."""
        self._upkeep.stop()
        if self._brain is not None:
            now_s = self._now_s()
            self._dispatch.send(self._brain.close(now_s), now_s)
            self._doors.finish()
        super().destroy_node()

    def _listen_to_topics(self) -> None:
        self.create_subscription(Visitors, names.VISITORS, self._people, names.SENSOR_QOS)
        self.create_subscription(LiveSpeech, names.SPEECH, self._speech, names.EVENT_QOS)
        self.create_subscription(String, names.HARD_TO_HEAR, self._hard, names.EVENT_QOS)
        self.create_subscription(Touch, names.TOUCH, self._touch, names.EVENT_QOS)
        self.create_subscription(BatteryState, names.BATTERY_STATE, self._battery, names.SENSOR_QOS)
        self.create_subscription(PathMessage, names.PLAN, self._plan, names.LATCHED_QOS)
        self.create_subscription(GuideStatus, names.GUIDE_STATUS, self._guiding, names.LATCHED_QOS)
        self.create_subscription(Stop, names.STOP_STATE, self._stop, names.LATCHED_QOS)
        self.create_subscription(Empty, names.GO_HOME, self._go_home, names.EVENT_QOS)
        self.create_subscription(Bool, names.OUT_OF_DUTY, self._duty, names.LATCHED_QOS)

    def _people(self, message: Visitors) -> None:
        self._robot()
        self._take(lambda: PeopleSeen(people_from_ros(message)), "a list of people")

    def _speech(self, message: LiveSpeech) -> None:
        self._feed(heard_from_ros(message))

    def _hard(self, message: String) -> None:
        self._take(lambda: HardToHear(Loudness(message.data)), "the loudness of speech")

    def _touch(self, message: Touch) -> None:
        self._take(lambda: touched_from_ros(message), "a touch")

    def _battery(self, message: BatteryState) -> None:
        self._take(lambda: battery_from_ros(message), "news of the battery")

    def _guiding(self, message: GuideStatus) -> None:
        if message.driving:
            self._dispatch.driving(self._now_s())

    def _stop(self, message: Stop) -> None:
        self._feed(stopped_from_ros(message))

    def _go_home(self, _message: Empty) -> None:
        self._feed(Ordered(Order.HOME))

    def _duty(self, message: Bool) -> None:
        self._out_of_duty = message.data
        try:
            self._duty_note.write(message.data)
        except OSError as error:
            self._diagnosis.warn(f"it will not remember over a restart to be out of duty: {error}")
        self._feed(Ordered(Order.OUT_OF_DUTY if message.data else Order.ON_DUTY))

    def _plan(self, message: PathMessage) -> None:
        self._take(lambda: PathAhead(path_from_ros(message)), "a planned way")

    def _take(self, event: Callable[[], Event], what: str) -> None:
        """Feed what a message says; one that makes no sense is left out and told of."""
        try:
            self._feed(event())
        except ValueError as error:
            self.get_logger().warning(
                f"{what} that makes no sense was left out: {error}", throttle_duration_sec=10.0
            )

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

    def _take_fresh(self) -> None:
        fresh, faults = self._upkeep.take(), self._upkeep.faults
        if fresh is not None and self._brain is None:
            self._brain = Receptionist(
                *fresh, self._utc_at, lambda: str(uuid.uuid4()), self._settings
            )
            self._inbox = Inbox(self._brain.step, self._dispatch.send, self._now_s)
            if self._out_of_duty:
                self._feed(Ordered(Order.OUT_OF_DUTY))
        elif fresh is not None and self._brain is not None:
            self._brain.use(*fresh)
        if faults:
            first, count = f"{faults[0]}", len(faults)
            self._diagnosis.error(f"the old content stays: {count} faults, first: {first}")
        elif fresh is not None or (self._faulty and self._brain is not None):
            self._diagnosis.ok("receives visitors")
        self._faulty = bool(faults)


def main() -> None:
    """Run the node."""
    run(ReceptionNode)


if __name__ == "__main__":
    main()
