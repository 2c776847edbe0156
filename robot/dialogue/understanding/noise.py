"""A sentence as a recogniser might mishear it: endings lost, words split, joined or left out."""

from __future__ import annotations

import numpy as np

_DROP_WORD, _DROP_END, _SPLIT, _JOIN = 0.06, 0.12, 0.05, 0.04
_DROP_LETTER, _OTHER_VOWEL = 0.05, 0.04
"""Chances of each damage to a word; guessed from what small recognisers do in noise."""
_TORN = 0.15
"""Share of sentences whose words are torn into syllables."""
_VOWELS = "aeiou"


def misheard(text: str, seed: int) -> str:
    """`text` (as `spoken`) with some words damaged; the same for the same seed."""
    chance = np.random.default_rng(seed)
    if chance.random() < _TORN:
        return _torn(text, chance)
    words: list[str] = []
    for word in text.split():
        words.extend(_damaged(word, chance))
        if len(words) > 1 and chance.random() < _JOIN:
            words[-2:] = [words[-2] + words[-1]]
    return " ".join(words) or text


def _damaged(word: str, chance: np.random.Generator) -> list[str]:
    draw, at = chance.random(), int(chance.integers(1, max(2, len(word) - 1)))
    edge = _DROP_WORD
    if draw < edge:
        return []
    if draw < (edge := edge + _DROP_END) and len(word) > 4:
        return [word[:-1]]
    if draw < (edge := edge + _SPLIT) and len(word) > 6:
        return [word[: len(word) // 2], word[len(word) // 2 :]]
    if draw < (edge := edge + _DROP_LETTER) and len(word) > 3:
        return [word[:at] + word[at + 1 :]]
    if draw < edge + _OTHER_VOWEL and len(word) > 3 and word[at] in _VOWELS:
        return [word[:at] + _VOWELS[int(chance.integers(len(_VOWELS)))] + word[at + 1 :]]
    return [word]


def _torn(text: str, chance: np.random.Generator) -> str:
    pieces: list[str] = []
    for word in text.split():
        while len(word) > 4:
            size = int(chance.integers(2, 4))
            pieces.append(word[:size])
            word = word[size:]
        pieces.append(word)
    return " ".join(pieces)
