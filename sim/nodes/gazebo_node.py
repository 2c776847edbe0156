"""What ros_gz_bridge cannot say in our words: charge, contacts, and the frames of the sensors."""

from __future__ import annotations

from geometry_msgs.msg import TransformStamped
from rclpy.node import Node
from ros_gz_interfaces.msg import Contacts
from sensor_msgs.msg import BatteryState
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from robot.nodes import names
from robot.nodes.convert import seconds_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import refuse_unknown
from robot.nodes.running import run
from sim.gazebo.touches import ROBOT, Touches, touched
from sim.gazebo.urdf import BASE, FRAMES
from sim.nodes import names as sim_names


class GazeboNode(Node):
    """Turns Gazebo's own messages into those of the embedded simulation."""

    def __init__(self) -> None:
        super().__init__("gazebo_node")
        diagnosis = Diagnosis(self)
        refuse_unknown(self)
        self._touches = Touches()
        self._battery = self.create_publisher(BatteryState, names.BATTERY_STATE, names.SENSOR_QOS)
        self._contacts = self.create_publisher(String, names.CONTACTS, names.EVENT_QOS)
        self._mounts = self.create_publisher(TFMessage, names.TF_STATIC, names.LATCHED_QOS)
        listen = self.create_subscription
        listen(BatteryState, sim_names.GAZEBO_BATTERY, self._charge, names.SENSOR_QOS)
        listen(Contacts, sim_names.GAZEBO_CONTACTS, self._touch, names.EVENT_QOS)
        self._mount()
        diagnosis.ok("speaks for Gazebo")

    def _mount(self) -> None:
        """Gazebo stamps measurements with scoped frames; they lie on the URDF's."""
        stamp = self.get_clock().now().to_msg()
        message = TFMessage()
        for frame in FRAMES:
            mount = TransformStamped()
            mount.header.stamp, mount.header.frame_id = stamp, frame
            mount.child_frame_id = f"{ROBOT}/{BASE}/{frame}"
            mount.transform.rotation.w = 1.0
            message.transforms.append(mount)
        self._mounts.publish(message)

    def _charge(self, message: BatteryState) -> None:
        """From per cent to a share, as sensor_msgs has it."""
        message.percentage = min(max(message.percentage / 100.0, 0.0), 1.0)
        self._battery.publish(message)

    def _touch(self, message: Contacts) -> None:
        pairs = ((each.collision1.name, each.collision2.name) for each in message.contacts)
        found = frozenset(name for pair in pairs if (name := touched(*pair)) is not None)
        for name in self._touches.new(found, seconds_from_ros(message.header.stamp)):
            self._contacts.publish(String(data=name))


def main() -> None:
    """Start the node."""
    run(GazeboNode)


if __name__ == "__main__":
    main()
