"""ROS 2 YAML launch files -> which nodes to start, or every fault with file and line.

Understood are the actions arg, let, node, executable, include, group, push_ros_namespace,
set_remap and set_env, the conditions if and unless, and the substitutions $(var NAME), $(env NAME
[DEFAULT]), $(dirname) and $(find-pkg-share l2b2), all with the meaning `ros2 launch` gives them.
Anything else is a fault.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from robot.adapters.launch_entry import Entry, Scope
from robot.adapters.launch_text import LaunchFault, condition, typed
from robot.adapters.yaml_files import KeyPath, YamlFile, load
from robot.core.problems import Problem, ProblemsFound

MAX_INCLUDES = 10
_NODE_KEYS = frozenset(
    ("pkg", "exec", "name", "namespace", "param", "remap", "env", "respawn", "respawn_delay",
     "on_exit", "output", "if", "unless")
)  # fmt: skip

Parameter = Path | tuple[str, object]
"""A parameter file, or one parameter with its value; later ones win."""


@dataclass(frozen=True)
class NodeStart:
    """One node to start."""

    package: str
    executable: str
    name: str
    namespace: str
    """Absolute, `/` at the top."""
    parameters: tuple[Parameter, ...] = ()
    remaps: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    respawn: bool = False
    respawn_delay_s: float = 0.0
    required: bool = False
    """Its end ends everything (`on_exit: shutdown`)."""
    where: str = ""
    """file:line of the node's entry."""
    command: tuple[str, ...] = ()
    """Of an `executable`: the program and its arguments; package and executable are empty."""


@dataclass(frozen=True)
class Argument:
    """What a launch file lets its user choose."""

    name: str
    default: str | None
    description: str
    choices: tuple[str, ...] = ()


@dataclass
class LaunchPlan:
    """What a launch file wants."""

    nodes: list[NodeStart] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)


def read_launch(path: Path, given: Mapping[str, str], environment: Mapping[str, str]) -> LaunchPlan:
    """Everything that a launch file starts with the given arguments.

    Raises:
        ProblemsFound: with every fault of the file, the files it includes and the arguments.
    """
    plan = LaunchPlan()
    problems: list[Problem] = []
    scope = Scope(dict(given), dict(environment), "/", dict(given))
    _Reader(plan, problems, 0).file(path, scope)
    known = {argument.name for argument in plan.arguments}
    problems += [
        Problem(
            str(path),
            0,
            name,
            "an unknown argument",
            f"one of {', '.join(sorted(known)) or 'none'}",
        )
        for name in given
        if name not in known
    ]
    if problems:
        raise ProblemsFound(problems)
    return plan


class _Reader:
    """Walks one file; each action has a method of its name."""

    def __init__(self, plan: LaunchPlan, problems: list[Problem], depth: int) -> None:
        self.plan = plan
        self.problems = problems
        self.depth = depth
        self.path = Path()
        self.source: YamlFile | None = None

    def file(self, path: Path, scope: Scope) -> None:
        """Read one file into the plan."""
        self.path = path
        try:
            self.source = load(path)
        except ProblemsFound as found:
            self.problems += found.problems
            return
        data = self.source.data
        if not isinstance(data, dict) or set(data) != {"launch"}:
            self._fault((), data, "one key, `launch`, with a list of actions")
            return
        self._actions(data["launch"], ("launch",), scope)

    def _actions(self, actions: object, path: KeyPath, scope: Scope) -> None:
        if not isinstance(actions, list):
            self._fault(path, actions, "a list of actions")
            return
        for index, action in enumerate(actions):
            here = (*path, index)
            if not isinstance(action, dict) or len(action) != 1:
                self._fault(here, action, "one action, e.g. `- node:`")
                continue
            ((kind, body),) = action.items()
            handler = getattr(self, f"_do_{kind.replace('-', '_')}", None)
            if handler is None:
                known = (
                    "arg, let, node, executable, include, group, push_ros_namespace, set_remap, "
                    "set_env"
                )
                self._fault(here, kind, f"one of {known}", "`l2b2 up` runs a part of ROS 2 launch")
                continue
            try:
                handler(body, (*here, kind), scope)
            except LaunchFault as fault:
                self._fault((*here, kind, *fault.path), fault.found, fault.expected, fault.hint)

    def _do_arg(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, {"name", "default", "description", "choice"}, scope, self.path)
        name = entry.text("name")
        default = entry.text("default") if "default" in entry.body else None
        choices = tuple(str(each.get("value", "")) for each in entry.entries("choice", {"value"}))
        described = entry.text("description") if "description" in entry.body else ""
        if self.depth == 0:
            self.plan.arguments.append(Argument(name, default, described, choices))
        value = scope.given.get(name, default)
        if value is None:
            raise LaunchFault((), "no value", f"{name}:=VALUE on the command line")
        if choices and value not in choices:
            raise LaunchFault((), f"{name}:={value}", f"one of {', '.join(choices)}")
        scope.variables[name] = value

    def _do_let(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, {"name", "value", "if", "unless"}, scope, self.path)
        if entry.wanted():
            scope.variables[entry.text("name")] = entry.text("value")

    def _do_set_env(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, {"name", "value", "if", "unless"}, scope, self.path)
        if entry.wanted():
            name, value = entry.text("name"), entry.text("value")
            scope.environment[name] = scope.set_here[name] = value

    def _do_push_ros_namespace(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, {"namespace", "if", "unless"}, scope, self.path)
        if entry.wanted():
            scope.namespace = _joined(scope.namespace, entry.text("namespace"))

    def _do_set_remap(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, {"from", "to", "if", "unless"}, scope, self.path)
        if entry.wanted():
            scope.remaps.append((entry.text("from"), entry.text("to")))

    def _do_group(self, body: Any, path: KeyPath, scope: Scope) -> None:
        self._actions(body, path, scope.inner())

    def _do_include(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, {"file", "arg", "let", "if", "unless"}, scope, self.path)
        if not entry.wanted():
            return
        if self.depth >= MAX_INCLUDES:
            raise LaunchFault(("file",), entry.text("file"), f"at most {MAX_INCLUDES} levels")
        inner = scope.inner()
        inner.given = {}
        for key in ("arg", "let"):
            for each in entry.entries(key, {"name", "value"}):
                inner.given[each["name"]] = each["value"]
        inner.variables.update(inner.given)
        file = self.path.parent / entry.text("file")
        _Reader(self.plan, self.problems, self.depth + 1).file(file, inner)

    def _do_node(self, body: Any, path: KeyPath, scope: Scope) -> None:
        entry = Entry(body, _NODE_KEYS, scope, self.path)
        if not entry.wanted():
            return
        executable = entry.text("exec")
        self.plan.nodes.append(
            NodeStart(
                package=entry.text("pkg"),
                executable=executable,
                name=entry.text("name") if "name" in entry.body else executable,
                namespace=_joined(scope.namespace, entry.text("namespace", "")),
                parameters=tuple(_parameters(entry)),
                remaps=(
                    *scope.remaps,  # first, as launch_ros does; the first that fits wins
                    *(
                        (each["from"], each["to"])
                        for each in entry.entries("remap", {"from", "to"})
                    ),
                ),
                environment=_environment(entry, scope),
                respawn=condition(("respawn",), entry.text("respawn", "false")),
                respawn_delay_s=_seconds(entry.text("respawn_delay", "0")),
                required=entry.text("on_exit", "") == "shutdown",
                where=self._where(path),
            )
        )

    def _do_executable(self, body: Any, path: KeyPath, scope: Scope) -> None:
        keys = {"cmd", "name", "env", "output", "if", "unless"}
        entry = Entry(body, keys, scope, self.path)
        if not entry.wanted():
            return
        command = tuple(shlex.split(entry.text("cmd")))
        if not command:
            raise LaunchFault(("cmd",), "nothing", "a program with its arguments")
        self.plan.nodes.append(
            NodeStart(
                package="",
                executable="",
                name=entry.text("name", Path(command[0]).name),
                namespace=scope.namespace,
                environment=_environment(entry, scope),
                where=self._where(path),
                command=command,
            )
        )

    def _where(self, path: KeyPath) -> str:
        return f"{self.path}:{self.source.line_of(path) if self.source else 0}"

    def _fault(self, path: KeyPath, found: object, expected: str, hint: str = "") -> None:
        assert self.source is not None
        key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
        line = self.source.line_of(path)
        self.problems.append(Problem(self.source.file, line, key, str(found), expected, hint))


def _environment(entry: Entry, scope: Scope) -> tuple[tuple[str, str], ...]:
    own = {each["name"]: each["value"] for each in entry.entries("env", {"name", "value"})}
    return tuple({**scope.set_here, **own}.items())


def _parameters(entry: Entry) -> list[Parameter]:
    made: list[Parameter] = []
    for index, item in enumerate(entry.items("param")):
        path = ("param", index)
        if isinstance(item, dict) and set(item) == {"from"}:
            file = Path(entry.substituted((*path, "from"), item["from"]))
            if not file.is_file():
                raise LaunchFault((*path, "from"), file, "an existing parameter file")
            made.append(file)
        elif isinstance(item, dict) and set(item) == {"name", "value"}:
            made.append((str(item["name"]), _value(entry, (*path, "value"), item["value"])))
        else:
            raise LaunchFault(path, item, "`name` and `value`, or `from`")
    return made


def _value(entry: Entry, path: KeyPath, raw: object) -> object:
    if isinstance(raw, list):
        return [_value(entry, (*path, index), each) for index, each in enumerate(raw)]
    return typed(entry.substituted(path, raw)) if isinstance(raw, str) else raw


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise LaunchFault(("respawn_delay",), text, "seconds") from error


def _joined(outer: str, inner: str) -> str:
    if inner.startswith("/"):
        return inner
    return f"{outer.rstrip('/')}/{inner}".rstrip("/") or "/"
