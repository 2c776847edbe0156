"""Parameters that a launch file gives to its nodes, against those that the nodes know.

Ours are known by the code's settings; those of Nav2 and its company by nav2_parameters.yaml, names
taken from their documentation. Of a node that is in neither nothing is known, and nothing said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from robot.adapters.launch_commands import PACKAGE
from robot.adapters.launch_files import NodeStart
from robot.adapters.yaml_files import KeyPath, load
from robot.core.problems import Problem
from robot.core.setting import Setting, settings_of

GROUP = "l2b2.settings"
"""Entry points that lead to tables: executable -> groups of settings."""
_FACTS = Path(__file__).with_name("nav2_parameters.yaml")
_ALWAYS = ("use_sim_time",)
_COSTMAPS = {"local_costmap": "controller_server", "global_costmap": "planner_server"}
"""Nodes that run inside of others."""
_INSIDE = "ros__parameters"


@dataclass(frozen=True, slots=True)
class _Given:
    """One parameter that a node gets."""

    node: str
    """The node itself or one inside of it."""
    name: str
    """Dotted."""
    value: object
    file: str
    line: int


def parameter_faults(nodes: Iterable[NodeStart]) -> list[Problem]:
    """Every parameter that its node does not know, and every value that ours would refuse.

    Raises:
        ProblemsFound: a parameter file cannot be read.
    """
    found: list[Problem] = []
    for node in nodes:
        given = [] if node.command else list(_given(node))
        if node.package == PACKAGE:
            known = known_settings().get(node.executable)
            faults = (_our_fault(each, known) for each in given if known is not None)
            found += (fault for fault in faults if fault is not None)
        else:
            found += _foreign_faults(node, given)
    return found


@cache
def known_settings() -> Mapping[str, Mapping[str, Setting]]:
    """Executable of ours -> its parameters by name."""
    tables = [entry.load() for entry in entry_points(group=GROUP)]
    return {
        node: {each.name: each for group in groups for each in settings_of(group)}
        for table in tables
        for node, groups in table.items()
    }


def _given(node: NodeStart) -> Iterator[_Given]:
    """What a node is given, by files and one by one."""
    file, _, line = node.where.rpartition(":")
    for parameter in node.parameters:
        if isinstance(parameter, Path):
            yield from _from_file(parameter, node.name)
        else:
            name, value = parameter
            yield _Given(node.name, name, value, file, int(line or 0))


def _from_file(file: Path, node: str) -> Iterator[_Given]:
    """What a parameter file holds for a node and for those inside of it."""
    source = load(file)
    for pattern, inside in source.data.items() if isinstance(source.data, dict) else ():
        name = pattern.rpartition("/")[2]
        if name not in (node, "**") and _COSTMAPS.get(name) != node:
            continue
        path: KeyPath = (pattern,)
        if isinstance(inside, dict) and _INSIDE not in inside and name in inside:
            path, inside = (pattern, name), inside[name]  # a namespace of the node's name
        values = inside.get(_INSIDE) if isinstance(inside, dict) else None
        for key, value in _flat(values, ()) if isinstance(values, dict) else ():
            at = source.line_of((*path, _INSIDE, *key))
            part = node if name == "**" else name
            yield _Given(part, ".".join(map(str, key)), value, str(file), at)


def _flat(values: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, (*path, key))
        else:
            yield (*path, key), value


def _our_fault(given: _Given, known: Mapping[str, Setting]) -> Problem | None:
    if given.name in _ALWAYS:
        return None
    if given.name not in known:
        return _unknown(given, known)
    each = known[given.name]
    if each.accepts(given.value):
        return None
    key = f"{given.node}.{given.name}"
    return Problem(given.file, given.line, key, repr(given.value), each.expected)


def _foreign_faults(node: NodeStart, given: list[_Given]) -> Iterator[Problem]:
    """Names that neither the node nor one of its plugins knows."""
    plugins = {
        (each.node, each.name.removesuffix(".plugin")): str(each.value)
        for each in given
        if each.name.endswith(".plugin")
    }
    for each in given:
        head, _, rest = each.name.partition(".")
        plugin = plugins.get((each.node, head))
        inside = each.node in _COSTMAPS
        kind = "nav2_costmap_2d/costmap" if inside else f"{node.package}/{node.executable}"
        known = foreign_names().get(plugin or kind)
        short = rest if plugin else each.name
        same = {short, f"*.{short.partition('.')[2]}"}
        if known is not None and not same & {*known, *_ALWAYS, "plugin"}:
            yield _unknown(each, known)


@cache
def foreign_names() -> Mapping[str, tuple[str, ...]]:
    """Package/executable or plugin -> names of its parameters; `*` is a name of one's own."""
    facts = load(_FACTS).data
    assert isinstance(facts, dict)
    return {kind: tuple(fact["names"]) for kind, fact in facts.items()}


def _unknown(given: _Given, known: Iterable[str]) -> Problem:
    names = sorted(known)
    near = get_close_matches(given.name.rpartition(".")[2], names, 1)
    hint = f"did you mean {near[0]}?" if near else ""
    expected = f"one of {', '.join(names)}" if names else "no parameter"
    key = f"{given.node}.{given.name}"
    return Problem(given.file, given.line, key, "an unknown parameter", expected, hint)
