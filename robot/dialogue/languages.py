"""Which of the town's languages a text is in, by the words of the content; unsure says so."""

from __future__ import annotations

import re
from collections import Counter

from robot.dialogue.content import Content

LEAST_LEAD = 1.5
"""Votes by which the first language must lead the second."""


class LanguageGuess:
    """Votes of words: a word counts for a language by how much more often it stands there."""

    def __init__(self, content: Content) -> None:
        """Learn the words of all example sentences."""
        counts = {language: Counter[str]() for language in content.town.languages}
        for _, _, language, sentence in content.examples():
            counts[language].update(_words(sentence))
        totals = {language: 1 + sum(count.values()) for language, count in counts.items()}
        every = set().union(*counts.values())
        self._votes = {
            word: {one: counts[one][word] / totals[one] for one in counts} for word in every
        }
        self._called = {
            name.casefold(): language
            for language in content.town.languages
            for name in content.phrases.by_language[language].called
        }

    def of(self, text: str) -> str:
        """The language, or an empty text when the words do not tell."""
        votes: dict[str, float] = {}
        for word in _words(text):
            shares = self._votes.get(word)
            if shares:
                whole = sum(shares.values())
                for language, share in shares.items():
                    votes[language] = votes.get(language, 0.0) + share / whole
        ranked = sorted(votes.items(), key=lambda vote: vote[1], reverse=True)
        if not ranked:
            return ""
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return ranked[0][0] if ranked[0][1] - second >= LEAST_LEAD else ""

    def named_in(self, text: str) -> str:
        """The language that a text asks for by name, or an empty text."""
        folded = text.casefold()
        hits = [(folded.find(name), language) for name, language in self._called.items()]
        found = [hit for hit in hits if hit[0] >= 0]
        return min(found)[1] if found else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
