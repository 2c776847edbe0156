"""The bridge says what the embedded simulation says: the same topics, the same types."""

from __future__ import annotations

import ast
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

import sim
from robot.nodes import names
from sim.gazebo.urdf import MODEL
from sim.nodes import names as sim_names

BRIDGE = MODEL.parents[2] / "bridge.yaml"
ENTRIES = yaml.safe_load(BRIDGE.read_text())
PAIRS = {
    # ros_gz_bridge/README of gazebosim/ros_gz, "The following message types can be bridged"
    "rosgraph_msgs/msg/Clock": "gz.msgs.Clock",
    "sensor_msgs/msg/LaserScan": "gz.msgs.LaserScan",
    "nav_msgs/msg/Odometry": "gz.msgs.Odometry",
    "tf2_msgs/msg/TFMessage": "gz.msgs.Pose_V",
    "sensor_msgs/msg/Imu": "gz.msgs.IMU",
    "geometry_msgs/msg/TwistStamped": "gz.msgs.Twist",
    "sensor_msgs/msg/BatteryState": "gz.msgs.BatteryState",
    "ros_gz_interfaces/msg/Contacts": "gz.msgs.Contacts",
    "sensor_msgs/msg/Image": "gz.msgs.Image",
    "std_msgs/msg/Bool": "gz.msgs.Boolean",
}
BY_NODE = {
    sim_names.GAZEBO_BATTERY: names.BATTERY_STATE,
    sim_names.GAZEBO_CONTACTS: names.CONTACTS,
}
"""What goes through gazebo_node: Gazebo's topic -> ours."""
CHARGER = {sim_names.GAZEBO_CHARGE: "start", sim_names.GAZEBO_DRAIN: "stop"}
"""From gazebo_node to Gazebo's battery."""
PEOPLE = {names.SPEECH, names.TOUCH, names.DIALOGUE_STATE}
"""What the embedded simulation's visitors say, hear and touch; Gazebo's only walk."""
SEEN = {names.IMAGE}
"""The camera, which the embedded simulation does not render."""
SENSOR_TYPES = {
    "gpu_lidar": "gz.msgs.LaserScan",
    "imu": "gz.msgs.IMU",
    "camera": "gz.msgs.Image",
    "contact": "gz.msgs.Contacts",
}


@pytest.fixture(scope="module")
def model() -> ElementTree.Element:
    found = ElementTree.parse(MODEL).getroot().find("model")
    assert found is not None
    return found


def topics_of(module: str) -> dict[str, str]:
    """Topic -> type name of what a module of sim/nodes publishes and hears under our names."""
    found = {}
    file = Path(sim.__file__).parent / "nodes" / module
    for call in ast.walk(ast.parse(file.read_text())):
        if (
            isinstance(call, ast.Call)
            and len(call.args) >= 3
            and isinstance(call.args[0], ast.Name)
            and isinstance(call.args[1], ast.Attribute)
            and isinstance(call.args[1].value, ast.Name)
            and call.args[1].value.id == "names"
        ):
            kind = call.args[0].id
            found[getattr(names, call.args[1].attr)] = {"ImuMessage": "Imu"}.get(kind, kind)
    return found


def test_the_robots_topics_are_exactly_the_embedded_simulations() -> None:
    embedded = {t: kind for t, kind in topics_of("world_doors.py").items() if t not in PEOPLE}
    bridged = {e["ros_topic_name"]: e["ros_type_name"].rpartition("/")[2] for e in ENTRIES}
    straight = {t: kind for t, kind in bridged.items() if t not in (*BY_NODE, *SEEN, *CHARGER)}
    by_node = {*BY_NODE.values(), names.TF_STATIC}
    assert straight == {t: kind for t, kind in embedded.items() if t not in by_node}
    assert {*BY_NODE, *SEEN, *CHARGER} <= set(bridged)
    told = {t: kind for t, kind in embedded.items() if t in by_node}
    assert topics_of("gazebo_node.py") == {**told, names.GUIDE_STATUS: "GuideStatus"}


def test_every_pair_of_types_can_be_bridged_and_goes_one_way() -> None:
    for entry in ENTRIES:
        assert PAIRS[entry["ros_type_name"]] == entry["gz_type_name"]
        out = entry["ros_topic_name"] in (names.CMD_VEL, *CHARGER)
        assert entry["direction"] == ("ROS_TO_GZ" if out else "GZ_TO_ROS")
    topics = [e["ros_topic_name"] for e in ENTRIES] + [e["gz_topic_name"] for e in ENTRIES]
    assert len(set(topics[: len(ENTRIES)])) == len(set(topics[len(ENTRIES) :])) == len(ENTRIES)


def test_every_bridged_topic_is_in_the_model_with_its_type(model: ElementTree.Element) -> None:
    told: dict[str, str] = {"/clock": "gz.msgs.Clock"}
    for sensor in model.iter("sensor"):
        topic = sensor.findtext("topic") or sensor.findtext("contact/topic")
        told[f"/{topic}"] = SENSOR_TYPES[str(sensor.get("type"))]
    systems = {str(p.get("name")).rpartition("::")[2]: p for p in model.iter("plugin")}
    drive = systems["DiffDrive"]
    told[f"/{drive.findtext('topic')}"] = "gz.msgs.Twist"
    told[f"/{drive.findtext('odom_topic')}"] = "gz.msgs.Odometry"
    told[f"/{drive.findtext('tf_topic')}"] = "gz.msgs.Pose_V"
    battery = systems["LinearBatteryPlugin"].findtext("battery_name")
    told[f"/model/{model.get('name')}/battery/{battery}/state"] = "gz.msgs.BatteryState"
    assert systems["LinearBatteryPlugin"].findtext("recharge_by_topic") == "true"
    for switch in CHARGER.values():
        topic = f"/model/{model.get('name')}/battery/{battery}/recharge/{switch}"
        told[topic] = "gz.msgs.Boolean"
    assert {e["gz_topic_name"]: e["gz_type_name"] for e in ENTRIES} == told


def test_odometry_speaks_of_rep_105s_frames(model: ElementTree.Element) -> None:
    drive = next(p for p in model.iter("plugin") if "DiffDrive" in str(p.get("name")))
    assert drive.findtext("frame_id") == names.ODOM_FRAME
    assert drive.findtext("child_frame_id") == names.BASE_FRAME
