"""What ros_gz_bridge cannot say in our words: charge, contacts, and the frames of the sensors."""

from __future__ import annotations

from pathlib import Path

from geometry_msgs.msg import TransformStamped
from rclpy.node import Node
from ros_gz_interfaces.msg import Contacts
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Bool, String
from tf2_msgs.msg import TFMessage

from l2b2_interfaces.msg import GuideStatus
from robot.adapters.folders import MAP
from robot.adapters.yaml_files import load
from robot.core.geometry import Pose2D
from robot.core.problems import ProblemsFound
from robot.core.settings import FolderSettings
from robot.guiding.places import DOCK, Places, places_from
from robot.nodes import names
from robot.nodes.convert import pose_from_ros, seconds_from_ros
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from sim.gazebo.charger import in_dock, supply
from sim.gazebo.touches import ROBOT, Touches, touched
from sim.gazebo.urdf import BASE, FRAMES
from sim.nodes import names as sim_names


class GazeboNode(Node):
    """Turns Gazebo's own messages into those of the embedded simulation."""

    def __init__(self) -> None:
        super().__init__("gazebo_node")
        diagnosis = Diagnosis(self)
        self._dock = _dock(Path(declare(self, FolderSettings).map_dir or MAP))
        refuse_unknown(self)
        self._docked: bool | None = None
        self._touches = Touches()
        # Nav2's docking server hears reliable writers only.
        self._battery = self.create_publisher(BatteryState, names.BATTERY_STATE, names.EVENT_QOS)
        self._contacts = self.create_publisher(String, names.CONTACTS, names.EVENT_QOS)
        self._mounts = self.create_publisher(TFMessage, names.TF_STATIC, names.LATCHED_QOS)
        self._recharge = {
            True: self.create_publisher(Bool, sim_names.GAZEBO_CHARGE, names.EVENT_QOS),
            False: self.create_publisher(Bool, sim_names.GAZEBO_DRAIN, names.EVENT_QOS),
        }
        listen = self.create_subscription
        listen(GuideStatus, names.GUIDE_STATUS, self._moved, names.LATCHED_QOS)
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

    def _moved(self, message: GuideStatus) -> None:
        """Switch the dock's current on and off."""
        docked = in_dock(pose_from_ros(message.pose), self._dock)
        if docked is not self._docked:
            self._docked = docked
            self._recharge[docked].publish(Bool(data=True))

    def _charge(self, message: BatteryState) -> None:
        """From per cent to a share, and current as sensor_msgs counts it."""
        message.percentage = min(max(message.percentage / 100.0, 0.0), 1.0)
        told = supply(message.current, message.percentage, bool(self._docked))
        message.current = told.current_a
        message.power_supply_status = (
            BatteryState.POWER_SUPPLY_STATUS_FULL
            if told.full
            else BatteryState.POWER_SUPPLY_STATUS_CHARGING
            if told.charging
            else BatteryState.POWER_SUPPLY_STATUS_DISCHARGING
        )
        self._battery.publish(message)

    def _touch(self, message: Contacts) -> None:
        pairs = ((each.collision1.name, each.collision2.name) for each in message.contacts)
        found = frozenset(name for pair in pairs if (name := touched(*pair)) is not None)
        for name in self._touches.new(found, seconds_from_ros(message.header.stamp)):
            self._contacts.publish(String(data=name))


def _dock(folder: Path) -> Pose2D:
    """The dock's place in the map of a folder; raises ProblemsFound."""
    places = places_from(load(folder / "places.yaml", "places.yaml").data)
    if not isinstance(places, Places):
        raise ProblemsFound(places)
    return places.pose(DOCK)


def main() -> None:
    """Start the node."""
    run(GazeboNode)


if __name__ == "__main__":
    main()
