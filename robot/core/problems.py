"""Faults in what people wrote (YAML, maps, settings): collected and shown together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, in the terms of the person who can mend it."""

    file: str
    """Path as the reader knows it, relative to the content or map folder where possible."""
    line: int
    """1-based; 0 where a fault has no line (a missing file)."""
    key: str
    """Dotted path of the key, e.g. `services[2].fee.de`; may be empty."""
    found: str
    """What stands there."""
    expected: str
    """What should stand there."""
    hint: str = ""
    """What to do, e.g. a did-you-mean; may be empty."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}:{key} found {self.found}, expected {self.expected}{hint}"


class ProblemsFound(Exception):
    """Raised once, with every fault, by whoever cannot go on without mended input."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
