"""Parameters that no node knows are told before anything starts, ours and Nav2's."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.adapters.launch_files import NodeStart, Parameter
from robot.adapters.launch_parameters import parameter_faults


def ours(*parameters: Parameter, executable: str = "safety_node") -> list[str]:
    node = NodeStart("l2b2", executable, executable, "/", parameters, where="a.launch.yaml:7")
    return [str(fault) for fault in parameter_faults([node])]


def nav2(text: str, tmp_path: Path, executable: str = "controller_server") -> list[str]:
    file = tmp_path / "nav2.yaml"
    file.write_text(text)
    node = NodeStart("nav2_controller", executable, executable, "/", (file,))
    return [str(fault).removeprefix(f"{file}:") for fault in parameter_faults([node])]


def test_what_a_node_knows_is_no_fault() -> None:
    assert ours(("max_speed_mps", 0.5), ("map_dir", ""), ("use_sim_time", True)) == []
    assert ours(("max_speed_mps", 1)) == [], "whole numbers do for numbers"


def test_an_unknown_name_is_told_with_its_place_and_the_nearest_one() -> None:
    (told,) = ours(("max_sped_mps", 0.5))
    assert told.startswith("a.launch.yaml:7: safety_node.max_sped_mps: found an unknown parameter")
    assert "(did you mean max_speed_mps?)" in told
    (told,) = ours(("speed", 1.0), executable="guiding_node")
    assert "expected no parameter" in told


def test_a_value_out_of_range_or_of_another_kind_is_told() -> None:
    (told,) = ours(("max_speed_mps", 9.0))
    assert "found 9.0, expected a number from" in told
    (told,) = ours(("map_dir", 7))
    assert "found 7, expected a text" in told


def test_parameter_files_count_too(tmp_path: Path) -> None:
    file = tmp_path / "safety.yaml"
    file.write_text("/**/safety_node:\n  ros__parameters:\n    max_speed_mps: 0.5\n    near: 1.0\n")
    (told,) = ours(file)
    assert told.startswith(f"{file}:4: safety_node.near: found an unknown parameter")
    assert ours(file, executable="people_node") == [], "a section of another node"


def test_nav2s_names_are_known_with_those_of_its_plugins(tmp_path: Path) -> None:
    text = (
        "controller_server:\n  ros__parameters:\n    controller_frequency: 20.0\n"
        "    controler_plugins: [F]\n    F:\n      plugin: nav2_controller::SimpleGoalChecker\n"
        "      stateful: true\n      speed: 1.0\n"
    )
    first, second = nav2(text, tmp_path)
    assert first.startswith("4: controller_server.controler_plugins: found an unknown parameter")
    assert "did you mean controller_plugins?" in first
    assert second.startswith("8: controller_server.F.speed: found an unknown parameter")


@pytest.mark.parametrize("pattern", ["local_costmap:\n  local_costmap:", "/**/local_costmap:"])
def test_a_costmap_is_a_node_of_its_own(pattern: str, tmp_path: Path) -> None:
    text = f"{pattern}\n    ros__parameters: {{resolution: 0.05, resolucion: 0.05}}\n"
    (told,) = nav2(text, tmp_path)
    assert "local_costmap.resolucion: found an unknown parameter" in told


def test_nothing_is_said_of_what_is_not_known() -> None:
    node = NodeStart("their_package", "driver", "driver", "/", (("port", "/dev/ttyUSB0"),))
    assert parameter_faults([node]) == []
