"""The world's topics: what it publishes as the robot's drivers, and what it hears."""

from __future__ import annotations

from collections.abc import Callable

from action_msgs.msg import GoalStatus, GoalStatusArray
from geometry_msgs.msg import Pose, PoseArray, TransformStamped, TwistStamped
from hri_msgs.msg import LiveSpeech
from nav_msgs.msg import Odometry
from rclpy.node import Node
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import BatteryState, LaserScan
from sensor_msgs.msg import Imu as ImuMessage
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from l2b2_interfaces.msg import DialogueState, Touch
from robot.core.events import BatteryAt, Heard, Touched
from robot.core.geometry import Pose2D
from robot.core.scan import Scan
from robot.nodes import names
from robot.nodes.convert import (
    battery_to_ros,
    heard_to_ros,
    motion_from_ros,
    pose_to_ros,
    quaternion_to_ros,
    scan_to_ros,
    seconds_to_ros,
    show_from_ros,
    touched_to_ros,
)
from sim.embedded.battery import Battery
from sim.embedded.lidar import HEIGHT_M
from sim.embedded.view import RobotView
from sim.embedded.world import Contact, Imu, World
from sim.nodes import names as sim_names

_STALE_S = 0.5
"""A wheel command older than this counts as none."""


class Outbox:
    """What the world tells."""

    def __init__(self, node: Node) -> None:
        make = node.create_publisher
        self._clock = make(Clock, names.CLOCK, names.SENSOR_QOS)
        self._scan = make(LaserScan, names.SCAN, names.SENSOR_QOS)
        self._odom = make(Odometry, names.ODOM, names.SENSOR_QOS)
        self._imu = make(ImuMessage, names.IMU, names.SENSOR_QOS)
        self._battery = make(BatteryState, names.BATTERY_STATE, names.SENSOR_QOS)
        self._tf = make(TFMessage, names.TF, names.EVENT_QOS)
        self._tf_static = make(TFMessage, names.TF_STATIC, names.LATCHED_QOS)
        self._contacts = make(String, names.CONTACTS, names.EVENT_QOS)
        self._speech = make(LiveSpeech, names.SPEECH, names.EVENT_QOS)
        self._touch = make(Touch, names.TOUCH, names.EVENT_QOS)
        self._truth = make(PoseArray, sim_names.TRUTH, names.SENSOR_QOS)

    def clock(self, now_s: float) -> None:
        """Simulated time."""
        self._clock.publish(Clock(clock=seconds_to_ros(now_s)))

    def mounts(self) -> None:
        """Where the laser sits on the robot."""
        mount = TransformStamped()
        mount.header.frame_id, mount.child_frame_id = names.BASE_FRAME, names.LASER_FRAME
        mount.transform.translation.z = HEIGHT_M
        mount.transform.rotation.w = 1.0
        self._tf_static.publish(TFMessage(transforms=[mount]))

    def scan(self, scan: Scan) -> None:
        """One turn."""
        self._scan.publish(scan_to_ros(scan))

    def odometry(self, world: World) -> None:
        """Pose in odom, as message and as transform."""
        odometry, stamp = world.odometry, seconds_to_ros(world.now_s)
        message = Odometry()
        message.header.stamp, message.header.frame_id = stamp, names.ODOM_FRAME
        message.child_frame_id = names.BASE_FRAME
        message.pose.pose = pose_to_ros(odometry.pose)
        message.twist.twist.linear.x = odometry.v_mps
        message.twist.twist.angular.z = odometry.w_radps
        self._odom.publish(message)
        transform = TransformStamped()
        transform.header.stamp, transform.header.frame_id = stamp, names.ODOM_FRAME
        transform.child_frame_id = names.BASE_FRAME
        transform.transform.translation.x = odometry.pose.x
        transform.transform.translation.y = odometry.pose.y
        transform.transform.rotation = quaternion_to_ros(odometry.pose.yaw)
        self._tf.publish(TFMessage(transforms=[transform]))

    def imu(self, imu: Imu, now_s: float) -> None:
        """Turning rate and forward acceleration; no orientation (REP 145)."""
        message = ImuMessage()
        message.header.stamp, message.header.frame_id = seconds_to_ros(now_s), names.BASE_FRAME
        message.orientation_covariance[0] = -1.0
        message.angular_velocity.z = imu.yaw_rate_radps
        message.linear_acceleration.x = imu.accel_mps2
        message.linear_acceleration.z = 9.81
        self._imu.publish(message)

    def battery(self, battery: Battery, now_s: float) -> None:
        """State of charge."""
        value = BatteryAt(battery.fraction, battery.charging)
        message = battery_to_ros(value, seconds_to_ros(now_s))
        message.voltage = battery.voltage_v
        self._battery.publish(message)

    def contact(self, contact: Contact) -> None:
        """What the robot has touched."""
        self._contacts.publish(String(data=contact.name))

    def speech(self, heard: Heard, now_s: float) -> None:
        """A simulated visitor has said something."""
        self._speech.publish(heard_to_ros(heard, seconds_to_ros(now_s)))

    def touch(self, touched: Touched, now_s: float) -> None:
        """A simulated visitor has touched the screen."""
        self._touch.publish(touched_to_ros(touched, seconds_to_ros(now_s)))

    def truth(self, world: World) -> None:
        """Where robot and people really are."""
        message = PoseArray()
        message.header.stamp = seconds_to_ros(world.now_s)
        message.header.frame_id = names.MAP_FRAME
        bodies = world.bodies
        people = bodies.position[bodies.present].tolist()
        headings = bodies.heading[bodies.present].tolist()
        poses: list[Pose] = [pose_to_ros(world.pose)]
        poses += [
            pose_to_ros(Pose2D(x, y, yaw)) for (x, y), yaw in zip(people, headings, strict=True)
        ]
        message.poses = poses
        self._truth.publish(message)


class Inbox:
    """What the world hears: wheels, screen, voice, touches of a real person."""

    def __init__(self, node: Node, view: RobotView, now_s: Callable[[], float]) -> None:
        self._node = node
        self._view = view
        self._now_s = now_s
        self._wheels = (0.0, 0.0)
        self._wheels_s = -_STALE_S
        self._touches = 0
        self._own = 0
        listen = node.create_subscription
        listen(TwistStamped, names.CMD_VEL, self._command, names.SENSOR_QOS)
        listen(DialogueState, names.DIALOGUE_STATE, self._show, names.LATCHED_QOS)
        listen(GoalStatusArray, sim_names.SAY_STATUS, self._said, names.LATCHED_QOS)
        listen(Touch, names.TOUCH, self._touched, names.EVENT_QOS)

    def wheels(self) -> tuple[float, float]:
        """Forward (m/s) and turning (rad/s) speed asked for now."""
        return self._wheels if self._now_s() - self._wheels_s <= _STALE_S else (0.0, 0.0)

    def take_touches(self) -> int:
        """Touches by a real person since the last call."""
        taken, self._touches = self._touches, 0
        return taken

    def own_touch(self) -> None:
        """The next touch heard comes from a simulated visitor."""
        self._own += 1

    def _command(self, message: TwistStamped) -> None:
        try:
            motion = motion_from_ros(message)
        except ValueError as error:
            self._node.get_logger().warning(f"a wheel command was left out: {error}")
            return
        if not motion.is_finite:
            self._node.get_logger().warning("a wheel command with nan or infinity was left out")
            return
        self._wheels = (motion.forward_mps, motion.turn_radps)
        self._wheels_s = self._now_s()

    def _show(self, message: DialogueState) -> None:
        try:
            self._view.show = show_from_ros(message)
        except ValueError as error:
            self._node.get_logger().warning(f"a dialogue state was left out: {error}")

    def _said(self, message: GoalStatusArray) -> None:
        going = (GoalStatus.STATUS_ACCEPTED, GoalStatus.STATUS_EXECUTING)
        speaks = any(status.status in going for status in message.status_list)
        if speaks and not self._view.speaking:
            self._view.spoken += 1
        if self._view.speaking and not speaks:
            self._view.quiet_since_s = self._now_s()
        self._view.speaking = speaks

    def _touched(self, _message: Touch) -> None:
        if self._own:
            self._own -= 1
        else:
            self._touches += 1
