"""The colcon package names what the code and the launch files need, and pyproject.toml agrees."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points, requires
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


def test_every_library_is_brought_by_rosdep_or_by_the_page() -> None:
    plain = [each for each in requires("l2b2") or [] if "extra ==" not in each]
    wanted = {re.split(r"[<>=!~ ;]", each)[0] for each in plain}
    start = "pip install --user --break-system-packages "
    lines = (ROOT / "launch/REAL_ROBOT.md").read_text().splitlines()
    (pip,) = (set(line.removeprefix(start).split()) for line in lines if line.startswith(start))
    keys = {"pyyaml": "yaml"}
    by_rosdep = {name for name in wanted if f"python3-{keys.get(name, name)}" in NEEDED}
    assert by_rosdep | pip == wanted
    assert not by_rosdep & pip


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the package is installed by the commands that colcon runs for ament_python."""
    folder = tmp_path_factory.mktemp("colcon")
    build, into = folder / "build", folder / "install"
    command = [
        sys.executable, "-W", "ignore", "setup.py", "-q",
        "egg_info", "--egg-base", str(folder), "build", "--build-base", str(build),
        "install", "--prefix", str(into), "--record", str(folder / "record"),
        "--single-version-externally-managed",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return into


def test_ros2_run_and_ros2_launch_find_everything(prefix: Path) -> None:
    programs = {entry.name for entry in entry_points(group="l2b2.nodes")} | {"l2b2"}
    assert programs <= {file.name for file in (prefix / "lib/l2b2").iterdir()}
    assert all(os.access(prefix / "lib/l2b2" / name, os.X_OK) for name in programs)
    assert (prefix / "share/ament_index/resource_index/packages/l2b2").is_file()
    share = prefix / "share/l2b2"
    for folder in ("launch", "sim/gazebo", "dialogues", "nav_maps"):
        wanted = {
            file.relative_to(ROOT)
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and file.suffix not in (".py", ".pyc")
        }
        assert wanted == {f.relative_to(share) for f in (share / folder).rglob("*") if f.is_file()}
    for name in ("robot", "gazebo", "simulation"):
        assert read_launch(share / f"launch/{name}.launch.yaml", {}, {}).nodes


def test_what_is_installed_finds_its_files(prefix: Path) -> None:
    (site,) = (prefix / "lib").glob("python3*/site-packages")
    code = "import robot.adapters.folders as f; print(f.PROJECT)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=prefix,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == prefix / "share/l2b2"
    data = {"*.css", "*.html", "*.js", "*.sdf", "*.svg", "*.yaml", "*.dae"}
    for pattern in data:
        for top in ("robot", "sim"):
            wanted = {f.relative_to(ROOT) for f in (ROOT / top).rglob(pattern)}
            assert wanted == {f.relative_to(site) for f in (site / top).rglob(pattern)}
