"""Launch files: what they start, with ROS 2's meaning, and every fault with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.adapters.launch_commands import (
    child_environment,
    command_of,
    library_paths,
    shown_command,
)
from robot.adapters.launch_files import LaunchPlan, NodeStart, read_launch
from robot.core.problems import ProblemsFound


def plan_of(tmp_path: Path, text: str, **given: str) -> LaunchPlan:
    file = tmp_path / "a.launch.yaml"
    file.write_text(text)
    return read_launch(file, given, {"HOME": "/home/x"})


def faults_of(tmp_path: Path, text: str, **given: str) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        plan_of(tmp_path, text, **given)
    return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def test_a_node_with_everything(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("/**: {ros__parameters: {a: 1}}")
    (node,) = plan_of(
        tmp_path,
        """
launch:
- arg: {name: port, default: "8080", description: Port of the panel.}
- let: {name: double, value: $(var port)0}
- set_env: {name: LANG, value: C}
- node:
    pkg: l2b2
    exec: panel_node
    name: panel
    namespace: hall
    respawn: true
    respawn_delay: 1.5
    on_exit: shutdown
    output: screen
    param:
    - from: $(dirname)/p.yaml
    - {name: port, value: $(var port)}
    - {name: big, value: "$(var double)"}
    - {name: sure, value: true}
    - {name: home, value: $(env HOME)/x}
    - {name: other, value: $(env NONE fallback)}
    - {name: list, value: [1, $(var port)]}
    remap:
    - {from: scan, to: front/scan}
    env:
    - {name: X, value: "1"}
""",
    ).nodes
    assert node == NodeStart(
        package="l2b2", executable="panel_node", name="panel", namespace="/hall",
        parameters=(
            tmp_path / "p.yaml", ("port", 8080), ("big", 80800), ("sure", True),
            ("home", "/home/x/x"), ("other", "fallback"), ("list", [1, 8080]),
        ),
        remaps=(("scan", "front/scan"),), environment=(("LANG", "C"), ("X", "1")),
        respawn=True, respawn_delay_s=1.5, required=True, where=f"{tmp_path}/a.launch.yaml:6",
    )  # fmt: skip


def test_arguments_conditions_groups_and_includes(tmp_path: Path) -> None:
    (tmp_path / "inner.launch.yaml").write_text(
        "launch:\n- arg: {name: who, default: nobody}\n"
        "- node: {pkg: l2b2, exec: b, name: $(var who)}\n"
    )
    text = """
launch:
- arg: {name: speech, default: "true"}
- node: {pkg: l2b2, exec: a, if: $(var speech)}
- node: {pkg: l2b2, exec: c, unless: $(var speech)}
- group:
  - push_ros_namespace: {namespace: r1}
  - node: {pkg: l2b2, exec: d}
  - include: {file: $(dirname)/inner.launch.yaml, arg: [{name: who, value: me}]}
- include: {file: inner.launch.yaml}
"""
    nodes = plan_of(tmp_path, text, speech="false").nodes
    assert [(n.executable, n.name, n.namespace) for n in nodes] == [
        ("c", "c", "/"), ("d", "d", "/r1"), ("b", "me", "/r1"), ("b", "nobody", "/"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("launch:\n- noode: {pkg: a}\n", "a.launch.yaml:2: launch[0]: found noode"),
        ("launch:\n- node: {pkg: a}\n", "found no exec"),
        (
            "launch:\n- node: {pkg: a, exec: b, ros_args: c}\n",
            "a.launch.yaml:2: launch[0].node.ros",
        ),
        (
            "launch:\n- node:\n    pkg: a\n    exec: $(var x)\n",
            "a.launch.yaml:4: launch[0].node.exec",
        ),
        ("launch:\n- node: {pkg: a, exec: $(eval 1)}\n", "found $(eval 1)"),
        ("launch:\n- node: {pkg: a, exec: $(env NOPE)}\n", "a set variable"),
        (
            "launch:\n- node: {pkg: a, exec: b, if: maybe}\n",
            "found 'maybe', expected true or false",
        ),
        ("launch:\n- node: {pkg: a, exec: b, param: [{from: x.yaml}]}\n", "existing parameter"),
        ("launch:\n- node: {pkg: a, exec: b, param: [{nam: x}]}\n", "`name` and `value`"),
        ("launch:\n- arg: {name: x}\n", "x:=VALUE"),
        ("launch:\n- include: {file: none.yaml}\n", "no such file"),
        ("launch:\n- include: {file: a.launch.yaml}\n", "at most 10 levels"),
        ("nodes: []\n", "one key, `launch`"),
        ("launch: {a: 1}\n", "a list of actions"),
    ],
)
def test_faults_name_file_line_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in fault for fault in faults_of(tmp_path, text)), faults_of(tmp_path, text)


def test_unknown_arguments_and_choices_are_faults(tmp_path: Path) -> None:
    text = "launch:\n- arg: {name: world, default: a, choice: [{value: a}, {value: b}]}\n"
    assert (
        "found an unknown argument, expected one of world" in faults_of(tmp_path, text, wrld="a")[0]
    )
    assert "found world:=c, expected one of a, b" in faults_of(tmp_path, text, world="c")[0]


def test_values_given_by_people_are_not_substituted_again(tmp_path: Path) -> None:
    text = "launch:\n- arg: {name: x}\n- node: {pkg: a, exec: b, name: $(var x)}\n"
    (node,) = plan_of(tmp_path, text, x="$(var x)").nodes
    assert node.name == "var x)"


def test_commands_of_ours(tmp_path: Path) -> None:
    node = NodeStart(
        "l2b2", "panel_node", "panel", "/hall",
        parameters=(tmp_path / "p.yaml", ("port", 8081), ("on", True), ("text", 'a "b"')),
        remaps=(("a", "b"),), where="x:3",
    )  # fmt: skip
    command = command_of(node, {"panel_node": "robot.nodes.panel_node"}, {})
    assert command[1:] == [
        "-m", "robot.nodes.panel_node", "--ros-args", "-r", "__node:=panel", "-r", "__ns:=/hall",
        "--params-file", str(tmp_path / "p.yaml"), "-p", "port:=8081", "-p", "on:=true",
        "-p", 'text:="a \\"b\\""', "-r", "a:=b",
    ]  # fmt: skip


def test_commands_that_are_not_here_name_the_line() -> None:
    with pytest.raises(ProblemsFound, match=r"x:3: exec: found nope, expected one of a"):
        command_of(NodeStart("l2b2", "nope", "n", "/", where="x:3"), {"a": "b"}, {})
    with pytest.raises(ProblemsFound, match=r"nav2/nope, which is not installed"):
        command_of(NodeStart("nav2", "nope", "n", "/", where="x:3"), {}, {})


def test_commands_of_other_packages_come_from_the_sourced_ros(tmp_path: Path) -> None:
    program = tmp_path / "lib" / "nav2" / "planner"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    node = NodeStart("nav2", "planner", "planner", "/", where="x:3")
    assert command_of(node, {}, {"AMENT_PREFIX_PATH": f"/none:{tmp_path}"})[0] == str(program)


def test_nodes_stay_on_this_machine_unless_told_otherwise() -> None:
    node = NodeStart("l2b2", "a", "a", "/", environment=(("X", "1"),))
    made = child_environment({}, node)
    assert made["ROS_AUTOMATIC_DISCOVERY_RANGE"] == "LOCALHOST"
    assert made["X"] == "1"
    told = child_environment({"ROS_AUTOMATIC_DISCOVERY_RANGE": "SUBNET"}, node)
    assert told["ROS_AUTOMATIC_DISCOVERY_RANGE"] == "SUBNET"


def test_a_sourced_ros_finds_the_generated_interfaces_too() -> None:
    made = library_paths({"AMENT_PREFIX_PATH": "/opt/ros/jazzy"}, "/venv")
    assert made == {"AMENT_PREFIX_PATH": "/venv:/opt/ros/jazzy", "LD_LIBRARY_PATH": "/venv/lib"}
    assert library_paths({}, "/venv") == {}


def test_programs_and_remaps_of_a_whole_group(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        """
launch:
- executable: {cmd: "gz sim -r $(dirname)/hall.sdf", name: gazebo, output: screen}
- group:
  - set_remap: {from: /scan, to: /front/scan}
  - node: {pkg: l2b2, exec: a, remap: [{from: x, to: y}]}
- node: {pkg: l2b2, exec: b}
""",
    )
    program, inside, outside = plan.nodes
    assert program.command == ("gz", "sim", "-r", f"{tmp_path}/hall.sdf")
    assert program.name == "gazebo"
    assert inside.remaps == (("/scan", "/front/scan"), ("x", "y"))
    assert outside.remaps == ()


def test_programs_that_are_not_here_are_told_but_can_be_shown() -> None:
    node = NodeStart("", "", "gazebo", "/", where="x:3", command=("no-such-program", "-r"))
    with pytest.raises(ProblemsFound, match="no-such-program, which is not installed here"):
        command_of(node, {}, {"PATH": "/usr/bin"})
    assert shown_command(node, {}) == ["no-such-program", "-r"]
    other = NodeStart("nav2_amcl", "amcl", "amcl", "/", where="x:3", remaps=(("a", "b"),))
    assert shown_command(other, {})[:4] == ["ros2", "run", "nav2_amcl", "amcl"]
    with pytest.raises(ProblemsFound):
        shown_command(NodeStart("l2b2", "nobody", "n", "/", where="x:3"), {"panel_node": "m"})
