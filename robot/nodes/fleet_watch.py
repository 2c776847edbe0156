"""The live page's line to robots: their topics to the fleet, people's orders to their topics."""

from __future__ import annotations

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Bool, Empty

from l2b2_interfaces.msg import DialogueState, GuideStatus, Stop
from robot.nodes import names
from robot.nodes.convert import battery_from_ros, pose_from_ros
from robot.panel.fleet import Command, Fault, Fleet
from robot.reception.screen import OUT_OF_DUTY

NO_ROBOT = "none"
"""The setting `panel.robots` of a central panel whose robots are in other networks."""
REMOTE = "remote_stop"
"""The safety node's reason for standing when people in the panel want it."""


class RobotWatch:
    """One robot; `prefix` is put before the names of its topics: empty, or its namespace."""

    def __init__(self, node: Node, fleet: Fleet, name: str, prefix: str = "") -> None:
        self._fleet, self._name = fleet, name
        latched, newest, event = names.LATCHED_QOS, names.SENSOR_QOS, names.EVENT_QOS
        for kind, topic, take, quality in (
            (DialogueState, names.DIALOGUE_STATE, self._state, latched),
            (GuideStatus, names.GUIDE_STATUS, self._guide, latched),
            (Stop, names.STOP_STATE, self._stop, latched),
            (BatteryState, names.BATTERY_STATE, self._battery, newest),
            (DiagnosticArray, names.DIAGNOSTICS, self._diagnostics, event),
        ):
            node.create_subscription(kind, prefix + topic, take, quality)
        self._remote = node.create_publisher(Bool, prefix + names.REMOTE_STOP, latched)
        self._duty = node.create_publisher(Bool, prefix + names.OUT_OF_DUTY, latched)
        self._home = node.create_publisher(Empty, prefix + names.GO_HOME, event)

    def order(self, command: Command) -> None:
        """Pass an order on."""
        if command in (Command.STOP, Command.RELEASE):
            stop = command is Command.STOP
            self._remote.publish(Bool(data=stop))
            self._fleet.note(self._name, stopped_remotely=stop)
        elif command is Command.HOME:
            self._home.publish(Empty())
        else:
            out = command is Command.OUT_OF_DUTY
            self._duty.publish(Bool(data=out))
            self._fleet.note(self._name, out_of_duty=out)

    def _state(self, message: DialogueState) -> None:
        visit = bool(message.visit_id)
        self._fleet.heard(self._name, visit=visit)
        if not visit:
            self._fleet.note(self._name, out_of_duty=message.notice == OUT_OF_DUTY)

    def _guide(self, message: GuideStatus) -> None:
        pose = pose_from_ros(message.pose)
        self._fleet.heard(self._name, pose=pose, driving=message.driving, place=message.place)

    def _stop(self, message: Stop) -> None:
        self._fleet.heard(self._name, stopped=message.reason if message.stopped else "")
        if message.reason == REMOTE or not message.stopped:
            self._fleet.note(self._name, stopped_remotely=message.reason == REMOTE)

    def _battery(self, message: BatteryState) -> None:
        try:
            battery = battery_from_ros(message)
        except ValueError:
            self._fleet.heard(self._name, charge=None)
            return
        self._fleet.heard(self._name, charge=battery.fraction, charging=battery.charging)

    def _diagnostics(self, message: DiagnosticArray) -> None:
        for status in message.status:
            severe = status.level not in (DiagnosticStatus.OK, DiagnosticStatus.WARN)
            fault = Fault(status.name, severe, status.message)
            well = status.level == DiagnosticStatus.OK
            self._fleet.complain(self._name, status.name, None if well else fault)


def watch(node: Node, fleet: Fleet, robots: str) -> dict[str, RobotWatch]:
    """Watches by name: of the robots in these namespaces, or of the node's own robot."""
    named = names_of(node, robots)
    if not robots.strip():
        return {named[0]: RobotWatch(node, fleet, named[0])}
    return {name: RobotWatch(node, fleet, name, f"/{name}/") for name in named}


def names_of(node: Node, robots: str) -> list[str]:
    """What the robots are called: by their namespaces."""
    if robots.strip() == NO_ROBOT:
        return []
    given = [name.strip().strip("/") for name in robots.split(",") if name.strip()]
    return given or [node.get_namespace().strip("/").replace("/", "-") or "l2b2"]
