"""Faults in what people wrote (YAML, maps, settings): collected and shown together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_JOINED = re.compile(r"(?<=[^\W\d_])[\u200c\u200d](?=[^\W\d_])")
"""Joiners between letters: Persian and Hindi are spelt with them."""
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Unicode categories: controls, marks of direction, halves and private ones, line separators."""


def invisible(text: str) -> list[str]:
    """Names of the characters in a text that nobody sees and that could deceive, such as U+202E.

    Line feeds are seen, and so are the joiners that some scripts need between letters.
    """
    if text.replace("\n", "").isprintable():
        return []
    rest = _JOINED.sub("", text)
    unseen = {c for c in rest if c != "\n" and unicodedata.category(c) in _UNSEEN}
    return sorted(f"U+{ord(c):04X}" for c in unseen)


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
