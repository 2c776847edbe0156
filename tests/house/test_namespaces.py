"""Several robots in one network: under a namespace no name of one robot is another's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from robot.adapters.launch_files import read_launch

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = ROOT / "launch"
ROBOT = "/robot1"
FILES = ("robot", "simulation", "gazebo")
SIMULATED = ("simulation", "gazebo")
"""These have a clock of their own."""
WITH_NAV2 = ("robot", "gazebo")


def absolute_names_of_nav2() -> set[str]:
    """Topics that nav2.yaml names from the root."""

    def texts(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for value in node.values():
                yield from texts(value)
        elif isinstance(node, str):
            yield node

    params = yaml.safe_load((LAUNCH / "params/nav2.yaml").read_text())
    return {text for text in texts(params) if text.startswith("/")}


def absolute_names_of_ours(file: str) -> set[str]:
    """Topics of robot/nodes/names.py from the root; a simulation has a clock of its own."""
    tree = ast.parse((ROOT / "robot/nodes/names.py").read_text())
    values = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    found = {v for v in values if isinstance(v, str) and v.startswith("/")}
    assert found == {"/tf", "/tf_static", "/clock"}
    return found if file in SIMULATED else found - {"/clock"}


@pytest.mark.parametrize("file", FILES)
def test_every_node_and_every_name_goes_under_the_namespace(file: str) -> None:
    given = {"namespace": ROBOT}
    launch = read_launch(LAUNCH / f"{file}.launch.yaml", given, {})
    nodes = [node for node in launch.nodes if node.package]  # the others are no ROS nodes
    wanted = absolute_names_of_ours(file)
    if file in WITH_NAV2:
        wanted |= absolute_names_of_nav2()
    assert len(nodes) > 8
    for node in nodes:
        assert node.namespace == ROBOT, node.name
        rules = dict(reversed(node.remaps))  # the first that fits wins
        for name in wanted:
            assert rules.get(name) == ROBOT + name, f"{node.name}: {name}"


@pytest.mark.parametrize("file", FILES)
def test_without_a_namespace_names_stay_as_they_are(file: str) -> None:
    for node in read_launch(LAUNCH / f"{file}.launch.yaml", {}, {}).nodes:
        assert node.namespace == "/", node.name
        for old, new in node.remaps:
            assert new == old or new == f"/{old}" or (old, new) == ("cmd_vel", "cmd_vel_raw")


def test_the_robots_drivers_may_be_anywhere() -> None:
    given = {"namespace": ROBOT, "scan_topic": "/front/scan", "cmd_vel_topic": "/base/cmd_vel"}
    nodes = {n.name: n for n in read_launch(LAUNCH / "robot.launch.yaml", given, {}).nodes}
    for name in ("people_node", "safety_node", "amcl", "controller_server"):
        rules = dict(reversed(nodes[name].remaps))
        assert rules["scan"] == rules["/scan"] == "/front/scan"
    assert dict(reversed(nodes["safety_node"].remaps))["cmd_vel"] == "/base/cmd_vel"


@pytest.mark.parametrize("file", FILES)
def test_ros_stays_on_this_computer_unless_told(file: str) -> None:
    key = "ROS_AUTOMATIC_DISCOVERY_RANGE"
    for outside, inside in (({}, "LOCALHOST"), ({key: "SUBNET"}, "SUBNET")):
        nodes = read_launch(LAUNCH / f"{file}.launch.yaml", {}, outside).nodes
        assert {dict(node.environment)[key] for node in nodes} == {inside}
