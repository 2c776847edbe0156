"""People, sensors and maps: values <-> messages, in pairs (x_to_ros, x_from_ros).

What a message cannot say as a value (a tilted robot, a turned map, an unknown outcome) is a
ValueError that names it. Times and poses are in convert_values.py, the talk in convert_talk.py;
all of them can be imported from here.
"""

from __future__ import annotations

import array
import math
from collections.abc import Iterable

import numpy as np
from builtin_interfaces.msg import Time
from geometry_msgs.msg import TwistStamped, Vector3
from nav_msgs.msg import OccupancyGrid, Odometry
from nav_msgs.msg import Path as PathMessage
from sensor_msgs.msg import BatteryState, LaserScan

from l2b2_interfaces.msg import Person as PersonMessage
from l2b2_interfaces.msg import Visitors
from robot.core.events import BatteryAt, Engagement, Person
from robot.core.geometry import Point2D, Pose2D, distance
from robot.core.grid import Grid
from robot.core.motion import Motion
from robot.core.scan import Scan
from robot.nodes import names
from robot.nodes.convert_talk import (
    audio_from_ros,
    audio_to_ros,
    goal_outcome_from_ros,
    goal_outcome_to_ros,
    goto_from_ros,
    goto_to_ros,
    heard_from_ros,
    heard_to_ros,
    say_from_ros,
    say_to_ros,
    show_from_ros,
    show_to_ros,
    speech_outcome_from_ros,
    speech_outcome_to_ros,
    stopped_from_ros,
    stopped_to_ros,
    touched_from_ros,
    touched_to_ros,
    visit_from_ros,
    visit_to_ros,
)
from robot.nodes.convert_values import (
    image_from_ros,
    point_from_ros,
    point_to_ros,
    pose_from_ros,
    pose_stamped_from_ros,
    pose_stamped_to_ros,
    pose_to_ros,
    quaternion_from_ros,
    quaternion_to_ros,
    seconds_from_ros,
    seconds_to_ros,
)

__all__ = [
    "audio_from_ros",
    "audio_to_ros",
    "battery_from_ros",
    "battery_to_ros",
    "goal_outcome_from_ros",
    "goal_outcome_to_ros",
    "goto_from_ros",
    "goto_to_ros",
    "grid_from_ros",
    "grid_to_ros",
    "heard_from_ros",
    "heard_to_ros",
    "image_from_ros",
    "motion_from_ros",
    "motion_to_ros",
    "odometry_pose_from_ros",
    "path_from_ros",
    "people_from_ros",
    "people_to_ros",
    "point_from_ros",
    "point_to_ros",
    "pose_from_ros",
    "pose_stamped_from_ros",
    "pose_stamped_to_ros",
    "pose_to_ros",
    "quaternion_from_ros",
    "quaternion_to_ros",
    "say_from_ros",
    "say_to_ros",
    "scan_from_ros",
    "scan_to_ros",
    "seconds_from_ros",
    "seconds_to_ros",
    "show_from_ros",
    "show_to_ros",
    "speech_outcome_from_ros",
    "speech_outcome_to_ros",
    "stopped_from_ros",
    "stopped_to_ros",
    "touched_from_ros",
    "touched_to_ros",
    "visit_from_ros",
    "visit_to_ros",
]


PATH_STEP_M = 0.1


def people_to_ros(people: Iterable[Person], stamp: Time) -> Visitors:
    """Everybody tracked, frame map; `stamp` of the scan they were seen in."""
    message = Visitors()
    message.header.stamp = stamp
    message.header.frame_id = names.MAP_FRAME
    message.people = [
        PersonMessage(
            id=person.id,
            position=point_to_ros(person.position),
            velocity=Vector3(x=float(person.velocity.x), y=float(person.velocity.y), z=0.0),
            engagement=int(person.engagement),
        )
        for person in people
    ]
    return message


def people_from_ros(message: Visitors) -> tuple[Person, ...]:
    """Everybody tracked; ValueError for another frame than map or an unknown engagement."""
    if message.people and message.header.frame_id != names.MAP_FRAME:
        raise ValueError(f"people in frame '{message.header.frame_id}', expected 'map'")
    return tuple(
        Person(
            person.id,
            point_from_ros(person.position),
            Point2D(person.velocity.x, person.velocity.y),
            Engagement(person.engagement),
        )
        for person in message.people
    )


def scan_to_ros(scan: Scan, scan_time_s: float = 0.1) -> LaserScan:
    """One turn of the laser, in the laser's frame; `scan_time_s` from turn to turn."""
    message = LaserScan()
    message.header.stamp = seconds_to_ros(scan.stamp_s)
    message.header.frame_id = names.LASER_FRAME
    message.angle_min = scan.angle_min_rad
    message.angle_increment = scan.angle_step_rad
    message.angle_max = scan.angle_min_rad + scan.angle_step_rad * max(scan.ranges.size - 1, 0)
    message.scan_time = scan_time_s
    message.range_min = scan.range_min_m
    message.range_max = scan.range_max_m
    message.ranges = array.array("f", np.ascontiguousarray(scan.ranges, dtype=np.float32).tobytes())
    return message


def scan_from_ros(message: LaserScan) -> Scan:
    """The same as a value; readings outside the sensor's range become inf or -inf (REP 117).

    ValueError for angles or limits that are no numbers, and rays that all point one way.
    """
    numbers = (message.angle_min, message.angle_increment, message.range_min, message.range_max)
    if not all(map(math.isfinite, numbers)) or message.angle_increment == 0.0:
        raise ValueError(f"angle_min, angle_increment, range_min, range_max are {numbers}")
    ranges = np.array(message.ranges, dtype=np.float32)
    with np.errstate(invalid="ignore"):
        ranges = np.where(ranges > message.range_max, np.float32(np.inf), ranges)
        ranges = np.where(ranges < message.range_min, np.float32(-np.inf), ranges)
    return Scan(
        seconds_from_ros(message.header.stamp),
        message.angle_min,
        message.angle_increment,
        ranges,
        message.range_min,
        message.range_max,
    )


def grid_to_ros(grid: Grid, stamp: Time) -> OccupancyGrid:
    """The map, frame map."""
    message = OccupancyGrid()
    message.header.stamp = stamp
    message.header.frame_id = names.MAP_FRAME
    message.info.map_load_time = stamp
    message.info.resolution = grid.resolution_m
    message.info.height, message.info.width = grid.cells.shape
    message.info.origin.position.x = grid.origin_x_m
    message.info.origin.position.y = grid.origin_y_m
    message.data = array.array("b", np.ascontiguousarray(grid.cells, dtype=np.int8).tobytes())
    return message


def grid_from_ros(message: OccupancyGrid) -> Grid:
    """The map as a value; ValueError for a turned one or one whose size does not fit its data."""
    info = message.info
    origin = pose_from_ros(info.origin)
    if abs(origin.yaw) > 1e-6:
        raise ValueError(f"a map turned by {origin.yaw:.4f} rad, expected 0")
    if len(message.data) != info.height * info.width:
        raise ValueError(f"{len(message.data)} cells for {info.height} x {info.width}")
    cells = np.array(message.data, dtype=np.int8).reshape(info.height, info.width)
    return Grid(cells, _plain_float(info.resolution), origin.x, origin.y)


def _plain_float(single: float) -> float:
    """A 32 bit float as the decimal number that was meant: 0.05, not 0.05000000074505806."""
    return float(str(np.float32(single)))


def odometry_pose_from_ros(message: Odometry) -> Pose2D:
    """Where base_link is in odom; ValueError for other frames or a tilted robot."""
    frames = message.header.frame_id, message.child_frame_id
    if frames != (names.ODOM_FRAME, names.BASE_FRAME):
        raise ValueError(f"odometry of '{frames[1]}' in '{frames[0]}', expected base_link in odom")
    return pose_from_ros(message.pose.pose)


def path_from_ros(message: PathMessage) -> tuple[Point2D, ...]:
    """A planned way, a point each ten centimetres or so; ValueError for another frame than map."""
    if message.poses and message.header.frame_id != names.MAP_FRAME:
        raise ValueError(f"a way in frame '{message.header.frame_id}', expected 'map'")
    points: list[Point2D] = []
    for pose in message.poses:
        point = point_from_ros(pose.pose.position)
        if not points or distance(points[-1], point) >= PATH_STEP_M:
            points.append(point)
    return tuple(points)


def motion_to_ros(motion: Motion, stamp: Time) -> TwistStamped:
    """A velocity of base_link."""
    message = TwistStamped()
    message.header.stamp = stamp
    message.header.frame_id = names.BASE_FRAME
    message.twist.linear.x = motion.forward_mps
    message.twist.angular.z = motion.turn_radps
    return message


def motion_from_ros(message: TwistStamped) -> Motion:
    """The same as a value; ValueError for a frame that is neither base_link nor left empty."""
    if message.header.frame_id not in ("", names.BASE_FRAME):
        raise ValueError(f"a velocity in frame '{message.header.frame_id}', expected 'base_link'")
    return Motion(message.twist.linear.x, message.twist.angular.z)


def battery_to_ros(battery: BatteryAt, stamp: Time) -> BatteryState:
    """State of the battery; voltage and the like are not known (NaN)."""
    message = BatteryState()
    message.header.stamp = stamp
    message.percentage = battery.fraction
    message.present = True
    unknown = ("voltage", "temperature", "current", "charge", "capacity", "design_capacity")
    for name in unknown:
        setattr(message, name, math.nan)
    message.power_supply_status = (
        BatteryState.POWER_SUPPLY_STATUS_CHARGING
        if battery.charging
        else BatteryState.POWER_SUPPLY_STATUS_DISCHARGING
    )
    return message


def battery_from_ros(message: BatteryState) -> BatteryAt:
    """The same as a value; ValueError when the driver does not know the charge (NaN)."""
    if not 0.0 <= message.percentage <= 1.0:
        raise ValueError(f"charge {message.percentage}, expected 0 to 1")
    charging = message.power_supply_status in (
        BatteryState.POWER_SUPPLY_STATUS_CHARGING,
        BatteryState.POWER_SUPPLY_STATUS_FULL,
    )
    return BatteryAt(message.percentage, charging)
