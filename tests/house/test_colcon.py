"""The colcon package names what the code and the launch files need, and pyproject.toml agrees."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from robot.adapters.launch_files import read_launch

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ElementTree.parse(ROOT / "package.xml").getroot()
NEEDED = {element.text for element in PACKAGE.findall("exec_depend")}
ROS_WORDS = ("_msgs", "_interfaces", "rclpy")


def test_ours_is_an_ament_python_package() -> None:
    assert PACKAGE.get("format") == "3"
    assert PACKAGE.findtext("name") == "l2b2"
    assert PACKAGE.findtext("export/build_type") == "ament_python"
    assert (ROOT / "launch/ament/l2b2").read_bytes() == b""


def test_every_ros_package_that_code_imports_is_named() -> None:
    used = set()
    for path in [*ROOT.glob("robot/nodes/*.py"), *ROOT.glob("sim/nodes/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
    assert {name for name in used if name.endswith(ROS_WORDS)} <= NEEDED


@pytest.mark.parametrize("name", ["robot", "gazebo", "simulation"])
def test_every_package_that_is_launched_is_named(name: str) -> None:
    nodes = read_launch(ROOT / "launch" / f"{name}.launch.yaml", {}, {}).nodes
    used = {node.package for node in nodes if node.package not in ("", "l2b2")}
    assert used <= NEEDED


def test_every_plugin_that_nav2_loads_is_named() -> None:
    params = (ROOT / "launch/params/nav2.yaml").read_text()
    words = params.replace('"', " ").replace("}", " ").split()
    plugins = {word.partition("::")[0] for word in words if "::" in word}
    assert plugins - {"nav2_costmap_2d"} <= NEEDED
    assert yaml.safe_load(params)


def test_every_node_is_a_program_too() -> None:
    def values(group: str) -> set[tuple[str, str]]:
        return {(e.name, e.value) for e in entry_points(group=group) if "nodes." in e.value}

    ours = {pair for pair in values("console_scripts") if pair[1].startswith(("robot.", "sim."))}
    assert ours == values("l2b2.nodes")


def test_colcon_can_read_the_metadata() -> None:
    code = (
        "import ast, setuptools\n"
        "from distutils.core import run_setup\n"
        "made = run_setup('setup.py', script_args=('--dry-run',), stop_after='config')\n"
        "ast.literal_eval(repr([made.python_requires, made.data_files, made.entry_points,\n"
        "                       made.metadata.python_requires, made.metadata.version]))\n"
        "print(made.metadata.version)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == PACKAGE.findtext("version")
