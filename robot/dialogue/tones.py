"""Words that tell what is meant without naming it: a tone, or one of two that were offered."""

from __future__ import annotations

from collections.abc import Mapping

from robot.dialogue.understanding.words import spoken
from robot.dialogue.vocabulary import ORDINALS, TONES

_SHORT = 6
"""Words of an answer in which "first" can choose; longer ones say something else with it."""

Words = Mapping[str, tuple[str, ...]]


def tone_of(text: str, words: Words) -> str:
    """One of TONES, or empty; `words` are the words of each tone in the talk's language.

    Only whole words count, and a row of words only in its order.
    """
    return next((tone for tone in TONES if _says(text, words[tone])), "")


def ordinal_of(text: str, words: Words) -> int | None:
    """0 or 1 for "the first one" and "the second one", None for neither or both."""
    if len(text.split()) > _SHORT:
        return None
    said = [at for at, ordinal in enumerate(ORDINALS) if _says(text, words[ordinal])]
    return said[0] if len(said) == 1 else None


def _says(text: str, words: tuple[str, ...]) -> bool:
    said = f" {spoken(text)} "
    return any(f" {spoken(one)} " in said for one in words)
