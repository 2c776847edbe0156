"""Where a value stands in its file, and how a fault there is told to the person who wrote it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from robot.core.problems import Problem

Path = tuple[str | int, ...]


class Source(Hashable, Protocol):
    """One file as plain data."""

    @property
    def file(self) -> str:
        """Path as the reader knows it."""

    @property
    def data(self) -> object:
        """Dicts, lists, texts, numbers, booleans, None."""

    def line_of(self, path: Path) -> int:
        """1-based line of a key; the nearest line known when the key itself is not there."""


@dataclass(frozen=True)
class Spot:
    """A place inside a file, and where its faults are gathered."""

    source: Source
    problems: list[Problem]
    languages: tuple[str, ...]
    """Languages that every text must have."""
    path: Path = ()

    def at(self, key: str | int) -> Spot:
        """The place one key further in."""
        return Spot(self.source, self.problems, self.languages, (*self.path, key))

    @property
    def key(self) -> str:
        """The path as people write it: `services[2].fee.de`."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).lstrip(".")

    def fault(self, found: object, expected: str, hint: str = "") -> None:
        """Note a fault here."""
        self.problems.append(
            Problem(
                self.source.file,
                self.source.line_of(self.path),
                self.key,
                describe(found),
                expected,
                hint,
            )
        )


def describe(raw: object) -> str:
    """What stands in the file, short enough for one line."""
    if raw is None:
        return "nothing"
    if isinstance(raw, Mapping):
        return f"keys ({', '.join(map(str, list(raw)[:5]))})" if raw else "no keys"
    if isinstance(raw, list | tuple):
        return f"a list of {len(raw)}"
    text = str(raw).lower() if isinstance(raw, bool) else str(raw)
    return repr(text if len(text) <= 60 else text[:57] + "...")


def did_you_mean(found: object, known: Iterable[str]) -> str:
    """A hint naming the most similar known word, or an empty text."""
    best = process.extractOne(str(found), list(known), scorer=fuzz.WRatio, score_cutoff=60)
    return f"did you mean {best[0]}?" if best else ""


@dataclass(frozen=True)
class Read:
    """One file after its form has been checked."""

    spot: Spot
    """The file's root."""
    values: dict[str, Any]
    """What was good; faulty or missing keys are left out."""
