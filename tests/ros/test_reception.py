"""reception_node in a process of its own; voice, guiding, people and frames are played here."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

import rclpy
from diagnostic_msgs.msg import DiagnosticArray
from geometry_msgs.msg import TransformStamped
from nav2_msgs.msg import SpeedLimit
from rclpy.action import ActionServer, CancelResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.context import Context
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.task import Future
from std_msgs.msg import Bool
from tf2_msgs.msg import TFMessage

from l2b2_interfaces.action import Guide, Say
from l2b2_interfaces.msg import DialogueState, GuideStatus, Stop, Touch, Visitors
from l2b2_interfaces.msg import Visit as VisitMessage
from robot.core.events import Engagement, Person, TouchAction, Touched
from robot.core.geometry import Point2D, Pose2D
from robot.core.visit import Channel, Outcome, Visit
from robot.nodes import names
from robot.nodes.convert import (
    people_to_ros,
    pose_from_ros,
    quaternion_to_ros,
    touched_to_ros,
    visit_from_ros,
)
from robot.nodes.frames import TF_QOS
from robot.reception.screen import OUT_OF_DUTY

pytestmark = pytest.mark.ros

BASE = Pose2D(1.85, 16.0, 0.0)
DOMAIN = "23"
RESTARTED = "24"
"""Domain of a second robot."""
READY_S, ANSWER_S = 60.0, 20.0


def start(content: Path, data: Path, domain: str = "") -> subprocess.Popen[str]:
    quick = ("-p", "rest_before_home_s:=0.2", "-p", "retry_s:=0.5")
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "robot.nodes.reception_node", "--ros-args"),
            *("-p", f"content_dir:={content}", *quick),
        ],
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(data),
            "XDG_DATA_HOME": str(data),
            "ROS_DOMAIN_ID": domain or os.environ.get("ROS_DOMAIN_ID", DOMAIN),
            "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST",
        },
        stderr=subprocess.PIPE,
        text=True,
    )


class Hall(Node):
    """Everything around the brain: says at once, drives at once, keeps a visitor at its side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__("hall")
        self.process = process
        self.pose = BASE
        self.visitor = ""
        self.said: list[tuple[str, str]] = []
        self.drives: list[str] = []
        self.outcome = Guide.Result.REACHED
        self.under_way: Future | None = None
        """Drives last until it is done, and arrive if it is true; None: they end at once."""
        self.knows_of_drive = True
        """Whether guiding, while one is under way, says so."""
        self.crowd = 0
        """So many stand all around the robot."""
        self.limit_mps = math.inf
        self.visits: list[Visit] = []
        self.complaints: list[str] = []
        self.state: DialogueState | None = None
        self._touch = self.create_publisher(Touch, names.TOUCH, names.EVENT_QOS)
        self._status = self.create_publisher(GuideStatus, names.GUIDE_STATUS, names.LATCHED_QOS)
        self._people = self.create_publisher(Visitors, names.VISITORS, names.SENSOR_QOS)
        self._tf = self.create_publisher(TFMessage, names.TF, TF_QOS)
        self.create_subscription(
            DialogueState, names.DIALOGUE_STATE, self._shown, names.LATCHED_QOS
        )
        self.create_subscription(VisitMessage, names.VISITS, self._visit, names.KEPT_QOS)
        self.create_subscription(
            DiagnosticArray, names.DIAGNOSTICS, self._diagnosed, names.EVENT_QOS
        )
        self.create_subscription(SpeedLimit, names.SPEED_LIMIT, self._limited, names.EVENT_QOS)
        self._stop = self.create_publisher(Stop, names.STOP_STATE, names.LATCHED_QOS)
        self.create_timer(0.1, self._tell)
        self._voice = ActionServer(self, Say, names.SAY, self._say)
        self._guide: ActionServer | None = ActionServer(
            self, Guide, names.GUIDE, self._drive, cancel_callback=lambda _: CancelResponse.ACCEPT
        )
        self._executor = SingleThreadedExecutor()
        self._executor.add_node(self)

    def until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            seen = self.state.state if self.state else "nothing"
            about = (
                f"shows {seen}, at {self.pose}, drives {self.drives[-4:]}, said {self.said[-3:]}"
            )
            assert time.monotonic() < deadline, f"no {what} ({about})"
            self._executor.spin_once(timeout_sec=0.1)

    def finish(self) -> None:
        """Carry out what was still asked, and go."""
        for _ in range(20):
            self._executor.spin_once(timeout_sec=0.02)
        self._executor.shutdown()
        self._voice.destroy()  # a node leaves its action servers behind, and later tests find them
        if self._guide is not None:
            self._guide.destroy()
        self.destroy_node()

    def reaches(self, state: str) -> None:
        """The talk comes to a state."""
        self.until(lambda: bool(self.state and self.state.state == state), ANSWER_S, state)

    def says(self, words: str) -> tuple[str, str]:
        """Language and text of the last sentence, once it holds these words."""
        self.until(lambda: bool(self.said) and words in self.said[-1][1], ANSWER_S, words)
        return self.said[-1]

    def touch(self, action: TouchAction, value: str = "") -> None:
        stamp = self.get_clock().now().to_msg()
        self._touch.publish(touched_to_ros(Touched(action, value), stamp))

    def send_guide_away(self) -> None:
        """From now on nobody takes goals."""
        assert self._guide is not None
        self._guide.destroy()
        self._guide = None

    def _shown(self, message: DialogueState) -> None:
        self.state = message

    def _diagnosed(self, message: DiagnosticArray) -> None:
        self.complaints += [one.message for one in message.status]

    def _visit(self, message: VisitMessage) -> None:
        self.visits.append(visit_from_ros(message))

    def _tell(self) -> None:
        stamp = self.get_clock().now().to_msg()
        moved = TransformStamped()
        moved.header.stamp, moved.header.frame_id = stamp, names.MAP_FRAME
        moved.child_frame_id = names.BASE_FRAME
        moved.transform.translation.x = self.pose.x
        moved.transform.translation.y = self.pose.y
        moved.transform.rotation = quaternion_to_ros(self.pose.yaw)
        self._tf.publish(TFMessage(transforms=[moved]))
        driving = self.under_way is not None and not self.under_way.done()
        self._status.publish(GuideStatus(driving=driving and self.knows_of_drive))
        beside = Point2D(self.pose.x + 1.0, self.pose.y)
        who = Person(self.visitor, beside, Point2D(0.0, 0.0), Engagement.ENGAGED)
        around = [self._bystander(k) for k in range(self.crowd)]
        self._people.publish(people_to_ros([*([who] if self.visitor else []), *around], stamp))

    def _bystander(self, number: int) -> Person:
        angle = 2.0 * math.pi * (number + 0.5) / self.crowd
        at = Point2D(self.pose.x + math.cos(angle), self.pose.y + math.sin(angle))
        return Person(f"c{number}", at, Point2D(0.0, 0.0))

    def stop(self, stopped: bool, reason: str) -> None:
        """What the safety node says."""
        self._stop.publish(Stop(stopped=stopped, reason=reason))

    def _limited(self, message: SpeedLimit) -> None:
        self.limit_mps = message.speed_limit

    def _say(self, handle: ServerGoalHandle) -> Say.Result:
        self.said.append((handle.request.language, handle.request.text))
        handle.succeed()
        return Say.Result(outcome=Say.Result.SPOKEN)

    async def _drive(self, handle: ServerGoalHandle) -> Guide.Result:
        self.drives.append(handle.request.place)
        if self.under_way is not None and not await self.under_way:
            handle.canceled() if handle.is_cancel_requested else handle.abort()
            return Guide.Result(outcome=Guide.Result.CANCELLED)
        if self.outcome != Guide.Result.REACHED:
            handle.abort()
            return Guide.Result(outcome=self.outcome)
        self.pose = pose_from_ros(handle.request.pose.pose)
        handle.succeed()
        return Guide.Result(outcome=Guide.Result.REACHED, driven_m=12.0)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of what the robot keeps and has learnt."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def hall(small_content: Path, data: Path) -> Iterator[Hall]:
    os.environ.setdefault("ROS_DOMAIN_ID", DOMAIN)
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    process = start(small_content, data)
    rclpy.init()
    node = Hall(process)
    try:
        node.until(lambda: node.state is not None, READY_S, "first screen")
        yield node
    finally:
        node.finish()
        rclpy.shutdown()
        process.terminate()
        _, told = process.communicate(timeout=20.0)
    assert process.returncode == 0, told


def test_a_typed_wish_in_turkish_is_answered_led_and_recorded_once(hall: Hall) -> None:
    hall.visitor = "p1"
    hall.reaches("wish")
    hall.says("automatisches System")
    hall.touch(TouchAction.TEXT, "pasaportumu yenilemek istiyorum")
    hall.reaches("answered")
    language, answer = hall.says("Pasaport")
    assert language == "tr" and "E01-E06" in answer
    assert hall.state is not None and hall.state.service == "passport"
    assert [fact.kind for fact in hall.state.facts][:1] == ["room"]
    hall.touch(TouchAction.INTENT, "yes")
    hall.reaches("arrived")
    assert hall.drives == ["citizens_office"]
    hall.says("Geldik")
    hall.touch(TouchAction.INTENT, "goodbye")
    hall.until(lambda: bool(hall.visits), ANSWER_S, "record")
    hall.visitor = ""
    hall.reaches("idle")
    assert hall.drives == ["citizens_office", "base"]
    (visit,) = hall.visits
    assert visit.outcome is Outcome.LED and visit.language == "tr"
    assert visit.services == ("passport",) and visit.department == "citizens_office"
    assert visit.channel is Channel.TOUCH
    assert (visit.escorts, visit.escorts_arrived) == (1, 1)


def test_a_saved_file_is_in_force_from_the_next_visitor_on(hall: Hall, small_content: Path) -> None:
    hall.touch(TouchAction.LANGUAGE, "en")
    hall.touch(TouchAction.SERVICE, "birth_certificate")
    hall.reaches("answered")
    _save(small_content, "phone: ", "phon: ")
    hall.until(lambda: _told(hall, "the old content stays: 2 faults"), ANSWER_S, "complaint")
    hall.complaints.clear()
    _save(small_content, "phon: ", "phone: ", "en: 15 euros", "en: 99 euros")
    hall.until(lambda: _told(hall, "receives visitors"), ANSWER_S, "content without faults")
    assert "15 euros" in _fee(hall), "a talk ends on the content it began with"
    hall.touch(TouchAction.INTENT, "goodbye")
    hall.reaches("idle")
    hall.touch(TouchAction.LANGUAGE, "en")
    hall.touch(TouchAction.SERVICE, "birth_certificate")
    hall.reaches("answered")
    assert "99 euros" in _fee(hall)
    hall.touch(TouchAction.INTENT, "goodbye")
    hall.reaches("idle")
    hall.visits.clear()


def _fee(hall: Hall) -> str:
    hall.said.clear()
    hall.touch(TouchAction.INTENT, "fee")
    return hall.says("euros")[1]


def _told(hall: Hall, words: str) -> bool:
    return any(words in one for one in hall.complaints)


def test_without_guiding_the_way_is_told_in_words_and_staff_are_called(hall: Hall) -> None:
    hall.send_guide_away()
    hall.visitor = "p2"  # who may be taken for the last one, and is not greeted again
    hall.touch(TouchAction.LANGUAGE, "en")
    hall.touch(TouchAction.SERVICE, "birth_certificate")
    hall.reaches("answered")
    hall.touch(TouchAction.INTENT, "yes")
    hall.reaches("stuck")
    _, words = hall.says("cannot find a way")
    assert "E12" in words and "somebody is coming" in words
    count = len(hall.visits)
    hall.touch(TouchAction.INTENT, "goodbye")
    hall.until(lambda: len(hall.visits) > count, ANSWER_S, "record")
    visit = hall.visits[-1]
    assert visit.outcome is Outcome.HANDED_TO_STAFF and visit.escorts_arrived == 0


def _save(town: Path, *changes: str) -> None:
    file = town / "departments" / "registry_office.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, text[:3000]
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def test_told_to_end_in_mid_visit_it_hands_the_record_over_first(hall: Hall) -> None:
    hall.touch(TouchAction.LANGUAGE, "en")
    hall.touch(TouchAction.SERVICE, "birth_certificate")
    hall.reaches("answered")
    hall.visits.clear()
    hall.process.terminate()
    hall.until(lambda: bool(hall.visits), ANSWER_S, "record")
    (visit,) = hall.visits
    assert visit.outcome is Outcome.INFORMED and visit.services == ("birth_certificate",)
    assert hall.process.wait(ANSWER_S) == 0


def test_faulty_content_stops_the_start_with_file_and_line(
    small_content: Path, tmp_path: Path
) -> None:
    town = small_content / "town.yaml"
    good = town.read_text(encoding="utf-8")
    town.write_text(good.replace("Europe/Berlin", "Europe/Berlim"), encoding="utf-8")
    line = good[: good.index("timezone:")].count("\n") + 1
    try:
        process = start(small_content, tmp_path)
        _, told = process.communicate(timeout=READY_S)
    finally:
        town.write_text(good, encoding="utf-8")
    assert process.returncode == 1
    assert f"town.yaml:{line}: timezone: found 'Europe/Berlim'" in told


def test_taken_out_of_duty_it_stays_so_over_a_restart(small_content: Path, data: Path) -> None:
    kept = data / "l2b2" / "out_of_duty"
    kept.parent.mkdir(exist_ok=True)
    kept.touch()  # as an earlier start left it; nobody repeats the order
    seen: list[str] = []
    context = Context()
    context.init(domain_id=int(RESTARTED))
    node = Node("watcher", context=context)
    node.create_subscription(
        DialogueState, names.DIALOGUE_STATE, lambda m: seen.append(m.notice), names.LATCHED_QOS
    )
    order = node.create_publisher(Bool, names.OUT_OF_DUTY, names.LATCHED_QOS)
    executor = SingleThreadedExecutor(context=context)
    executor.add_node(node)
    process = start(small_content, data, RESTARTED)
    try:
        for out, notice in ((None, OUT_OF_DUTY), (False, ""), (True, OUT_OF_DUTY)):
            if out is not None:
                order.publish(Bool(data=out))
            deadline = time.monotonic() + READY_S
            while seen[-1:] != [notice]:
                assert time.monotonic() < deadline, (out, seen)
                executor.spin_once(timeout_sec=0.1)
            assert kept.exists() == (notice == OUT_OF_DUTY)
    finally:
        process.terminate()
        process.communicate(timeout=20.0)
        executor.shutdown()
        node.destroy_node()
        context.shutdown()
