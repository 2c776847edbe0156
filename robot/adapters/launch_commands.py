"""A node of a launch file -> the command line that starts it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

from robot.adapters.launch_files import NodeStart
from robot.core.problems import Problem, ProblemsFound

PACKAGE = "l2b2"
GROUP = "l2b2.nodes"
_HINT = "install the package and source ROS 2, or use launch/simulation.launch.yaml"


def node_modules() -> dict[str, str]:
    """Our executables and the Python modules behind them, by the entry points `l2b2.nodes`."""
    return {entry.name: entry.value.partition(":")[0] for entry in entry_points(group=GROUP)}


def command_of(
    node: NodeStart, modules: Mapping[str, str], environment: Mapping[str, str]
) -> list[str]:
    """What to execute.

    Raises:
        ProblemsFound: the executable or its package is not here.
    """
    file, _, line = node.where.rpartition(":")
    if node.command:
        if shutil.which(node.command[0], path=environment.get("PATH")):
            return list(node.command)
        found = f"{node.command[0]}, which is not installed here"
        raise ProblemsFound([Problem(file, int(line or 0), "cmd", found, "a program", _HINT)])
    if node.package == PACKAGE:
        if node.executable in modules:
            return [sys.executable, "-m", modules[node.executable], *ros_arguments(node)]
        expected = f"one of {', '.join(sorted(modules))}"
        raise ProblemsFound([Problem(file, int(line or 0), "exec", node.executable, expected)])
    for prefix in environment.get("AMENT_PREFIX_PATH", "").split(os.pathsep):
        program = Path(prefix) / "lib" / node.package / node.executable
        if prefix and os.access(program, os.X_OK):
            return [str(program), *ros_arguments(node)]
    found = f"{node.package}/{node.executable}, which is not installed here"
    raise ProblemsFound([Problem(file, int(line or 0), "pkg", found, "a ROS 2 package", _HINT)])


def shown_command(node: NodeStart, modules: Mapping[str, str]) -> list[str]:
    """What would be executed, whether it is installed here or not.

    Raises:
        ProblemsFound: the executable is none of ours, but its package is.
    """
    if node.command:
        return list(node.command)
    if node.package == PACKAGE:
        return command_of(node, modules, {})
    return ["ros2", "run", node.package, node.executable, *ros_arguments(node)]


def ros_arguments(node: NodeStart) -> list[str]:
    """The `--ros-args` part: name, namespace, parameters in order, remaps."""
    made = ["--ros-args", "-r", f"__node:={node.name}"]
    if node.namespace != "/":
        made += ["-r", f"__ns:={node.namespace}"]
    for parameter in node.parameters:
        if isinstance(parameter, Path):
            made += ["--params-file", str(parameter)]
        else:
            name, value = parameter
            made += ["-p", f"{name}:={json.dumps(value, ensure_ascii=False)}"]
    for old, new in node.remaps:
        made += ["-r", f"{old}:={new}"]
    return made


def child_environment(environment: Mapping[str, str], node: NodeStart) -> dict[str, str]:
    """Environment of a node: ours, with defaults that keep ROS on this machine, then the file's.

    The wheels' bootstrap has put the library path into our own environment already, so that the
    children need not start twice.
    """
    defaults = {
        "RMW_IMPLEMENTATION": "rmw_fastrtps_cpp",
        "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST",
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **environment, **library_paths(environment), **dict(node.environment)}


def library_paths(environment: Mapping[str, str], prefix: str = sys.prefix) -> dict[str, str]:
    """Search paths with the generated interfaces of this venv in front of a sourced ROS 2's."""
    if "AMENT_PREFIX_PATH" not in environment:
        return {}
    ours = {"AMENT_PREFIX_PATH": prefix, "LD_LIBRARY_PATH": f"{prefix}/lib"}
    return {
        name: os.pathsep.join(
            [path, *(each for each in environment.get(name, "").split(os.pathsep) if each != path)]
        ).rstrip(os.pathsep)
        for name, path in ours.items()
    }
