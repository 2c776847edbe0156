"""Words of the content that a recogniser can never hear, and how to respell them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SHORTEST_PART = 3
_SYLLABLES = ("HANGUL SYLLABLE", "CJK", "HIRAGANA", "KATAKANA")
"""Scripts, as Unicode names them, in which one letter may be a word."""
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Unheard:
    """A word that the model's vocabulary lacks."""

    word: str
    respelt: str
    """Known words that sound alike when said one after the other; empty: none were found."""


def unheard(names: Iterable[str], known: Callable[[str], bool]) -> tuple[Unheard, ...]:
    """The words of `names` (lower case, no punctuation) that are not `known`, each once, sorted."""
    words = sorted({word for name in names for word in name.split() if not word.isdigit()})
    return tuple(Unheard(word, respell(word, known)) for word in words if not known(word))


def respell(word: str, known: Callable[[str], bool], parts: int = _MOST_PARTS) -> str:
    """A word as known words in a row, the longest first part first; empty if that cannot be."""
    script = unicodedata.name(word[0], "") if word else ""
    shortest = 1 if script.startswith(_SYLLABLES) else _SHORTEST_PART
    for cut in range(len(word) - shortest, shortest - 1, -1):
        head, tail = word[:cut], word[cut:]
        if not known(head):
            continue
        if known(tail):
            return f"{head} {tail}"
        if parts > 2 and (rest := respell(tail, known, parts - 1)):
            return f"{head} {rest}"
    return ""
