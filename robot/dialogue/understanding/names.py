"""Which topics an utterance names, where, and which of them it rules out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from robot.dialogue.understanding.topics import Topic
from robot.dialogue.understanding.words import fold

_SHORTEST = 4
_LONGEST_NAME = 4
_BEFORE = frozenset(("nicht", "nich", "net", "ned", "not", "pas", "non", "no", "nie", "не", "لا"))
"""Words that rule out what follows them (de, en, fr, pl, it, es, ru, ar)."""
_AFTER = frozenset(("degil", "deil"))
"""Words that rule out what stands before them (tr)."""
_REACH = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A topic's name in an utterance; `first` to `last` are word numbers, both included."""

    ids: frozenset[str]
    """Topics that share the name."""
    first: int
    last: int


class Names:
    """All names of all topics, ready for looking up. Endings may follow a name ("pasaportumu")."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._ids: dict[str, set[str]] = {}
        for topic in topics:
            for names in topic.names.values():
                for name in names:
                    folded = fold(name)
                    if len(folded) >= _SHORTEST and len(folded.split()) <= _LONGEST_NAME:
                        self._ids.setdefault(folded, set()).add(topic.id)
        self._names = sorted(self._ids, key=len, reverse=True)

    def find(self, text: str) -> tuple[Named, ...]:
        """The names in `text`, longest first where they overlap, in the order spoken."""
        line = f" {fold(text)} "
        free = [True] * len(line)
        found: list[Named] = []
        for name in self._names:
            at = line.find(f" {name}")
            end = at + 1 + len(name)
            if at < 0 or not all(free[at + 1 : end]):
                continue
            rest = line.find(" ", end)
            if rest - end > max(3, len(name)):
                continue
            free[at + 1 : rest] = [False] * (rest - at - 1)
            first = line[1 : at + 1].count(" ")
            found.append(Named(frozenset(self._ids[name]), first, first + name.count(" ")))
        return tuple(sorted(found, key=lambda named: named.first))


def ruled_out(text: str, named: Sequence[Named]) -> tuple[Named, ...]:
    """The names that the utterance rules out: "not the passport, the identity card".

    Only if something else is named, or hardly anything else is said: "I cannot find my passport"
    rules nothing out.
    """
    words = fold(text).split()
    out = tuple(name for name in named if _negated(words, name))
    kept = {topic for name in named if name not in out for topic in name.ids}
    others = any(not (kept & name.ids) for name in out)
    return tuple(n for n in out if not kept & n.ids) if others and (kept or len(words) <= 5) else ()


def without(text: str, names: Sequence[Named]) -> str:
    """`text` without the words of `names` and what rules them out."""
    words = text.split()
    gone = {at for name in names for at in range(name.first, name.last + 1)}
    return " ".join(
        word
        for at, word in enumerate(words)
        if at not in gone and fold(word) not in _BEFORE and fold(word) not in _AFTER
    )


def _negated(words: Sequence[str], name: Named) -> bool:
    before = words[max(0, name.first - _REACH) : name.first]
    after = words[name.last + 1 : name.last + 2]
    return any(word in _BEFORE for word in before) or any(word in _AFTER for word in after)
