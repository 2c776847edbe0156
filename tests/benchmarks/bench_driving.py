"""Plans on the town hall's map, and what the safety rules add to a command's way to the wheels.

    make bench ARGS="-k driving"

Prints a table and writes build/bench/driving.json. The safety node runs in a process of its own;
its delay is the time from publishing a command to receiving what goes to the wheels, less the time
that the same message takes through a process that only passes it on. Plans and rules are counted in
CPU time, messages by the clock.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from robot.adapters.folders import MAP, PROJECT
from robot.adapters.map_files import read_map
from robot.core.driving_settings import NavigationSettings, SafetySettings
from robot.core.geometry import Point2D, Pose2D
from robot.core.motion import Motion
from robot.safety.rules import Inputs, judge
from sim.embedded.costs import CostMap
from sim.embedded.figures import ADULT
from sim.embedded.planner import NoPlan, Planner
from sim.embedded.world import World

OUT = PROJECT / "build" / "bench" / "driving.json"
PLANS, JUDGEMENTS, COMMANDS = 300, 2000, 400
SEED = 1

RELAY = """
import rclpy
from geometry_msgs.msg import TwistStamped
from robot.nodes import names
rclpy.init()
node = rclpy.create_node("relay")
out = node.create_publisher(TwistStamped, names.CMD_VEL, names.EVENT_QOS)
node.create_subscription(TwistStamped, names.CMD_VEL_NAV, out.publish, names.SENSOR_QOS)
rclpy.spin(node)
"""


def spread(values: list[float]) -> dict[str, float]:
    return {
        "median_ms": round(float(np.median(values)), 3),
        "p95_ms": round(float(np.percentile(values, 95)), 3),
        "most_ms": round(max(values), 3),
    }


def plans() -> dict[str, Any]:
    """Random pairs of free points on the 50 x 25 m map, every goal a new one."""
    grid = read_map(MAP / "floor_0.yaml")
    costs = CostMap(grid, NavigationSettings(), read_map(MAP / "keepout_0.yaml"))
    places, rng = costs.lattice.places, np.random.default_rng(SEED)
    plain, around, lengths = [], [], []
    for start, goal in rng.integers(len(places), size=(PLANS, 2)):
        a, b = Point2D(*places[start].tolist()), Point2D(*places[goal].tolist())
        obstacles = places[start] + rng.uniform(1.0, 5.0, (40, 2))
        for times, things in ((plain, None), (around, obstacles)):
            planner = Planner(costs)
            began = time.process_time()
            try:
                plan = planner.plan(a, b, things)
            except NoPlan:
                continue
            times.append(1e3 * (time.process_time() - began))
            lengths.append(plan.length_m)
    height, width = (cells * grid.resolution_m for cells in grid.cells.shape)
    return {
        "map_m": [round(width, 1), round(height, 1)],
        "longest_m": round(max(lengths), 1),
        "new goal": spread(plain),
        "new goal, round 40 obstacles": spread(around),
    }


def judgements() -> dict[str, float]:
    """The rules alone, among twelve people."""
    pose = Pose2D(8.5, 12.4, 0.3)
    world = World(MAP / "town_hall.xml", pose, people=(ADULT,) * 12, seed=SEED)
    for k in range(12):
        world.bodies.present[k] = True
        world.bodies.position[k] = (pose.x + 2.0 * math.cos(k), pose.y + 2.0 * math.sin(k))
    world.step(0.1)
    people = tuple(Point2D(2.0 * math.cos(k), 2.0 * math.sin(k)) for k in range(12))
    rng, times, before = np.random.default_rng(SEED), [], Motion(0.4, 0.0)
    for _ in range(JUDGEMENTS):
        scan = world.scan()
        command = Motion(*rng.uniform((0.05, -0.8), (0.8, 0.8)).tolist())
        inputs = Inputs(scan.stamp_s, command, scan.stamp_s, scan, before, scan.stamp_s, people)
        began = time.process_time()
        judge(inputs, before, 0.1, SafetySettings())
        times.append(1e3 * (time.process_time() - began))
    return spread(times)


class Senses:
    """What the safety node needs to let a command through: scan, odometry, the laser's place."""

    def __init__(self, node: Any) -> None:
        from nav_msgs.msg import Odometry
        from sensor_msgs.msg import LaserScan
        from tf2_msgs.msg import TFMessage

        from robot.nodes import names
        from robot.nodes.frames import TF_STATIC_QOS

        self._odometry, self._mount = Odometry, TFMessage
        self._scans = node.create_publisher(LaserScan, names.SCAN, names.SENSOR_QOS)
        self._odom = node.create_publisher(Odometry, names.ODOM, names.SENSOR_QOS)
        self._tf = node.create_publisher(TFMessage, names.TF_STATIC, TF_STATIC_QOS)
        self._tf.publish(TFMessage(transforms=[self._laser()]))
        self.moved = False

    def _laser(self) -> Any:
        from geometry_msgs.msg import TransformStamped

        from robot.nodes import names

        mount = TransformStamped(child_frame_id=names.LASER_FRAME)
        mount.header.frame_id = names.BASE_FRAME
        mount.transform.rotation.w = 1.0
        return mount

    def publish(self, stamp: Any) -> None:
        from robot.core.scan import Scan
        from robot.nodes import names
        from robot.nodes.convert import scan_to_ros

        ranges = np.full(360, 2.5, np.float32)
        scan = scan_to_ros(Scan(0.0, -math.pi, math.radians(1.0), ranges, 0.1, 12.0))
        scan.header.stamp = stamp
        self._scans.publish(scan)
        odometry = self._odometry(child_frame_id=names.BASE_FRAME)
        odometry.header.stamp, odometry.header.frame_id = stamp, names.ODOM_FRAME
        self._odom.publish(odometry)


def way_to_the_wheels(*program: str) -> list[float]:
    """Milliseconds from a command to what a process makes of it, through ROS."""
    import rclpy
    from geometry_msgs.msg import TwistStamped

    from robot.nodes import names

    process = subprocess.Popen([sys.executable, *program])
    got: list[float] = []
    times: list[float] = []
    rclpy.init()
    try:
        node = rclpy.create_node("stopwatch")
        out = node.create_publisher(TwistStamped, names.CMD_VEL_NAV, names.EVENT_QOS)
        senses = Senses(node)

        def heard(message: TwistStamped) -> None:
            got.append(time.perf_counter())
            senses.moved = senses.moved or message.twist.linear.x > 0.1

        node.create_subscription(TwistStamped, names.CMD_VEL, heard, names.SENSOR_QOS)
        deadline = time.monotonic() + 60.0
        while len(times) < COMMANDS and time.monotonic() < deadline:
            got.clear()
            senses.publish(node.get_clock().now().to_msg())
            command = TwistStamped()
            command.header.stamp = node.get_clock().now().to_msg()
            command.twist.linear.x = 0.3
            began = time.perf_counter()
            out.publish(command)
            until = began + 0.03
            while time.perf_counter() < until:
                rclpy.spin_once(node, timeout_sec=0.002)
            if got:
                times.append(1e3 * (got[0] - began))
        assert senses.moved, "nothing was let through"
        node.destroy_node()
    finally:
        rclpy.shutdown()
        process.terminate()
        process.wait(10.0)
    return times


def test_driving() -> None:
    rows: dict[str, Any] = {"plans": plans(), "safety rules": judgements()}
    pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")
    os.environ.setdefault("ROS_DOMAIN_ID", "66")
    os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    passed_on = way_to_the_wheels("-c", RELAY)
    through = way_to_the_wheels("-m", "robot.nodes.safety_node")
    rows["command through a process that passes it on"] = spread(passed_on)
    rows["command through the safety node"] = spread(through)
    added = float(np.percentile(through, 95) - np.percentile(passed_on, 95))
    rows["safety node adds, p95_ms"] = round(added, 3)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(rows, indent=2))
    table = Table("what", "median ms", "p95 ms", "most ms", title="Driving")
    flat = {**{f"plan, {k}": v for k, v in rows["plans"].items() if isinstance(v, dict)}, **rows}
    for name, row in flat.items():
        if isinstance(row, dict) and "p95_ms" in row:
            table.add_row(name, *(f"{row[key]:.2f}" for key in ("median_ms", "p95_ms", "most_ms")))
    table.add_row("safety node adds", "", f"{added:.2f}", "")
    Console(width=120).print(table)
