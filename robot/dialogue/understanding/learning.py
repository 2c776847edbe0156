"""Learning the topics from their names and examples.

Kept apart from reading (`model.py`), which needs none of the heavy libraries and starts sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from robot.dialogue.understanding.features import BUCKETS, Buckets, Floats, buckets, rarity
from robot.dialogue.understanding.model import AXES, VECTOR_SHARE, Model, unit
from robot.dialogue.understanding.noise import misheard
from robot.dialogue.understanding.tongues import Tongues
from robot.dialogue.understanding.topics import Topic
from robot.dialogue.understanding.training import Sample, fit, matrix
from robot.dialogue.understanding.words import clean, spoken

PENALTY = 0.05
CALM = 0.2
"""Share of the same spread in all directions that is mixed into the spread within topics."""
_STEPS = 30
_STEPS_WHOLE = 15
_STEPS_AGAIN = 10
_FOLDS = 6
_NOISY_WEIGHT = 0.5
_TEMPERATURES = np.geomspace(0.4, 2.5, 25)
_REMEMBERED = 1 << 16
"""Sentences whose features are remembered, so that learning again reads only new ones."""

Encode = Callable[[Sequence[str]], Floats]
"""Sentences, as `spoken`, to rows of unit length."""


def lesson_texts(topics: Sequence[Topic]) -> list[str]:
    """Every sentence that `learn` will ask vectors for."""
    return [spoken(clean(text)) for topic in topics for _, text in topic.lessons()]


def learn(topics: Sequence[Topic], encode: Encode, earlier: Model | None = None) -> Model:
    """Learn from the topics' names and examples.

    From `earlier` weights on, which were learnt from nearly the same topics, it takes a quarter of
    the time; their temperature stays. Deterministic. Each sentence is learnt twice: as written, and
    as a recogniser might mishear it (the spelling features only; its vector stays that of the
    sentence as written).
    """
    texts = lesson_texts(topics)
    lessons = [(c, i) for c, topic in enumerate(topics) for i, _ in enumerate(topic.lessons())]
    classes = np.array([c for c, _ in lessons])
    found, noisy = [_features(text)[0] for text in texts], [_features(text)[1] for text in texts]
    rare = rarity(found)
    vectors = encode(texts)
    share = _balance(classes, len(topics))
    sample = Sample(
        np.concatenate([vectors, vectors]) * np.float32(VECTOR_SHARE),
        matrix([*found, *noisy], rare),
        np.concatenate([classes, classes]),
        np.concatenate([share, share * _NOISY_WEIGHT]),
    )
    start = _start(topics, earlier, vectors.shape[1])
    if earlier is None:
        held = np.tile([crc32(f"{c} {i}".encode()) % _FOLDS == 0 for c, i in lessons], 2)
        start = fit(sample.where(~held), start, PENALTY, _STEPS)
        temperature = _fit_temperature(sample.where(held), start)
        weights = fit(sample, start, PENALTY, _STEPS_WHOLE)
    else:
        temperature = earlier.temperature
        weights = fit(sample, start, PENALTY, _STEPS_AGAIN)
    axes = _axes(vectors, classes, len(topics))
    tongues = Tongues.learn([tag for topic in topics for tag, _ in topic.lessons()], found)
    ids = tuple(topic.id for topic in topics)
    return Model(ids, rare, weights, temperature, axes, unit(vectors @ axes), classes, tongues)


@lru_cache(maxsize=_REMEMBERED)
def _features(text: str) -> tuple[Buckets, Buckets]:
    """Of a sentence as written, and as it might be misheard."""
    return buckets(text), buckets(misheard(text, crc32(text.encode())))


def _axes(vectors: Floats, classes: NDArray[np.int64], number: int) -> Floats:
    """The directions that tell topics apart best (Fisher's discriminant, a third whitened).

    What varies among sentences of one topic is shrunk, then the main axes of the topics' means are
    taken.
    """
    counts = np.maximum(np.bincount(classes, minlength=number), 1)
    means = np.zeros((number, vectors.shape[1]))
    np.add.at(means, classes, vectors)
    means /= counts[:, None]
    apart = vectors - means[classes]
    within = apart.T @ apart / len(vectors)
    even = np.trace(within) / len(within) + 1e-9
    spread, directions = np.linalg.eigh((1 - CALM) * within + CALM * even * np.eye(len(within)))
    shrunk = directions * spread**-0.15
    main = np.linalg.svd((means - means.mean(axis=0)) @ shrunk, full_matrices=False)[2][:AXES]
    axes: Floats = np.ascontiguousarray(shrunk @ main.T, np.float32)
    return axes


def _balance(classes: NDArray[np.int64], number: int) -> Floats:
    """Topics with many examples (out_of_scope) count less an example, rare ones more."""
    counts = np.maximum(np.bincount(classes, minlength=number), 1)
    share: Floats = np.sqrt(np.median(counts) / counts).astype(np.float32)
    return share[classes]


def _start(topics: Sequence[Topic], earlier: Model | None, dimension: int) -> Floats:
    start = np.zeros((dimension + BUCKETS + 1, len(topics)), np.float32)
    if earlier is not None and earlier.weights.shape[0] == start.shape[0]:
        known = {name: column for column, name in enumerate(earlier.ids)}
        for column, topic in enumerate(topics):
            if topic.id in known:
                start[:, column] = earlier.weights[:, known[topic.id]]
    return start


def _fit_temperature(held: Sample, weights: Floats) -> float:
    """The temperature under which sentences held back are least surprising; 1 if there are none."""
    if not len(held.classes):
        return 1.0
    logits = held.logits(weights).astype(np.float64)
    rows = np.arange(len(held.classes))

    def surprise(temperature: float) -> float:
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        chances = np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, held.classes]
        return float(np.average(chances, weights=held.weights))

    return min((float(t) for t in _TEMPERATURES), key=surprise, default=1.0)
