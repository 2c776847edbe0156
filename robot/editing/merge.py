"""Two people changed the same file: both changes together, where they do not touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge."""

    text: str
    """Both changes; where they touch, mine."""
    clashes: tuple[int, ...]
    """1-based lines of `text` where both changed the same; empty: nothing of theirs is lost."""


def merge(base: str, mine: str, theirs: str) -> Merged:
    """My changes and theirs, both made to `base`, line by line."""
    old = base.splitlines(keepends=True)
    ours, others = _changes(old, mine), _changes(old, theirs)
    lines: list[str] = []
    clashes: list[int] = []
    at = 0
    while ours or others:
        first = min([*ours[:1], *others[:1]], key=lambda change: (change.start, change.end))
        lines += old[at : first.start]
        end = first.end
        mine_here: list[_Change] = []
        theirs_here: list[_Change] = []
        while True:  # whatever touches belongs together
            if ours and _touches(ours[0], first.start, end):
                mine_here.append(ours.pop(0))
                end = max(end, mine_here[-1].end)
            elif others and _touches(others[0], first.start, end):
                theirs_here.append(others.pop(0))
                end = max(end, theirs_here[-1].end)
            else:
                break
        my_lines = _applied(old, mine_here, first.start, end)
        their_lines = _applied(old, theirs_here, first.start, end)
        if mine_here and theirs_here and my_lines != their_lines:
            clashes.append(len(lines) + 1)
        lines += my_lines if mine_here else their_lines
        at = end
    return Merged("".join([*lines, *old[at:]]), tuple(clashes))


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    lines: tuple[str, ...]


def _changes(old: Sequence[str], text: str) -> list[_Change]:
    new = text.splitlines(keepends=True)
    matched = SequenceMatcher(None, old, new, autojunk=False)
    return [
        _Change(i, end, tuple(new[j:new_end]))
        for kind, i, end, j, new_end in matched.get_opcodes()
        if kind != "equal"
    ]


def _touches(change: _Change, start: int, end: int) -> bool:
    return change.start <= end and change.end >= start


def _applied(old: Sequence[str], changes: Sequence[_Change], start: int, end: int) -> list[str]:
    lines: list[str] = []
    for change in changes:
        lines += [*old[start : change.start], *change.lines]
        start = change.end
    return [*lines, *old[start:end]]


def difference(before: str, after: str) -> tuple[str, ...]:
    """Changed lines with `-` and `+`, some lines around them, and `@@` between places."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return tuple(lines)[2:]
