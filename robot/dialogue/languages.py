"""Which of the town's languages somebody asks for by name ("English please", "Türkçe")."""

from __future__ import annotations

from collections.abc import Mapping

from robot.dialogue.phrases import LanguagePhrases


def language_named_in(text: str, phrases: Mapping[str, LanguagePhrases]) -> str:
    """The language that a text names first, or an empty text."""
    folded = text.casefold()
    hits = [
        (folded.find(name.casefold()), language)
        for language, one in phrases.items()
        for name in one.called
    ]
    found = [hit for hit in hits if hit[0] >= 0]
    return min(found)[1] if found else ""
