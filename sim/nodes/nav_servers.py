"""What Nav2 serves, stood in for: navigate_to_pose, dock_robot, undock_robot; one at a time."""

from __future__ import annotations

import threading
from typing import Any

from nav2_msgs.action import DockRobot, NavigateToPose, UndockRobot
from rclpy.node import Node
from sensor_msgs.msg import BatteryState

from robot.core.events import Person
from robot.core.geometry import Pose2D
from robot.core.motion import Motion
from robot.core.scan import Scan
from robot.nodes import names
from robot.nodes.convert import pose_stamped_from_ros
from sim.embedded.docking import Docking
from sim.embedded.nav_status import NavStatus
from sim.embedded.navigator import Navigator
from sim.nodes.nav_action import NavAction, drive_feedback

DOCK_ID = "home"
"""As in launch/params/docks.yaml."""


class NavServers:
    """The three actions before one navigator; safe to step and to call from several threads."""

    def __init__(self, node: Node, navigator: Navigator, docking: Docking) -> None:
        self._node, self._navigator, self._docking = node, navigator, docking
        self._lock = threading.Lock()
        self._charging = False
        make = (
            (NavigateToPose, names.NAVIGATE_TO_POSE, self._drive),
            (DockRobot, names.DOCK_ROBOT, self._dock),
            (UndockRobot, names.UNDOCK_ROBOT, self._undock),
        )
        self._actions = [
            NavAction(node, action, name, start, self.stop) for action, name, start in make
        ]
        node.create_subscription(
            BatteryState, names.BATTERY_STATE, self._take_battery, names.SENSOR_QOS
        )

    def step(
        self,
        pose: Pose2D,
        motion: Motion,
        scan: Scan,
        people: tuple[Person, ...],
    ) -> tuple[Motion, NavStatus]:
        """The motion wanted now, and how the goal under way goes."""
        if any(action.cancel_requested for action in self._actions):
            self.stop()
        with self._lock:
            return self._docking.step(pose, motion, scan, people, self._charging, scan.stamp_s)

    def stop(self) -> None:
        """End what is under way."""
        with self._lock:
            self._docking.cancel()
            self._navigator.cancel()

    def limit_speed(self, speed_mps: float) -> None:
        """Drive no faster from now on; 0 stands and keeps the goal."""
        with self._lock:
            self._navigator.limit_speed(speed_mps)

    def tell(self, pose: Pose2D, failed: NavStatus | None = None) -> None:
        """Feedback and ends of whatever is under way; `failed`: it ends so."""
        stamp = self._node.get_clock().now().to_msg()
        drive, dock, undock = self._actions
        with self._lock:
            driven, docked = failed or self._navigator.status, failed or self._docking.status
        drive.tell(driven, lambda: drive_feedback(driven, pose, stamp))
        dock.tell(docked, DockRobot.Feedback)
        undock.tell(docked, UndockRobot.Feedback)

    def _only(self, index: int) -> None:
        for number, action in enumerate(self._actions):
            if number != index:
                action.drop()

    def _drive(self, goal: NavigateToPose.Goal) -> None:
        pose = pose_stamped_from_ros(goal.pose)
        self._only(0)
        with self._lock:
            self._docking.cancel()
            self._navigator.set_goal(pose, self._now_s())

    def _dock(self, goal: DockRobot.Goal) -> None:
        if not goal.use_dock_id or goal.dock_id != DOCK_ID:
            raise ValueError(f"dock '{goal.dock_id}', expected the id '{DOCK_ID}'")
        self._only(1)
        with self._lock:
            self._docking.dock(self._now_s())

    def _undock(self, _goal: Any) -> None:
        self._only(2)
        with self._lock:
            self._docking.undock(self._now_s())

    def _take_battery(self, message: BatteryState) -> None:
        flows = message.power_supply_status == BatteryState.POWER_SUPPLY_STATUS_CHARGING
        self._charging = flows or message.percentage >= 1.0

    def _now_s(self) -> float:
        return float(self._node.get_clock().now().nanoseconds) * 1e-9
