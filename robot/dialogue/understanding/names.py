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
        self._by_start: dict[str, list[str]] = {}
        for name in sorted(self._ids, key=len, reverse=True):
            self._by_start.setdefault(name[:_SHORTEST], []).append(name)

    def find(self, text: str) -> tuple[Named, ...]:
        """The names in `text`, in the order spoken; of those that overlap the first and longest."""
        words = fold(text).split()
        found: list[Named] = []
        at = 0
        while at < len(words):
            line = " ".join(words[at : at + _LONGEST_NAME])
            name = next((n for n in self._by_start.get(line[:_SHORTEST], ()) if _fits(n, line)), "")
            last = at + name.count(" ")
            if name:
                found.append(Named(frozenset(self._ids[name]), at, last))
            at = last + 1
        return tuple(found)


def _fits(name: str, line: str) -> bool:
    """Whether `line` begins with `name`, whose last word may carry an ending."""
    if not line.startswith(name):
        return False
    ending = line[len(name) :].split(" ", 1)[0]
    return len(ending) <= max(3, len(name))


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
