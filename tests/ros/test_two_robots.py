"""Two robots in one ROS domain, each under its namespace: only the one that is told drives."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")
pytest.importorskip("mujoco", reason="MuJoCo is not installed here: run `make setup`")

import rclpy
from nav2_msgs.action import NavigateToPose
from nav_msgs.msg import Odometry
from rclpy.action import ActionClient
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node

from robot.adapters.launch_commands import child_environment, command_of, node_modules
from robot.adapters.launch_files import read_launch
from robot.core.geometry import Pose2D
from robot.nodes import names
from robot.nodes.convert import pose_stamped_to_ros

pytestmark = pytest.mark.ros
FILE = Path(__file__).resolve().parents[2] / "launch/simulation.launch.yaml"
NODES = ("world_node", "nav_node", "safety_node")
ROBOTS = ("/one", "/two")
DOMAIN = "65"
START_S, DRIVE_S = 90.0, 60.0


@pytest.fixture(scope="module")
def robots() -> Iterator[None]:
    os.environ["ROS_DOMAIN_ID"] = DOMAIN
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    running = []
    for robot in ROBOTS:
        given = {"namespace": robot, "visitors_per_hour": "0.0"}
        for node in read_launch(FILE, given, os.environ).nodes:
            if node.name in NODES:
                command = command_of(node, node_modules(), os.environ)
                environment = child_environment(os.environ, node)
                running.append(subprocess.Popen(command, env=environment))
    assert len(running) == len(NODES) * len(ROBOTS)
    yield
    for process in running:
        process.send_signal(signal.SIGTERM)
    for process in running:
        try:
            process.wait(20.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Watcher(Node):
    """Knows how far each robot has driven."""

    def __init__(self) -> None:
        super().__init__("watcher")
        self.at: dict[str, float] = {}
        for robot in ROBOTS:
            self.create_subscription(
                Odometry, f"{robot}/{names.ODOM}", self._heard(robot), names.SENSOR_QOS
            )
        self.goals = {
            robot: ActionClient(self, NavigateToPose, f"{robot}/{names.NAVIGATE_TO_POSE}")
            for robot in ROBOTS
        }
        self.executor_ = SingleThreadedExecutor()
        self.executor_.add_node(self)

    def _heard(self, robot: str) -> Callable[[Odometry], None]:
        def heard(message: Odometry) -> None:
            self.at[robot] = message.pose.pose.position.x

        return heard

    def until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
            self.executor_.spin_once(timeout_sec=0.1)


@pytest.fixture
def watcher(robots: None) -> Iterator[Watcher]:
    rclpy.init()
    node = Watcher()
    yield node
    node.destroy_node()
    rclpy.shutdown()


def test_one_drives_and_the_other_stays(watcher: Watcher) -> None:
    for robot, goal in watcher.goals.items():
        watcher.until(goal.server_is_ready, START_S, f"navigation of {robot}")
    watcher.until(lambda: set(watcher.at) == set(ROBOTS), START_S, "odometry of both")
    topics = {name for name, _ in watcher.get_topic_names_and_types()}
    assert {"/one/tf", "/two/tf", "/one/clock", "/two/clock"} <= topics
    strays = {t for t in topics if not t.startswith((*ROBOTS, "/rosout", "/parameter_events"))}
    assert not strays, "a name from the root is shared by all robots"
    before = dict(watcher.at)
    goal = NavigateToPose.Goal()
    goal.pose = pose_stamped_to_ros(Pose2D(4.5, 15.0, 0.0), watcher.get_clock().now().to_msg())
    sent = watcher.goals["/two"].send_goal_async(goal)
    watcher.until(sent.done, START_S, "goal taken")
    assert sent.result().accepted
    watcher.until(
        lambda: abs(watcher.at["/two"] - before["/two"]) > 0.4, DRIVE_S, "robot two drives"
    )
    assert abs(watcher.at["/one"] - before["/one"]) < 0.02
