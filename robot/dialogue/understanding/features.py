"""Spelling-tolerant features: pieces of words, words and pairs of words, hashed into buckets.

Pieces of words find "Personalausweisverlängerung" beside "Personalausweis", "pasaportumu" beside
"pasaport", and survive dropped endings and split or misheard words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from robot.dialogue.understanding.words import fold

BUCKETS = 1 << 15
_PIECES = (2, 3, 4, 5)

Buckets = NDArray[np.int32]
Floats = NDArray[np.float32]


def buckets(text: str) -> Buckets:
    """The buckets that `text` falls into, each once, ascending."""
    words = fold(text).split()
    found = [f"w {word}" for word in words]
    found.extend(f"p {first} {second}" for first, second in pairwise(words))
    for word in set(words):
        edged = f"<{word}>"
        for size in _PIECES:
            found.extend(edged[at : at + size] for at in range(len(edged) - size + 1))
    hashed = {crc32(feature.encode("utf-8")) % BUCKETS for feature in found}
    return np.array(sorted(hashed), np.int32)


def rarity(texts: Sequence[Buckets]) -> Floats:
    """(BUCKETS,) inverse document frequency; 0 for buckets that no text falls into."""
    counts = np.zeros(BUCKETS, np.int64)
    for found in texts:
        counts[found] += 1
    weights = np.log((1 + len(texts)) / (1 + counts)) + 1
    return np.where(counts > 0, weights, 0).astype(np.float32)


def weigh(found: Buckets, weights: Floats) -> Floats:
    """The weight of each bucket of one text; unit length as a vector."""
    values = weights[found]
    length = float(np.linalg.norm(values))
    return values / np.float32(length) if length > 0 else values
