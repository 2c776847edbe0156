"""A YAML text as a tree of nodes that know where they stand, to change one and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A value, and the part of the text that it takes up."""

    start: int
    """Index of its first character."""
    end: int
    """Index behind its last one; of lists and mappings in lines, behind that of the last item."""
    style: str = ""
    """Quotes or block mark of a text; `flow` for [lists] and {mappings}; empty: plain or lines."""
    keys: list[Node] = field(default_factory=list)
    """Of a mapping, each for one of `items`."""
    items: list[Node] = field(default_factory=list)
    value: str = ""
    """Of a scalar as read; of a mapping or list its kind: `{}` or `[]`."""

    def at(self, step: str | int) -> Node | None:
        """The item under a key or number."""
        if self.value == "{}":
            names = [key.value for key in self.keys]
            return self.items[names.index(str(step))] if step in names else None
        if self.value == "[]" and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        return None


def nodes_of(text: str) -> Node | None:
    """The tree of a text that the checks have read without a fault of form; None: it is empty."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    events = yaml.parse(text, Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _node(next(events), events, starts)
    return None


def _node(event: Any, events: Iterator[Any], starts: list[int]) -> Node:
    start, end = _index(event.start_mark, starts), _index(event.end_mark, starts)
    if isinstance(event, yaml.ScalarEvent):
        return Node(start, end, event.style or "", value=event.value)
    node = Node(start, end, "flow" if event.flow_style else "")
    if isinstance(event, yaml.MappingStartEvent):
        node.value = "{}"
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            node.keys.append(_node(event, events, starts))
            node.items.append(_node(next(events), events, starts))
    else:
        node.value = "[]"
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            node.items.append(_node(event, events, starts))
    closed = node.style == "flow" or not node.items
    node.end = _index(event.end_mark, starts) if closed else node.items[-1].end
    return node


def _index(mark: Any, starts: list[int]) -> int:
    index: int = starts[mark.line] + mark.column
    return index
