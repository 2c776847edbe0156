"""Faults for whoever reads a page of the editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from robot.adapters.fault_files import fault_texts
from robot.core.problems import Problem

_EMPTY = "''"
"""What the checks found in a box that nothing was written into."""


@dataclass(frozen=True, slots=True)
class FaultReader:
    """Tells faults in one language."""

    language: str
    words: Mapping[str, str]
    """Of the editor's pages."""

    def told(self, faults: Iterable[Problem]) -> list[Problem]:
        """The same faults in this language."""
        return [fault_texts(self.language).told(fault) for fault in faults]

    def lines(self, faults: Iterable[Problem]) -> list[str]:
        """Each on a line, with its file."""
        return [fault_texts(self.language).line(fault) for fault in faults]

    def at_box(self, fault: Problem) -> str:
        """Without its place; of an empty box only what is missing."""
        (told,) = self.told([fault])
        found = "" if fault.found == _EMPTY else f"{self.words['found']} {told.found}, "
        hint = f" ({told.hint})" if told.hint else ""
        return f"{found}{self.words['expected']} {told.expected}{hint}"
