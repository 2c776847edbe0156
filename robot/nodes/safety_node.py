"""The last hop before the wheels: cmd_vel_nav to cmd_vel, through the safety rules."""

from __future__ import annotations

import math
from pathlib import Path

from geometry_msgs.msg import TwistStamped
from nav_msgs.msg import Odometry
from rclpy.node import Node
from sensor_msgs.msg import LaserScan
from std_msgs.msg import Bool, String

from l2b2_interfaces.msg import Stop, Visitors
from robot.adapters.folders import MAP
from robot.adapters.map_files import read_map
from robot.core.driving_settings import SafetySettings
from robot.core.events import Stopped
from robot.core.geometry import Point2D, Pose2D, relative
from robot.core.motion import STILL, Motion
from robot.core.scan import Scan
from robot.core.settings import FolderSettings
from robot.nodes import names
from robot.nodes.convert import (
    motion_from_ros,
    motion_to_ros,
    odometry_pose_from_ros,
    people_from_ros,
    scan_from_ros,
    seconds_from_ros,
    stopped_to_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.frames import Frames
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.perception.map_check import Whereabouts
from robot.safety.odometry import Placed, jumped
from robot.safety.rules import Inputs, Verdict, judge
from robot.safety.zones import SpeedZones

_PERIOD_S = 0.05
"""The rules are asked at every command, and at least this often."""


class SafetyNode(Node):
    """Remembers the newest of everything; every decision is `judge`'s."""

    def __init__(self) -> None:
        super().__init__("safety_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, SafetySettings)
        folders = declare(self, FolderSettings)
        refuse_unknown(self)
        self._zones = _zones(Path(folders.map_dir or MAP), self._settings.max_speed_mps)
        self._frames = Frames(self)
        self._command: tuple[Motion, float] | None = None
        self._odometry: tuple[Motion, float] | None = None
        self._scan: Scan | None = None
        self._laser_frame = names.LASER_FRAME
        self._people: tuple[tuple[Point2D, ...], float] | None = None
        self._pressed = self._remote = self._astray = False
        self._placed: Placed | None = None
        self._jumped_s = -math.inf
        self._before, self._before_s = STILL, -math.inf
        self._told: Verdict | None = None
        self._out = self.create_publisher(TwistStamped, names.CMD_VEL, names.EVENT_QOS)
        self._state = self.create_publisher(Stop, names.STOP_STATE, names.LATCHED_QOS)
        self._listen()
        self.create_timer(_PERIOD_S, self._decide)

    def _listen(self) -> None:
        sensor, latched = names.SENSOR_QOS, names.LATCHED_QOS
        self.create_subscription(TwistStamped, names.CMD_VEL_NAV, self._take_command, sensor)
        self.create_subscription(LaserScan, names.SCAN, self._take_scan, sensor)
        self.create_subscription(Odometry, names.ODOM, self._take_odometry, sensor)
        self.create_subscription(Visitors, names.VISITORS, self._take_people, sensor)
        self.create_subscription(Bool, names.EMERGENCY_STOP, self._take_emergency, latched)
        self.create_subscription(Bool, names.REMOTE_STOP, self._take_remote, latched)
        self.create_subscription(String, names.WHEREABOUTS, self._take_whereabouts, latched)

    def _take_command(self, message: TwistStamped) -> None:
        try:
            self._command = motion_from_ros(message), self._now_s()
        except ValueError as error:
            self._diagnosis.warn(f"a command was left out: {error}")
            return
        self._decide()

    def _take_scan(self, message: LaserScan) -> None:
        try:
            self._scan, self._laser_frame = scan_from_ros(message), message.header.frame_id
        except ValueError as error:
            self._diagnosis.warn(f"a scan was left out: {error}")

    def _take_odometry(self, message: Odometry) -> None:
        twist = message.twist.twist
        stamp_s = seconds_from_ros(message.header.stamp)
        try:
            placed = Placed(odometry_pose_from_ros(message), stamp_s)
        except ValueError as error:
            self._diagnosis.warn(f"odometry was left out: {error}")
            return
        before, self._placed = self._placed, placed
        top = self._settings
        if before and jumped(before, placed, top.max_speed_mps, top.max_turn_radps):
            self._jumped_s = self._now_s()
        self._odometry = Motion(twist.linear.x, twist.angular.z), stamp_s

    def _take_people(self, message: Visitors) -> None:
        try:
            points = tuple(person.position for person in people_from_ros(message))
        except ValueError as error:
            self._diagnosis.warn(f"a list of people was left out: {error}")
            return
        self._people = points, seconds_from_ros(message.header.stamp)

    def _take_emergency(self, message: Bool) -> None:
        self._pressed = bool(message.data)
        self._decide()

    def _take_remote(self, message: Bool) -> None:
        self._remote = bool(message.data)
        self._decide()

    def _take_whereabouts(self, message: String) -> None:
        self._astray = message.data == Whereabouts.LOST.value

    def _decide(self) -> None:
        now_s = self._now_s()
        dt_s = min(max(now_s - self._before_s, 0.0), _PERIOD_S * 2.0)
        verdict = judge(self._inputs(now_s), self._before, dt_s, self._settings)
        self._before, self._before_s = verdict.motion, now_s
        self._out.publish(motion_to_ros(verdict.motion, self.get_clock().now().to_msg()))
        self._tell(verdict)

    def _inputs(self, now_s: float) -> Inputs:
        pose = self._frames.robot(now_s)
        command, command_at_s = self._command or (None, -math.inf)
        odometry, odometry_at_s = self._odometry or (None, -math.inf)
        laser = self._frames.pose(self._laser_frame, names.BASE_FRAME, now_s)
        return Inputs(
            now_s=now_s,
            command=command,
            command_at_s=command_at_s,
            scan=self._scan,
            odometry=odometry,
            odometry_at_s=odometry_at_s,
            people=self._people_in_base(pose, now_s),
            zone_limit_mps=self._zones.limit_mps(pose),
            emergency_stop=self._pressed,
            remote_stop=self._remote,
            laser_in_base=laser,
            odometry_jumped_s=self._jumped_s,
            astray=self._astray,
        )

    def _people_in_base(self, pose: Pose2D | None, now_s: float) -> tuple[Point2D, ...] | None:
        if pose is None or self._people is None:
            return None
        points, seen_s = self._people
        if abs(now_s - seen_s) > self._settings.max_people_age_s:
            return None
        return tuple(relative(pose, Pose2D(p.x, p.y, 0.0)).point for p in points)

    def _tell(self, verdict: Verdict) -> None:
        """The state, when it changes; figures within one reason are not worth a message."""
        told = self._told
        if told and (told.stopped, told.reason) == (verdict.stopped, verdict.reason):
            return
        self._told = verdict
        self._state.publish(
            stopped_to_ros(
                Stopped(verdict.stopped, verdict.reason),
                self.get_clock().now().to_msg(),
                speed_limit_mps=verdict.speed_limit_mps,
                detail=verdict.detail,
            )
        )
        if verdict.stopped and verdict.reason != "obstacle":
            self._diagnosis.warn(f"stops the wheels: {verdict.detail}")
        else:
            self._diagnosis.ok(f"watches ({verdict.reason})" if verdict.reason else "watches")

    def _now_s(self) -> float:
        return float(self.get_clock().now().nanoseconds) * 1e-9


def _zones(folder: Path, top_speed_mps: float) -> SpeedZones:
    """The building's speed zones; a building without the file has none."""
    path = folder / "speed_0.yaml"
    return SpeedZones(read_map(path) if path.exists() else None, top_speed_mps)


def main() -> None:
    """Run the node."""
    run(SafetyNode)


if __name__ == "__main__":
    main()
