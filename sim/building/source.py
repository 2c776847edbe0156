"""A YAML file as plain data that remembers where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from robot.core.problems import Problem, ProblemsFound

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Plain data with the line of every key and item."""

    file: str
    data: Any
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """1-based line of a value; of the nearest enclosing one where the value is missing."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(path: Path, shown_as: str) -> Source:
    """Read a YAML file.

    Raises:
        ProblemsFound: the file is missing or is no YAML.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except FileNotFoundError:
        raise ProblemsFound(
            [Problem(shown_as, 0, "", "no file", "a building description")]
        ) from None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        raise ProblemsFound(
            [
                Problem(
                    shown_as, line, "", str(fault.problem), "valid YAML", "see indents and brackets"
                )
            ]
        ) from None
    lines: dict[KeyPath, int] = {}
    _note_lines(node, (), lines)
    return Source(shown_as, data, lines)


def _note_lines(node: yaml.Node | None, path: KeyPath, lines: dict[KeyPath, int]) -> None:
    if node is None:
        return
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*path, index), lines)
