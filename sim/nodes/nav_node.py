"""Stands in for Nav2: map, map -> odom and navigate_to_pose, on the embedded parts."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from geometry_msgs.msg import PoseWithCovarianceStamped, TransformStamped, TwistStamped
from nav2_msgs.msg import SpeedLimit
from nav_msgs.msg import OccupancyGrid, Odometry
from nav_msgs.msg import Path as PathMessage
from rclpy.callback_groups import MutuallyExclusiveCallbackGroup
from rclpy.node import Node
from sensor_msgs.msg import LaserScan
from tf2_msgs.msg import TFMessage

from robot.adapters.folders import MAP
from robot.adapters.map_files import read_map
from robot.adapters.yaml_files import load
from robot.core.driving_settings import NavigationSettings
from robot.core.geometry import Pose2D, compose
from robot.core.grid import Grid
from robot.core.motion import STILL, Motion
from robot.core.nav_errors import NavError
from robot.core.problems import ProblemsFound
from robot.core.scan import Scan
from robot.core.settings import FolderSettings
from robot.guiding.places import DOCK, Places, places_from
from robot.nodes import names
from robot.nodes.convert import (
    grid_to_ros,
    motion_to_ros,
    pose_from_ros,
    pose_stamped_to_ros,
    quaternion_to_ros,
    scan_from_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.frames import Frames
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.perception.background import DistanceField
from robot.perception.map_check import Whereabouts, map_match
from robot.perception.people import PeopleTracker
from sim.embedded.costs import CostMap
from sim.embedded.docking import Docking
from sim.embedded.localiser import Localiser
from sim.embedded.nav_status import NavState, NavStatus
from sim.embedded.navigator import Navigator
from sim.nodes.nav_servers import NavServers

_SILENT_S = 1.0
"""No scan for this long: stand."""
_GIVE_UP_S = 5.0
"""No scan for this long: the drive has failed."""
_WATCH_S = 0.25
_PLAN_S = 1.0
HOLD_MPS = 0.01
"""Speed limits up to this stand; 0 lifts the limit (nav2_msgs/SpeedLimit)."""


class NavNode(Node):
    """Everything happens at the scan: localise, publish the frame, drive."""

    def __init__(self) -> None:
        super().__init__("nav_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, NavigationSettings)
        folder = Path(declare(self, FolderSettings).map_dir or MAP)
        refuse_unknown(self)
        grid, keepout, places = _read(folder)
        self._starts = tuple(each.pose for each in places if each.kind == "base" and each.pose)
        self._walls = DistanceField(grid)
        self._navigator = Navigator(CostMap(grid, self._settings, keepout), self._settings)
        self._tracker = PeopleTracker(grid)
        self._localiser: Localiser | None = None
        self._asked_pose: Pose2D | None = None
        self._odometry: tuple[Pose2D, Motion] | None = None
        self._scan_s = self._plan_s = -math.inf
        self._frames = Frames(self)
        self._map = self.create_publisher(OccupancyGrid, names.MAP, names.LATCHED_QOS)
        self._tf = self.create_publisher(TFMessage, names.TF, names.EVENT_QOS)
        self._plan = self.create_publisher(PathMessage, names.PLAN, names.LATCHED_QOS)
        self._command = self.create_publisher(TwistStamped, names.CMD_VEL_NAV, names.EVENT_QOS)
        dock = places.dock if DOCK in places else places.base
        self._servers = NavServers(
            self, self._navigator, Docking(self._navigator, dock, places.base)
        )
        self._listen()
        self._map.publish(grid_to_ros(grid, self.get_clock().now().to_msg()))
        self._diagnosis.warn("waits for scan and odometry")

    def _listen(self) -> None:
        group, sensor = MutuallyExclusiveCallbackGroup(), names.SENSOR_QOS
        listen = self.create_subscription
        listen(Odometry, names.ODOM, self._take_odometry, sensor, callback_group=group)
        listen(LaserScan, names.SCAN, self._take_scan, sensor, callback_group=group)
        listen(SpeedLimit, names.SPEED_LIMIT, self._take_limit, names.EVENT_QOS)
        listen(PoseWithCovarianceStamped, names.INITIAL_POSE, self._take_pose, names.EVENT_QOS)
        self.create_timer(_WATCH_S, self._watch, callback_group=group)

    def _take_limit(self, message: SpeedLimit) -> None:
        limit = float(message.speed_limit)
        if message.percentage:
            limit *= self._settings.max_speed_mps / 100.0
        if not math.isfinite(limit) or limit < 0.0:
            self._diagnosis.warn(f"a speed limit of {limit} m/s was left out")
            return
        if limit == 0.0:
            self._servers.limit_speed(math.inf)
        else:
            self._servers.limit_speed(0.0 if limit <= HOLD_MPS else limit)

    def _take_pose(self, message: PoseWithCovarianceStamped) -> None:
        if message.header.frame_id != names.MAP_FRAME:
            self._diagnosis.warn(f"a pose in frame '{message.header.frame_id}' was left out")
            return
        try:
            self._asked_pose = pose_from_ros(message.pose.pose)
        except ValueError as error:
            self._diagnosis.warn(f"a pose was left out: {error}")

    def _take_odometry(self, message: Odometry) -> None:
        twist = message.twist.twist
        try:
            pose = pose_from_ros(message.pose.pose)
        except ValueError as error:
            self._diagnosis.warn(f"odometry was left out: {error}")
            return
        self._odometry = pose, Motion(twist.linear.x, twist.angular.z)

    def _take_scan(self, message: LaserScan) -> None:
        try:
            scan = scan_from_ros(message)
        except ValueError as error:
            self._diagnosis.warn(f"a scan was left out: {error}")
            return
        laser = self._frames.pose(message.header.frame_id, names.BASE_FRAME, scan.stamp_s)
        if self._odometry is None or laser is None:
            self._diagnosis.warn(f"waits for odometry and the place of '{message.header.frame_id}'")
            return
        odom, motion = self._odometry
        pose = self._locate(odom, scan, laser)
        people = self._tracker.update(scan, compose(pose, laser), scan.stamp_s, pose)
        self._scan_s = self._now_s()
        wanted, status = self._servers.step(pose, motion, scan, people)
        self._publish(wanted, status, pose)

    def _locate(self, odom: Pose2D, scan: Scan, laser: Pose2D) -> Pose2D:
        if self._localiser is None:
            start = max(
                self._starts,
                key=lambda each: map_match(scan, compose(each, laser), self._walls).share,
            )
            self._localiser = Localiser(self._walls, start, laser)
        if self._asked_pose is not None:
            self._localiser.reset(self._asked_pose)
            self._localiser.search(scan)
            self._asked_pose = None
        pose = self._localiser.update(odom, scan, scan.stamp_s)
        if self._localiser.whereabouts is Whereabouts.LOST:
            share = self._localiser.match.far_share
            self._diagnosis.error(f"lost: only {share:.0%} of the far points are on walls")
        else:
            self._diagnosis.ok(f"localised, {self._navigator.status.state.value}")
        return pose

    def _publish(self, wanted: Motion, status: NavStatus, pose: Pose2D) -> None:
        assert self._localiser is not None
        stamp = self.get_clock().now().to_msg()
        frame = TransformStamped()
        frame.header.stamp, frame.header.frame_id = stamp, names.MAP_FRAME
        frame.child_frame_id = names.ODOM_FRAME
        shift = self._localiser.map_to_odom
        frame.transform.translation.x, frame.transform.translation.y = shift.x, shift.y
        frame.transform.rotation = quaternion_to_ros(shift.yaw)
        self._tf.publish(TFMessage(transforms=[frame]))
        self._command.publish(motion_to_ros(wanted, stamp))
        self._servers.tell(pose)
        if status.ended or self._now_s() - self._plan_s >= _PLAN_S:
            self._plan_s = self._now_s()
            self._publish_plan(pose.yaw)

    def _publish_plan(self, yaw: float) -> None:
        stamp = self.get_clock().now().to_msg()
        message = PathMessage()
        message.header.stamp, message.header.frame_id = stamp, names.MAP_FRAME
        points = self._navigator.path
        turns = np.arctan2(*np.diff(points, axis=0).T[::-1]) if points.shape[0] > 1 else []
        yaws = [*turns, *([turns[-1]] if len(turns) else [yaw])]
        message.poses = [
            pose_stamped_to_ros(Pose2D(x, y, float(turn)), stamp)
            for (x, y), turn in zip(points.tolist(), yaws, strict=False)
        ]
        self._plan.publish(message)

    def _watch(self) -> None:
        """Without scans nothing steps: stand, and after a while give the goal up."""
        silent_s = self._now_s() - self._scan_s
        if not math.isfinite(silent_s) or silent_s < _SILENT_S:
            return
        self._diagnosis.error(f"no scan for {silent_s:.1f} s: stands")
        self._command.publish(motion_to_ros(STILL, self.get_clock().now().to_msg()))
        if silent_s >= _GIVE_UP_S and self._localiser is not None:
            self._servers.stop()
            message = f"no scan for {silent_s:.1f} s"
            failed = NavStatus(NavState.FAILED, NavError.CONTROLLER_TF_ERROR, message)
            self._servers.tell(self._localiser.pose, failed)

    def _now_s(self) -> float:
        return float(self.get_clock().now().nanoseconds) * 1e-9


def _read(folder: Path) -> tuple[Grid, Grid | None, Places]:
    """Map, keepout mask and places."""
    file = load(folder / "places.yaml", "places.yaml")
    places = places_from(file.data, file.file, file.line_of)
    if not isinstance(places, Places):
        raise ProblemsFound(places)
    keepout = folder / "keepout_0.yaml"
    return (
        read_map(folder / places.map_file),
        read_map(keepout) if keepout.is_file() else None,
        places,
    )


def main() -> None:
    """Run the node."""
    run(NavNode, threads=4)


if __name__ == "__main__":
    main()
