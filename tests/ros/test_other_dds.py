"""Another DDS, CycloneDDS, talks to the running robot: reads its topics, sends it goals.

ROS 2 names on the wire: topics `rt/...`, requests `rq/...Request`, replies `rr/...Reply`, types
`package::msg::dds_::Name_`. (No `from __future__ import annotations`: cyclonedds reads the types.)
"""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")
pytest.importorskip("mujoco", reason="MuJoCo is not installed here: run `make setup`")
pytest.importorskip("cyclonedds", reason="CycloneDDS is not installed here: `make setup-test`")

from cyclonedds.core import Policy, Qos
from cyclonedds.domain import Domain, DomainParticipant
from cyclonedds.idl import IdlStruct
from cyclonedds.idl.types import array, float32, float64, int32, sequence, uint8, uint32
from cyclonedds.pub import DataWriter
from cyclonedds.sub import DataReader
from cyclonedds.topic import Topic
from cyclonedds.util import duration

pytestmark = pytest.mark.ros
DOMAIN = 64
NODES = (
    ("sim.nodes.world_node", "-p", "visitors_per_hour:=0.0"),
    ("sim.nodes.nav_node", "-p", "use_sim_time:=true"),
    ("robot.nodes.people_node", "-p", "use_sim_time:=true"),
    ("robot.nodes.safety_node", "-p", "use_sim_time:=true"),
    ("robot.nodes.voice_node", "-p", "use_sim_time:=true"),
)
CONFIG = (
    "<CycloneDDS><Domain><General><Interfaces><NetworkInterface address='127.0.0.1'"
    " multicast='false'/></Interfaces><AllowMulticast>false</AllowMulticast></General><Discovery>"
    "<ParticipantIndex>auto</ParticipantIndex><MaxAutoParticipantIndex>40</MaxAutoParticipantIndex>"
    "<Peers><Peer address='127.0.0.1'/></Peers></Discovery></Domain></CycloneDDS>"
)
START_S = 90.0
WAIT_S = 60.0


@dataclass
class Time(IdlStruct, typename="builtin_interfaces::msg::dds_::Time_"):
    sec: int32
    nanosec: uint32


@dataclass
class Header(IdlStruct, typename="std_msgs::msg::dds_::Header_"):
    stamp: Time
    frame_id: str


@dataclass
class Point(IdlStruct, typename="geometry_msgs::msg::dds_::Point_"):
    x: float64
    y: float64
    z: float64


@dataclass
class Quaternion(IdlStruct, typename="geometry_msgs::msg::dds_::Quaternion_"):
    x: float64
    y: float64
    z: float64
    w: float64


@dataclass
class Pose(IdlStruct, typename="geometry_msgs::msg::dds_::Pose_"):
    position: Point
    orientation: Quaternion


@dataclass
class PoseStamped(IdlStruct, typename="geometry_msgs::msg::dds_::PoseStamped_"):
    header: Header
    pose: Pose


@dataclass
class PoseWithCovariance(IdlStruct, typename="geometry_msgs::msg::dds_::PoseWithCovariance_"):
    pose: Pose
    covariance: array[float64, 36]


@dataclass
class Vector3(IdlStruct, typename="geometry_msgs::msg::dds_::Vector3_"):
    x: float64
    y: float64
    z: float64


@dataclass
class Twist(IdlStruct, typename="geometry_msgs::msg::dds_::Twist_"):
    linear: Vector3
    angular: Vector3


@dataclass
class TwistWithCovariance(IdlStruct, typename="geometry_msgs::msg::dds_::TwistWithCovariance_"):
    twist: Twist
    covariance: array[float64, 36]


@dataclass
class Odometry(IdlStruct, typename="nav_msgs::msg::dds_::Odometry_"):
    header: Header
    child_frame_id: str
    pose: PoseWithCovariance
    twist: TwistWithCovariance


@dataclass
class LaserScan(IdlStruct, typename="sensor_msgs::msg::dds_::LaserScan_"):
    header: Header
    angle_min: float32
    angle_max: float32
    angle_increment: float32
    time_increment: float32
    scan_time: float32
    range_min: float32
    range_max: float32
    ranges: sequence[float32]
    intensities: sequence[float32]


@dataclass
class Uuid(IdlStruct, typename="unique_identifier_msgs::msg::dds_::UUID_"):
    uuid: array[uint8, 16]


@dataclass
class NavigateGoal(IdlStruct, typename="nav2_msgs::action::dds_::NavigateToPose_Goal_"):
    pose: PoseStamped
    behavior_tree: str


@dataclass
class NavigateRequest(
    IdlStruct, typename="nav2_msgs::action::dds_::NavigateToPose_SendGoal_Request_"
):
    goal_id: Uuid
    goal: NavigateGoal


@dataclass
class NavigateReply(
    IdlStruct, typename="nav2_msgs::action::dds_::NavigateToPose_SendGoal_Response_"
):
    accepted: bool
    stamp: Time


@dataclass
class SayGoal(IdlStruct, typename="l2b2_interfaces::action::dds_::Say_Goal_"):
    text: str
    language: str
    rate: float32
    volume: float32


@dataclass
class SayRequest(IdlStruct, typename="l2b2_interfaces::action::dds_::Say_SendGoal_Request_"):
    goal_id: Uuid
    goal: SayGoal


@dataclass
class SayReply(IdlStruct, typename="l2b2_interfaces::action::dds_::Say_SendGoal_Response_"):
    accepted: bool
    stamp: Time


@dataclass
class SayResultRequest(IdlStruct, typename="l2b2_interfaces::action::dds_::Say_GetResult_Request_"):
    goal_id: Uuid


@dataclass
class SayResult(IdlStruct, typename="l2b2_interfaces::action::dds_::Say_Result_"):
    outcome: uint8
    error_msg: str


@dataclass
class SayResultReply(IdlStruct, typename="l2b2_interfaces::action::dds_::Say_GetResult_Response_"):
    status: uint8
    result: SayResult


RELIABLE = Qos(
    Policy.Reliability.Reliable(duration(seconds=2)),
    Policy.History.KeepLast(10),
    Policy.DataRepresentation(use_cdrv0_representation=True),
)
NEWEST = Qos(
    Policy.Reliability.BestEffort,
    Policy.History.KeepLast(5),
    Policy.DataRepresentation(use_cdrv0_representation=True),
)


class Stranger:
    """A participant that knows ROS by its wire only."""

    def __init__(self) -> None:
        self.domain = Domain(DOMAIN, CONFIG)
        self.participant = DomainParticipant(DOMAIN)

    def reader(self, name: str, kind: type, qos: Qos = RELIABLE) -> DataReader:
        return DataReader(self.participant, Topic(self.participant, name, kind, qos=qos), qos=qos)

    def service(self, name: str, request: type, reply: type) -> tuple[DataWriter, DataReader]:
        topic = Topic(self.participant, f"rq/{name}Request", request, qos=RELIABLE)
        writer = DataWriter(self.participant, topic, qos=RELIABLE)
        reader = self.reader(f"rr/{name}Reply", reply)
        until(lambda: bool(writer.get_matched_subscriptions()), START_S, f"server of {name}")
        until(lambda: bool(reader.get_matched_publications()), START_S, f"replies of {name}")
        return writer, reader


def until(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.05)
    return found


def newest(reader: DataReader, seconds: float, what: str) -> Any:
    return until(lambda: reader.take(50), seconds, what)[-1]


@pytest.fixture(scope="module")
def robot() -> Iterator[None]:
    environment = {
        **os.environ,
        "ROS_DOMAIN_ID": str(DOMAIN),
        "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST",
        "RMW_IMPLEMENTATION": "rmw_fastrtps_cpp",
    }
    running = [
        subprocess.Popen([sys.executable, "-m", module, "--ros-args", *more], env=environment)
        for module, *more in NODES
    ]
    yield
    for process in running:
        process.send_signal(signal.SIGTERM)
    for process in running:
        try:
            process.wait(20.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def stranger(robot: None) -> Stranger:
    return Stranger()


def identity() -> Uuid:
    return Uuid(list(uuid.uuid4().bytes))


def test_it_reads_the_robots_topics(stranger: Stranger) -> None:
    scan = newest(stranger.reader("rt/scan", LaserScan, NEWEST), START_S, "a scan")
    assert scan.header.frame_id == "laser"
    assert len(scan.ranges) == 360 and scan.range_max == pytest.approx(12.0)
    odometry = newest(stranger.reader("rt/odom", Odometry, NEWEST), WAIT_S, "odometry")
    assert (odometry.header.frame_id, odometry.child_frame_id) == ("odom", "base_link")


def test_it_sends_the_robot_somewhere(stranger: Stranger) -> None:
    odom = stranger.reader("rt/odom", Odometry, NEWEST)
    writer, replies = stranger.service(
        "navigate_to_pose/_action/send_goal", NavigateRequest, NavigateReply
    )
    before = newest(odom, WAIT_S, "odometry").pose.pose.position
    pose = Pose(Point(4.5, 15.0, 0.0), Quaternion(0.0, 0.0, 0.0, 1.0))
    goal = NavigateGoal(PoseStamped(Header(Time(0, 0), "map"), pose), "")
    writer.write(NavigateRequest(identity(), goal))
    assert newest(replies, WAIT_S, "a reply").accepted

    def moved() -> bool:
        now = newest(odom, WAIT_S, "odometry").pose.pose.position
        return abs(now.x - before.x) + abs(now.y - before.y) > 0.5

    until(moved, WAIT_S, "the robot drives")


def test_it_lets_the_robot_speak(stranger: Stranger) -> None:
    goals = stranger.service("say/_action/send_goal", SayRequest, SayReply)
    results = stranger.service("say/_action/get_result", SayResultRequest, SayResultReply)
    name = identity()
    goals[0].write(SayRequest(name, SayGoal("Guten Tag.", "de", 1.0, 0.5)))
    assert newest(goals[1], WAIT_S, "a reply").accepted
    results[0].write(SayResultRequest(name))
    reply = newest(results[1], WAIT_S, "the end of speaking")
    assert (reply.result.outcome, reply.result.error_msg) == (0, "")
