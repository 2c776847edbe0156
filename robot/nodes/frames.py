"""The robot's frames from /tf and /tf_static; the same with and without tf2's own listener."""

from __future__ import annotations

from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy
from tf2_msgs.msg import TFMessage

from robot.core.frames import FrameTree
from robot.core.geometry import Pose2D
from robot.nodes import names
from robot.nodes.convert import quaternion_from_ros, seconds_from_ros

TF_QOS = QoSProfile(depth=100, reliability=ReliabilityPolicy.RELIABLE)
"""Of /tf, as tf2 has it."""
TF_STATIC_QOS = QoSProfile(
    depth=100,
    reliability=ReliabilityPolicy.RELIABLE,
    durability=DurabilityPolicy.TRANSIENT_LOCAL,
)
"""Of /tf_static, as tf2 has it."""


_DRIFT_HOLDS_S = 2.0
"""Odometry drifts slowly, so localisation's last word on odom in map holds this long; it comes
later than the scan that it was worked out from, the more so in a simulation that runs fast."""


class Frames:
    """Listens while its node spins."""

    def __init__(self, node: Node, max_age_s: float = 0.5) -> None:
        """`max_age_s`: moving frames not heard of for longer are not known."""
        self._tree = FrameTree(slow_s={names.ODOM_FRAME: _DRIFT_HOLDS_S})
        self._max_age_s = max_age_s
        node.create_subscription(TFMessage, names.TF, self._moving, TF_QOS)
        node.create_subscription(TFMessage, names.TF_STATIC, self._fixed, TF_STATIC_QOS)

    def pose(self, of: str, in_: str, at_s: float) -> Pose2D | None:
        """Pose of a frame in one of its ancestors about that time; None: not known."""
        return self._tree.pose(of, in_, at_s, self._max_age_s)

    def robot(self, at_s: float) -> Pose2D | None:
        """Pose of base_link in map; None: not known."""
        return self.pose(names.BASE_FRAME, names.MAP_FRAME, at_s)

    def _moving(self, message: TFMessage) -> None:
        self._put(message, fixed=False)

    def _fixed(self, message: TFMessage) -> None:
        self._put(message, fixed=True)

    def _put(self, message: TFMessage, *, fixed: bool) -> None:
        for each in message.transforms:
            shift = each.transform.translation
            try:
                yaw = quaternion_from_ros(each.transform.rotation)
            except ValueError:
                continue  # a tilted camera or arm; nothing here looks through those
            pose = Pose2D(shift.x, shift.y, yaw)
            stamp_s = seconds_from_ros(each.header.stamp)
            self._tree.put(each.header.frame_id, each.child_frame_id, pose, stamp_s, fixed)
