"""Faults in the language of whoever reads them; the checks themselves speak English."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import replace

from robot.core.problems import Problem

_LINE = "found {found}, expected {expected}"


class FaultTexts:
    """What the checks say, by their English texts with {places} for what is put in."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """What the table does not have stays English."""
        self._line = table.get(_LINE, _LINE)
        self._exact = {english: text for english, text in table.items() if not _places(english)}
        ranked = sorted((english for english in table if _places(english)), key=_plainness)
        self._patterns = [(_pattern(english), table[english]) for english in ranked]

    def text(self, english: str) -> str:
        """One text, with what was put in."""
        if english in self._exact:
            return self._exact[english]
        for pattern, text in self._patterns:
            if found := pattern.fullmatch(english):
                parts = {
                    name: self._exact.get(part, part) for name, part in found.groupdict().items()
                }
                return text.format(**parts)
        return english

    def told(self, fault: Problem) -> Problem:
        """The same fault in this language."""
        found, expected, hint = map(self.text, (fault.found, fault.expected, fault.hint))
        return replace(fault, found=found, expected=expected, hint=hint)

    def line(self, fault: Problem) -> str:
        """On one line, as `str(fault)` has it in English."""
        told = self.told(fault)
        where = f"{told.file}:{told.line}" if told.line else told.file
        key = f" {told.key}:" if told.key else ""
        hint = f" ({told.hint})" if told.hint else ""
        what = self._line.format(found=told.found, expected=told.expected)
        return f"{where}:{key} {what}{hint}"


def _places(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name]


def _plainness(text: str) -> int:
    """Texts with the most words of their own come first."""
    return -len(re.sub(r"\{\w+\}", "", text))


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", text)
    named = (
        f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return re.compile("".join(named), re.DOTALL)
