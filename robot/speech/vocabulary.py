"""Words of the content that a recogniser can never hear, and how to respell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SHORTEST_PART = 3
_MOST_PARTS = 3


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
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        head, tail = word[:cut], word[cut:]
        if not known(head):
            continue
        if known(tail):
            return f"{head} {tail}"
        if parts > 2 and (rest := respell(tail, known, parts - 1)):
            return f"{head} {rest}"
    return ""
