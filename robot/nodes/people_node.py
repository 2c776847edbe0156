"""People from the laser: scan and frames to `visitors` and `humans/bodies/tracked` (REP 155)."""

from __future__ import annotations

from geometry_msgs.msg import PoseArray
from hri_msgs.msg import IdsList
from nav_msgs.msg import OccupancyGrid
from rclpy.node import Node
from sensor_msgs.msg import LaserScan
from std_msgs.msg import String

from l2b2_interfaces.msg import Visitors
from robot.core.driving_settings import PeopleSettings
from robot.core.events import Person
from robot.nodes import names
from robot.nodes.convert import (
    grid_from_ros,
    people_to_ros,
    quaternion_from_ros,
    scan_from_ros,
    seconds_from_ros,
)
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.frames import Frames
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from robot.perception.background import DistanceField
from robot.perception.gaze import Looks
from robot.perception.map_check import MapCheck, Whereabouts
from robot.perception.people import PeopleTracker

_LASTS_S = 2.0
"""Not knowing the pose for so long is worth a warning."""


class PeopleNode(Node):
    """Tracks people as soon as there is a map and a pose."""

    def __init__(self) -> None:
        super().__init__("people_node")
        self._diagnosis = Diagnosis(self)
        self._settings = declare(self, PeopleSettings)
        refuse_unknown(self)
        self._frames = Frames(self)
        self._tracker: PeopleTracker | None = None
        self._check: MapCheck | None = None
        self._placed_s: float | None = None
        self._whereabouts = Whereabouts.SURE
        self._told = self.create_publisher(String, names.WHEREABOUTS, names.LATCHED_QOS)
        self._visitors = self.create_publisher(Visitors, names.VISITORS, names.SENSOR_QOS)
        self._bodies = self.create_publisher(IdsList, names.TRACKED_BODIES, names.EVENT_QOS)
        self.create_subscription(OccupancyGrid, names.MAP, self._take_map, names.LATCHED_QOS)
        self.create_subscription(LaserScan, names.SCAN, self._take_scan, names.SENSOR_QOS)
        self._looks: Looks | None = None
        self.create_subscription(PoseArray, names.FACES, self._take_faces, names.SENSOR_QOS)
        self._diagnosis.warn("waits for the map")

    def _take_map(self, message: OccupancyGrid) -> None:
        try:
            grid = grid_from_ros(message)
        except ValueError as error:
            self._diagnosis.error(f"cannot use this map: {error}")
            return
        self._tracker = PeopleTracker(grid, self._settings)
        self._check = MapCheck(DistanceField(grid))
        self._diagnosis.warn("waits for a scan and the robot's pose")

    def _take_scan(self, message: LaserScan) -> None:
        if self._tracker is None or self._check is None:
            return
        try:
            scan = scan_from_ros(message)
        except ValueError as error:
            self._diagnosis.warn(f"a scan was left out: {error}")
            return
        frame = message.header.frame_id
        laser = self._frames.pose(frame, names.MAP_FRAME, scan.stamp_s)
        robot = self._frames.robot(scan.stamp_s)
        if laser is None or robot is None:
            self._not_placed(frame, scan.stamp_s)
            return
        self._placed_s = scan.stamp_s
        where = self._check.update(scan, laser, scan.stamp_s)
        if where is not self._whereabouts:
            self._whereabouts = where
            self._told.publish(String(data=where.value))
        if where is Whereabouts.LOST:
            share = self._check.last.far_share
            self._diagnosis.error(f"lost: only {share:.0%} of the far points are on walls")
        else:
            self._diagnosis.ok("sees people")
        people = self._tracker.update(scan, laser, scan.stamp_s, robot, self._looks)
        self._publish(people, message)

    def _take_faces(self, message: PoseArray) -> None:
        """From the camera, where there is one."""
        try:
            bearings = tuple(quaternion_from_ros(each.orientation) for each in message.poses)
        except ValueError as error:
            self._diagnosis.warn(f"faces were left out: {error}")
            return
        self._looks = Looks(seconds_from_ros(message.header.stamp), bearings)

    def _not_placed(self, frame: str, now_s: float) -> None:
        """A scan that comes before its pose is common and passes; only what lasts is said."""
        if self._placed_s is None or now_s < self._placed_s:
            self._placed_s = now_s
        if now_s - self._placed_s >= _LASTS_S:
            self._diagnosis.warn(f"the pose of '{frame}' in the map is not known: no people")

    def _publish(self, people: tuple[Person, ...], message: LaserScan) -> None:
        assert self._tracker is not None
        visitors = people_to_ros(people, message.header.stamp)
        for person in visitors.people:
            person.position_stddev_m = self._tracker.position_stddev_m(person.id)
        self._visitors.publish(visitors)
        bodies = IdsList(ids=[person.id for person in people])
        bodies.header = visitors.header
        self._bodies.publish(bodies)


def main() -> None:
    """Run the node."""
    run(PeopleNode)


if __name__ == "__main__":
    main()
