"""Parameters in launch/ are known to their nodes: ours by code, Nav2's by its documentation."""

from __future__ import annotations

import ast
import math
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from robot.adapters.launch_files import NodeStart, read_launch
from robot.adapters.launch_parameters import foreign_names, parameter_faults
from robot.core import driving_settings, escort_settings, settings
from sim import settings as sim_settings

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = ROOT / "launch"
FILES = sorted(LAUNCH.glob("*.launch.yaml"))
FACTS = ROOT / "robot/adapters/nav2_parameters.yaml"
ANYWHERE = "/**/"
"""Before a node's name in a parameter file: in whatever namespace."""
TREE = LAUNCH / "params" / "navigate_calmly.xml"


def nodes() -> dict[str, NodeStart]:
    """Every node that any launch file starts, by file and name."""
    found = {}
    for file in FILES:
        for node in read_launch(
            file, {"local_microphone": "true"} if _has_mic(file) else {}, {}
        ).nodes:
            found[f"{file.name.partition('.')[0]}-{node.name}"] = node
    return found


def _has_mic(file: Path) -> bool:
    return "name: local_microphone\n" in file.read_text()


NODES = {name: node for name, node in nodes().items() if not node.command}


def nav2_parameters() -> dict[str, dict]:
    """launch/params/nav2.yaml by node."""
    params = yaml.safe_load((LAUNCH / "params" / "nav2.yaml").read_text())
    assert all(pattern.startswith(ANYWHERE) for pattern in params)
    return {
        pattern.removeprefix(ANYWHERE): inside["ros__parameters"]
        for pattern, inside in params.items()
    }


def test_every_node_knows_its_parameters() -> None:
    assert parameter_faults(NODES.values()) == []


@pytest.mark.parametrize("name", [n for n, node in NODES.items() if node.package != "l2b2"])
def test_what_nodes_of_others_know_is_written_down(name: str) -> None:
    assert f"{NODES[name].package}/{NODES[name].executable}" in foreign_names()


def test_every_plugin_is_written_down() -> None:
    words = (LAUNCH / "params" / "nav2.yaml").read_text().replace('"', " ").split()
    plugins = {word.strip("}") for word in words if "::" in word}
    models = {"nav2_amcl::DifferentialMotionModel"}  # a plugin without parameters of its own
    assert plugins - models <= set(foreign_names())


def test_names_of_others_have_their_source() -> None:
    for fact in yaml.safe_load(FACTS.read_text()).values():
        assert set(fact) == {"source", "names"} and fact["source"]


def declared(module: str) -> set[str]:
    """Groups of settings that a node's module declares, read from its code."""
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text())
    return {
        call.args[1].id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "declare"
        and isinstance(call.args[1], ast.Name)
    }


def test_the_tables_of_settings_are_what_the_nodes_declare() -> None:
    table = {**settings.OF_NODE, **sim_settings.OF_NODE}
    modules = {e.name: e.value.partition(":")[0] for e in entry_points(group="l2b2.nodes")}
    assert set(table) == set(modules)
    for node, groups in table.items():
        assert {group.__name__ for group in groups} == declared(modules[node]), node


def test_every_section_of_nav2s_file_has_its_node_in_the_right_order() -> None:
    params = nav2_parameters()
    started = [n.name for n in read_launch(LAUNCH / "nav2.launch.yaml", {}, {}).nodes]
    assert set(params) - {"local_costmap", "global_costmap"} == set(started) - {"limit_node"}
    managed = params["lifecycle_manager"]["node_names"]
    assert set(managed) == set(started) - {"limit_node", "lifecycle_manager"}


def test_nothing_but_the_safety_node_writes_cmd_vel() -> None:
    for name, node in NODES.items():
        if node.executable in ("controller_server", "behavior_server", "opennav_docking"):
            assert node.remaps[-1] == ("cmd_vel", "cmd_vel_raw"), name
            assert all(old.lstrip("/") != "cmd_vel" for old, _ in node.remaps[:-1]), name
    params = nav2_parameters()
    monitor = params["collision_monitor"]
    assert (monitor["cmd_vel_in_topic"], monitor["cmd_vel_out_topic"]) == (
        "cmd_vel_raw",
        "cmd_vel_nav",
    )


def test_parameter_files_use_what_ros_can_read() -> None:
    for file in (LAUNCH / "params").glob("*.yaml"):
        tokens = {type(token) for token in yaml.scan(file.read_text())}
        assert not tokens & {yaml.AnchorToken, yaml.AliasToken}, (
            f"{file.name}: ROS knows no aliases"
        )


def test_the_robot_starts_and_docks_where_the_places_say() -> None:
    places = yaml.safe_load((ROOT / "nav_maps/town_hall/places.yaml").read_text())["places"]
    params = nav2_parameters()
    dock, base = places["dock"], places["base"]
    start = params["amcl"]["initial_pose"]
    assert (start["x"], start["y"]) == (dock["x"], dock["y"])
    assert start["yaw"] == pytest.approx(math.radians(dock["yaw_deg"]))
    spawned = dict(p for p in NODES["gazebo-put_robot"].parameters if not isinstance(p, Path))
    assert (spawned["x"], spawned["y"], spawned["Y"]) == (start["x"], start["y"], start["yaw"])
    docks = yaml.safe_load((LAUNCH / "params" / "docks.yaml").read_text())["docks"]
    x, y, yaw = docks["home"]["pose"]
    assert (x, y) == (dock["x"], dock["y"])
    assert math.cos(yaw - math.radians(dock["yaw_deg"])) == pytest.approx(-1.0)
    plugin = params["docking_server"]["charging_dock"]
    offset = plugin["staging_x_offset"]
    assert x + offset * math.cos(yaw) == pytest.approx(base["x"])
    assert y + offset * math.sin(yaw) == pytest.approx(base["y"])
    assert docks["home"]["type"] in params["docking_server"]["dock_plugins"]


def test_waiting_for_a_follower_is_not_being_stuck() -> None:
    params = nav2_parameters()
    checker = params["controller_server"]["progress_checker"]
    longest = escort_settings.EscortSettings().give_up_s
    assert checker["movement_time_allowance"] > 2 * longest


def test_nav2_and_our_rules_agree_on_the_robot() -> None:
    params = nav2_parameters()
    rules = driving_settings.SafetySettings()
    for costmap in ("local_costmap", "global_costmap"):
        inside = params[costmap]
        assert inside["robot_radius"] == rules.hull_radius_m
    follow = params["controller_server"]["FollowPath"]
    inflation = params["local_costmap"]["inflation_layer"]
    assert follow["desired_linear_vel"] <= rules.max_speed_mps
    assert follow["inflation_cost_scaling_factor"] == inflation["cost_scaling_factor"]


def test_the_tree_neither_turns_nor_backs_away() -> None:
    root = ElementTree.parse(TREE).getroot()
    used = {element.tag for element in root.iter()}
    assert not used & {"Spin", "BackUp", "DriveOnHeading", "AssistedTeleop"}
    assert used == {
        "root", "BehaviorTree", "RecoveryNode", "PipelineSequence", "RateController",
        "ComputePathToPose", "ClearEntireCostmap", "FollowPath", "ReactiveFallback", "GoalUpdated",
        "Wait",
    }  # fmt: skip
    names = {tree.get("ID") for tree in root.iter("BehaviorTree")}
    assert root.get("main_tree_to_execute") in names and root.get("BTCPP_format") == "4"
    for recovery in root.iter("RecoveryNode"):
        assert len(recovery) == 2, "a RecoveryNode has what it does and how it recovers"
