"""Words that a recogniser tore apart, put together again: "per so nal aus weis"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from robot.dialogue.understanding.topics import Topic
from robot.dialogue.understanding.words import fold, spoken

_MOST_PARTS = 6
_SHORTEST = 4
_KNOWN, _JOINED, _UNKNOWN = 1.0, 1.5, 2.5


class KnownWords:
    """Every word that occurs in a name or an example."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        seen = Counter(
            word for topic in topics for _, text in topic.lessons() for word in spoken(text).split()
        )
        self._written = frozenset(seen)
        self._spelling = {
            word if word.isascii() else fold(word): word for word, _ in reversed(seen.most_common())
        }

    def share(self, text: str) -> float:
        """Share of the words of `text` that are known; low for a language without examples."""
        words = fold(text).split()
        return sum(word in self._spelling for word in words) / len(words) if words else 0.0

    def mend(self, text: str) -> str:
        """`text` (as `spoken`) with neighbouring pieces joined where they make a known word.

        The cheapest reading wins: few words, known ones. Marks that a keyboard had no keys for
        come back: "cocugum icin" is "çocuğum için".
        """
        pieces = text.split()
        folded = [fold(piece) for piece in pieces]
        costs, ways = [0.0], [0]
        for end in range(1, len(pieces) + 1):
            alone = _KNOWN if folded[end - 1] in self._spelling else _UNKNOWN
            best, way = costs[end - 1] + alone, end - 1
            for start in range(end - 2, max(-1, end - _MOST_PARTS - 1), -1):
                joined = "".join(folded[start:end])
                cost = costs[start] + _JOINED
                if cost < best and len(joined) >= _SHORTEST and joined in self._spelling:
                    best, way = cost, start
            costs.append(best)
            ways.append(way)
        words: list[str] = []
        end = len(pieces)
        while end:
            start = ways[end]
            whole = "".join(folded[start:end])
            written = end - start == 1 and pieces[start] in self._written
            words.append(pieces[start] if written else self._spelling.get(whole, pieces[start]))
            end = start
        return " ".join(reversed(words))
