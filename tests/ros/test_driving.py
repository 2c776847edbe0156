"""Real nodes in real processes on the embedded world: drive, stop, refuse, cancel, survive."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")
pytest.importorskip("mujoco", reason="MuJoCo is not installed here: run `make setup`")

import rclpy
from geometry_msgs.msg import PoseWithCovarianceStamped, TwistStamped
from nav2_msgs.msg import SpeedLimit
from nav_msgs.msg import Odometry
from rclpy.action import ActionClient
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Bool, Empty, Float64

from l2b2_interfaces.action import Guide
from l2b2_interfaces.msg import GuideStatus, Stop
from robot.core.driving_settings import SafetySettings
from robot.core.geometry import Point2D, Pose2D, distance
from robot.nodes import names
from robot.nodes.convert import pose_from_ros, pose_stamped_to_ros, pose_to_ros
from tests.ros import running_child

pytestmark = pytest.mark.ros

MODULES = (
    "sim.nodes.nav_node",
    "robot.nodes.people_node",
    "robot.nodes.safety_node",
    "robot.nodes.guiding_node",
    running_child.__name__,
)
WORLD = (
    *("sim.nodes.world_node", "-p", "visitors_per_hour:=0.0"),
    *("-r", f"{names.SCAN}:={running_child.SCAN_OF_WORLD}"),
)
BASE, NEAR, FAR = Pose2D(1.85, 16.0, 0.0), Pose2D(3.4, 15.2, 0.0), Pose2D(8.5, 13.0, 0.0)
DOCKED = Pose2D(0.85, 16.0, 0.0)
START_S, DRIVE_S = 60.0, 90.0


def start(module: str, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module, "--ros-args", "-p", "use_sim_time:=true", *more]
    )


def end(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        return process.wait(20.0)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


class Watcher(Node):
    """Hears what matters and asks for drives."""

    def __init__(self) -> None:
        super().__init__("watcher")
        self.status: GuideStatus | None = None
        self.stop: Stop | None = None
        self.forward_mps = 0.0
        latched = names.LATCHED_QOS
        self.create_subscription(GuideStatus, names.GUIDE_STATUS, self._status, latched)
        self.create_subscription(Stop, names.STOP_STATE, self._stop, latched)
        self.create_subscription(TwistStamped, names.CMD_VEL, self._wheels, names.SENSOR_QOS)
        self.emergency = self.create_publisher(Bool, names.EMERGENCY_STOP, latched)
        self.limit = self.create_publisher(SpeedLimit, names.SPEED_LIMIT, names.EVENT_QOS)
        self.initial = self.create_publisher(
            PoseWithCovarianceStamped, names.INITIAL_POSE, names.EVENT_QOS
        )
        self.odometry = self.create_publisher(Odometry, names.ODOM, names.SENSOR_QOS)
        self.child = self.create_publisher(Empty, running_child.RUN, names.EVENT_QOS)
        self.to_child_m: list[float] = []
        """From the robot's middle to the child's legs."""
        self.create_subscription(Float64, running_child.NEAREST, self._child, names.EVENT_QOS)
        self.odom_stamp = None
        self.charging = False
        self.create_subscription(Odometry, names.ODOM, self._odom, names.SENSOR_QOS)
        self.create_subscription(BatteryState, names.BATTERY_STATE, self._battery, names.SENSOR_QOS)
        self.guide = ActionClient(self, Guide, names.GUIDE)
        self.executor_ = SingleThreadedExecutor()
        self.executor_.add_node(self)

    def _status(self, message: GuideStatus) -> None:
        self.status = message

    def _stop(self, message: Stop) -> None:
        self.stop = message

    def _child(self, message: Float64) -> None:
        self.to_child_m.append(message.data)

    def _odom(self, message: Odometry) -> None:
        self.odom_stamp = message.header.stamp

    def _battery(self, message: BatteryState) -> None:
        self.charging = message.power_supply_status == BatteryState.POWER_SUPPLY_STATUS_CHARGING

    def _wheels(self, message: TwistStamped) -> None:
        self.forward_mps = message.twist.linear.x

    @property
    def pose(self) -> Pose2D:
        assert self.status is not None
        return pose_from_ros(self.status.pose)

    def until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
            self.executor_.spin_once(timeout_sec=0.1)

    def stopped_by(self, reason: str) -> bool:
        return self.stop is not None and self.stop.stopped and self.stop.reason == reason

    def put(self, pose: Pose2D) -> None:
        """A tap on the plan: the robot stands there."""
        tap = PoseWithCovarianceStamped()
        tap.header.frame_id = names.MAP_FRAME
        tap.pose.pose = pose_to_ros(pose)
        self.initial.publish(tap)

    def send(self, pose: Pose2D, deadline_s: float = 120.0, place: str = "test"):
        goal = Guide.Goal(place=place, deadline_s=deadline_s)
        goal.pose = pose_stamped_to_ros(pose, self.get_clock().now().to_msg())
        sent = self.guide.send_goal_async(goal)
        self.until(sent.done, 10.0, "goal taken")
        return sent.result()

    def result(self, handle, seconds: float = DRIVE_S) -> Guide.Result:
        result = handle.get_result_async()
        self.until(result.done, seconds, "drive ended")
        return result.result().result

    def drive(self, pose: Pose2D, deadline_s: float = 120.0, place: str = "test") -> Guide.Result:
        return self.result(self.send(pose, deadline_s, place))


@pytest.fixture(scope="module")
def fleet() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    os.environ.setdefault("ROS_DOMAIN_ID", "14")
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    running = {"world": start(*WORLD), **{module: start(module) for module in MODULES}}
    yield running
    codes = {name: end(process) for name, process in running.items()}
    assert set(codes.values()) == {0}, codes  # every node ends in peace when it is told to


@pytest.fixture(scope="module")
def watcher(fleet: dict[str, subprocess.Popen[bytes]]) -> Iterator[Watcher]:
    rclpy.init()
    node = Watcher()
    try:
        node.until(lambda: node.status is not None, START_S, "the robot knows where it is")
        node.until(node.guide.server_is_ready, START_S, "guiding node")
        yield node
    finally:
        node.destroy_node()
        rclpy.shutdown()


def test_drives_to_a_pose(watcher: Watcher) -> None:
    result = watcher.drive(NEAR)
    assert (result.outcome, result.error_msg) == (Guide.Result.REACHED, "")
    assert result.driven_m > 0.5
    watcher.until(lambda: distance(watcher.pose, NEAR) < 0.2, 10.0, "pose near the goal")


def test_a_goal_inside_a_wall_is_rejected_with_its_name(watcher: Watcher) -> None:
    result = watcher.drive(Pose2D(10.0, 7.9 - 3.9, 0.0))
    assert result.outcome in (Guide.Result.REJECTED, Guide.Result.NO_PATH)
    assert "(2" in result.error_msg
    result = watcher.drive(Pose2D(500.0, 0.0, 0.0))
    assert result.outcome == Guide.Result.REJECTED
    assert "GOAL_OUTSIDE_MAP" in result.error_msg


def test_a_goal_in_another_frame_is_rejected(watcher: Watcher) -> None:
    goal = Guide.Goal(place="test", deadline_s=20.0)
    goal.pose = pose_stamped_to_ros(NEAR, watcher.get_clock().now().to_msg(), frame="odom")
    sent = watcher.guide.send_goal_async(goal)
    watcher.until(sent.done, 10.0, "goal taken")
    result = watcher.result(sent.result())
    assert result.outcome == Guide.Result.REJECTED
    assert "odom" in result.error_msg


def test_a_newer_goal_ends_the_one_before_and_cancel_stops(watcher: Watcher) -> None:
    first = watcher.send(FAR)
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives")
    second = watcher.send(BASE)
    assert watcher.result(first, 15.0).outcome == Guide.Result.CANCELLED
    second.cancel_goal_async()
    assert watcher.result(second, 15.0).outcome == Guide.Result.CANCELLED
    watcher.until(lambda: watcher.forward_mps == 0.0, 10.0, "stands")


def test_the_deadline_is_kept(watcher: Watcher) -> None:
    result = watcher.drive(FAR, deadline_s=1.0)
    assert result.outcome == Guide.Result.TIMED_OUT


def test_the_emergency_stop_holds_until_a_person_releases_it(watcher: Watcher) -> None:
    handle = watcher.send(FAR)
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives")
    watcher.emergency.publish(Bool(data=True))
    watcher.until(lambda: watcher.forward_mps == 0.0, 5.0, "stands")
    watcher.until(
        lambda: watcher.stop is not None and watcher.stop.reason == "emergency_stop", 5.0, "reason"
    )
    watcher.emergency.publish(Bool(data=False))
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives on")
    assert watcher.result(handle).outcome == Guide.Result.REACHED


def test_a_child_that_runs_in_front_stops_it_and_is_never_reached(watcher: Watcher) -> None:
    handle = watcher.send(BASE)
    watcher.until(lambda: watcher.forward_mps > 0.3, 30.0, "drives")
    watcher.child.publish(Empty())
    watcher.until(lambda: watcher.forward_mps == 0.0, 5.0, "stands")
    began = watcher.pose
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives on when the child is gone")
    assert distance(began, watcher.pose) < 0.3, "stood while the child stood there"
    touching_m = SafetySettings().hull_radius_m + running_child.LEG_RADIUS_M
    assert touching_m < min(watcher.to_child_m) < running_child.AHEAD_M
    assert watcher.result(handle).outcome == Guide.Result.REACHED


def test_a_held_speed_limit_keeps_the_goal(watcher: Watcher) -> None:
    handle = watcher.send(NEAR)
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives")
    watcher.limit.publish(SpeedLimit(speed_limit=0.005))
    watcher.until(lambda: watcher.forward_mps == 0.0, 10.0, "holds")
    watcher.limit.publish(SpeedLimit(speed_limit=0.0))
    assert watcher.result(handle).outcome == Guide.Result.REACHED


def test_a_silent_world_stops_the_wheels_and_all_goes_on_after(
    watcher: Watcher, fleet: dict[str, subprocess.Popen[bytes]]
) -> None:
    handle = watcher.send(FAR)
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives")
    fleet["world"].send_signal(signal.SIGSTOP)
    time.sleep(1.0)
    fleet["world"].send_signal(signal.SIGCONT)
    assert watcher.result(handle).outcome == Guide.Result.REACHED


def test_a_tap_on_the_plan_puts_the_robot_right(watcher: Watcher) -> None:
    here = watcher.pose
    watcher.put(Pose2D(here.x + 0.4, here.y - 0.3, here.yaw + 0.3))
    end_s = time.monotonic() + 3.0
    watcher.until(lambda: time.monotonic() > end_s, 5.0, "the tap has worked")
    watcher.until(
        lambda: distance(watcher.pose, Point2D(here.x, here.y)) < 0.1, 20.0, "right again"
    )


def test_put_at_a_wrong_place_it_stops_as_astray_until_it_is_put_right(watcher: Watcher) -> None:
    here = watcher.pose
    watcher.put(Pose2D(31.0, 18.0, 2.0))
    watcher.until(lambda: watcher.stopped_by("astray"), 30.0, "astray")
    handle = watcher.send(NEAR)
    wait_s = time.monotonic() + 3.0
    watcher.until(lambda: time.monotonic() > wait_s, 5.0, "some seconds")
    assert watcher.forward_mps == 0.0
    handle.cancel_goal_async()
    assert watcher.result(handle, 15.0).outcome == Guide.Result.CANCELLED
    watcher.put(here)
    watcher.until(lambda: watcher.stop is not None and not watcher.stop.stopped, 30.0, "free")
    assert watcher.drive(NEAR).outcome == Guide.Result.REACHED


def test_docks_with_current_and_drives_out_of_the_dock(watcher: Watcher) -> None:
    result = watcher.drive(DOCKED, place="dock")
    assert (result.outcome, result.error_msg) == (Guide.Result.REACHED, "")
    assert distance(watcher.pose, DOCKED) < 0.15
    watcher.until(lambda: watcher.charging, 10.0, "current flows")
    assert watcher.drive(NEAR).outcome == Guide.Result.REACHED


def test_odometry_that_jumps_stops_it_by_name_and_it_goes_on(watcher: Watcher) -> None:
    handle = watcher.send(FAR)
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives")
    stamp = watcher.odom_stamp
    assert stamp is not None
    jump = Odometry(child_frame_id=names.BASE_FRAME)
    jump.header.stamp, jump.header.frame_id = stamp, names.ODOM_FRAME
    jump.pose.pose = pose_to_ros(Pose2D(400.0, 0.0, 0.0))
    watcher.odometry.publish(jump)
    watcher.until(lambda: watcher.stopped_by("odom_jump"), 10.0, "odom_jump")
    watcher.until(lambda: watcher.forward_mps > 0.1, 30.0, "drives on")
    handle.cancel_goal_async()
    watcher.result(handle, 15.0)


def test_without_navigation_a_goal_fails_by_name(
    watcher: Watcher, fleet: dict[str, subprocess.Popen[bytes]]
) -> None:
    assert end(fleet["sim.nodes.nav_node"]) == 0
    result = watcher.drive(NEAR)
    assert result.outcome == Guide.Result.FAILED
    assert "navigate_to_pose" in result.error_msg
