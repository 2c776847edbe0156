"""Which language words look like, learnt from the examples."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from robot.dialogue.understanding.features import BUCKETS, Buckets

_SURE = 2.0


class Tongues:
    """Languages by their pieces of words."""

    def __init__(self, languages: Iterable[str], found: Iterable[Buckets]) -> None:
        spoken_in = list(languages)
        self.tags = tuple(sorted(set(spoken_in)))
        counts = np.full((BUCKETS, len(self.tags)), 0.3)
        for language, text in zip(spoken_in, found, strict=True):
            counts[text, self.tags.index(language)] += 1
        self._evidence = np.log(counts / counts.sum(axis=0))

    def guess(self, found: Buckets) -> str:
        """Tag of the likeliest language; empty when it cannot be told."""
        if len(self.tags) < 2 or not len(found):
            return self.tags[0] if len(self.tags) == 1 and len(found) else ""
        scores = self._evidence[found].sum(axis=0)
        order = np.argsort(-scores)
        sure = scores[order[0]] - scores[order[1]] >= _SURE
        return self.tags[int(order[0])] if sure else ""
