"""Which language words look like, learnt from the examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.dialogue.understanding.features import BUCKETS, Buckets

_SURE = 2.0
_UNSEEN = 0.3


@dataclass(frozen=True)
class Tongues:
    """Languages by their pieces of words."""

    tags: tuple[str, ...]
    evidence: NDArray[np.float32]
    """(BUCKETS, languages): logarithm of how usual a bucket is in a language."""

    @classmethod
    def learn(cls, languages: Sequence[str], found: Sequence[Buckets]) -> Tongues:
        """From sentences and the language of each."""
        tags = tuple(sorted(set(languages)))
        counts = np.full((BUCKETS, len(tags)), _UNSEEN)
        for language, text in zip(languages, found, strict=True):
            counts[text, tags.index(language)] += 1
        return cls(tags, np.log(counts / counts.sum(axis=0)).astype(np.float32))

    def guess(self, found: Buckets) -> str:
        """Tag of the likeliest language; empty when it cannot be told."""
        if len(self.tags) < 2 or not len(found):
            return self.tags[0] if len(self.tags) == 1 and len(found) else ""
        scores = self.evidence[found].sum(axis=0)
        order = np.argsort(-scores)
        sure = scores[order[0]] - scores[order[1]] >= _SURE
        return self.tags[int(order[0])] if sure else ""
