"""Sharpness on short utterances: "ja", "stop" and "Reisepass" are certain, noise is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from robot.dialogue.understanding.topics import Topic
from robot.dialogue.understanding.words import fold

LONGEST = 4
"""Words of an utterance that counts as short."""
_FUZZY = 86.0
_FUZZY_LETTERS = 5
_GUARDED_WORDS = 2
_SURELY_LONG = 2 * LONGEST
"""Blanks in a sentence that is not worth folding to see that it is no short phrase."""


class ShortPhrases:
    """The short names and examples, by their folded spelling."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._ids: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}
        for topic in topics:
            for _, text in topic.lessons():
                if topic.kind != "intent" and text.count(" ") >= _SURELY_LONG:
                    continue
                words = fold(text).split()
                if 0 < len(words) <= LONGEST:
                    self._ids.setdefault(" ".join(words), set()).add(topic.id)
                if topic.kind == "intent":
                    self._words.setdefault(topic.id, set()).update(words)
        self._fuzzy = [phrase for phrase in self._ids if len(phrase) >= _FUZZY_LETTERS]

    def match(self, text: str) -> Mapping[str, float]:
        """Topic id to similarity (0 to 1) for a short utterance that is nearly one of the phrases.

        Empty when it is none, or too long.
        """
        words = fold(text).split()
        phrase = " ".join(words)
        if not 0 < len(words) <= LONGEST:
            return {}
        if phrase in self._ids:
            return dict.fromkeys(self._ids[phrase], 1.0)
        if len(phrase) < _FUZZY_LETTERS:
            return {}
        best = process.extractOne(phrase, self._fuzzy, scorer=fuzz.ratio, score_cutoff=_FUZZY)
        return {} if best is None else dict.fromkeys(self._ids[best[0]], best[1] / 100)

    def strangers(self, text: str) -> frozenset[str]:
        """The intents in whose phrases a very short utterance holds a word that nobody says."""
        words = fold(text).split()
        if len(words) > _GUARDED_WORDS:
            return frozenset()
        return frozenset(name for name, known in self._words.items() if not known.issuperset(words))
