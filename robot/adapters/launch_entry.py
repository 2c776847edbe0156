"""One action of a launch file, and what is in force where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from robot.adapters.launch_text import LaunchFault, condition, substitute
from robot.adapters.yaml_files import KeyPath


@dataclass
class Scope:
    """What is in force at a place in a file."""

    variables: dict[str, str]
    environment: dict[str, str]
    namespace: str
    given: dict[str, str]
    """Arguments that come from outside and beat defaults."""
    set_here: dict[str, str] = field(default_factory=dict)
    """Environment that the file sets for its nodes."""
    remaps: list[tuple[str, str]] = field(default_factory=list)
    """From, to; for all nodes from here on."""

    def inner(self) -> Scope:
        """A copy for a group or an included file."""
        return Scope(
            dict(self.variables), dict(self.environment), self.namespace, self.given,
            dict(self.set_here), list(self.remaps),
        )  # fmt: skip


class Entry:
    """The body of one action; raises LaunchFault for what it cannot give."""

    def __init__(
        self, body: Any, keys: frozenset[str] | set[str], scope: Scope, file: Path
    ) -> None:
        if not isinstance(body, dict):
            raise LaunchFault((), body, f"a mapping with {', '.join(sorted(keys))}")
        for key in body:
            if key not in keys:
                raise LaunchFault((key,), key, f"one of {', '.join(sorted(keys))}")
        self.body = body
        self._scope = scope
        self._file = file

    def text(self, key: str, default: str | None = None) -> str:
        """The value under a key with its substitutions made."""
        if key not in self.body:
            if default is None:
                raise LaunchFault((), f"no {key}", f"the key {key}")
            return default
        return self._text((key,), self.body[key])

    def entries(self, key: str, keys: set[str]) -> list[dict[str, str]]:
        """The list under a key, each item a mapping with exactly these keys."""
        return [
            {name: self._text((key, index, name), value) for name, value in item.items()}
            for index, item in enumerate(self.items(key))
            if self._has(item, (key, index), keys)
        ]

    def items(self, key: str) -> list[Any]:
        """The list under a key as it stands."""
        items = self.body.get(key, [])
        if not isinstance(items, list):
            raise LaunchFault((key,), items, "a list")
        return items

    def substituted(self, path: KeyPath, raw: object) -> str:
        """A value's text with its substitutions made."""
        return self._text(path, raw)

    def wanted(self) -> bool:
        """Whether `if` and `unless` let the action happen."""
        yes = condition(("if",), self.text("if", "true"))
        return yes and not condition(("unless",), self.text("unless", "false"))

    def _has(self, item: object, path: KeyPath, keys: set[str]) -> bool:
        if not isinstance(item, dict) or set(item) != keys:
            raise LaunchFault(path, item, f"the keys {' and '.join(sorted(keys))}")
        return True

    def _text(self, path: KeyPath, raw: object) -> str:
        scope = self._scope
        return substitute(path, raw, scope.variables, scope.environment, self._file)
