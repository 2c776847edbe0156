"""A group of settings (robot/core/settings.py) as ROS parameters of a node."""

from __future__ import annotations

from typing import TypeVar

from rcl_interfaces.msg import FloatingPointRange, IntegerRange, ParameterDescriptor
from rclpy.node import Node

from robot.core.problems import Problem, ProblemsFound
from robot.core.setting import Setting, read, settings_of

Group = TypeVar("Group")


def declare(node: Node, group: type[Group]) -> Group:
    """Declare every setting of the group on the node and read what was given.

    Parameters are fixed at start (read-only). Call `refuse_unknown` after the last group.

    Raises:
        ProblemsFound: with every value of a wrong type or out of range.
    """
    values: dict[str, object] = {}
    for each in settings_of(group):
        given = node.get_parameter_or(each.name) if node.has_parameter(each.name) else None
        override = node._parameter_overrides.get(each.name)  # rclpy has no public way to see it
        if given is None:
            values[each.name] = _declared(node, each, override.value if override else each.default)
        else:
            values[each.name] = given.value
    return read(group, values, node.get_name())


def refuse_unknown(node: Node) -> None:
    """Fault on parameters that were given and that nobody declared.

    Raises:
        ProblemsFound: naming each of them.
    """
    known = {name for name in node._parameters if "." not in name}
    unknown = sorted(name for name in node._parameter_overrides if not node.has_parameter(name))
    if unknown:
        raise ProblemsFound(
            Problem(
                node.get_name(),
                0,
                name,
                "an unknown parameter",
                f"one of {', '.join(sorted(known))}",
            )
            for name in unknown
        )


def _declared(node: Node, each: Setting, value: object) -> object:
    """Declare one parameter if its value is good; a bad one is left for `read` to name."""
    whole_for_float = isinstance(each.default, float) and type(value) is int
    value = float(value) if whole_for_float else value  # type: ignore[arg-type]
    if each.accepts(value):
        node.declare_parameter(each.name, value, _descriptor(each), ignore_override=True)
    return value


def _descriptor(each: Setting) -> ParameterDescriptor:
    made = ParameterDescriptor(
        description=each.meaning,
        additional_constraints=each.expected,
        read_only=True,
    )
    if each.low is None or each.high is None:
        return made
    if isinstance(each.default, int):
        made.integer_range = [IntegerRange(from_value=int(each.low), to_value=int(each.high))]
    else:
        made.floating_point_range = [
            FloatingPointRange(from_value=float(each.low), to_value=float(each.high))
        ]
    return made
