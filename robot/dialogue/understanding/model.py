"""The learnt part of understanding: arrays, how they are learnt, and how they read a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from robot.dialogue.understanding.features import BUCKETS, Buckets, buckets, matrix, rarity, weigh
from robot.dialogue.understanding.noise import misheard
from robot.dialogue.understanding.tongues import Tongues
from robot.dialogue.understanding.topics import Topic
from robot.dialogue.understanding.training import Floats, Sample, fit
from robot.dialogue.understanding.words import clean, spoken

VECTOR_SHARE = 0.5
"""Length of the sentence vector beside the unit length of the features; see bench_understanding."""
PENALTY = 0.05
AXES = 120
"""Directions in which neighbours are looked for; fewer than topics, and four times faster."""
CALM = 0.2
"""Share of the same spread in all directions that is mixed into the spread within topics."""
NEIGHBOURS = 60
REACH = 0.06
"""Of the neighbours' votes: an example less alike by this much counts e times less."""
_STEPS = 30
_STEPS_AGAIN = 15
_FOLDS = 6
_NOISY_WEIGHT = 0.5
_TEMPERATURES = np.geomspace(0.4, 2.5, 25)

Encode = Callable[[Sequence[str]], Floats]
"""Sentences, as `spoken`, to rows of unit length."""


@dataclass(frozen=True)
class Model:
    """What was learnt; plain arrays, so that it can be kept in a file."""

    ids: tuple[str, ...]
    """Topic of each column of `weights`."""
    rarity: Floats
    """(BUCKETS,)."""
    weights: Floats
    """(dimension + BUCKETS + 1, topics): sentence vector, features, constant."""
    temperature: float
    """Divides the logits; fitted on sentences that were held back."""
    axes: Floats
    """(dimension, AXES): the directions that tell topics apart best."""
    examples: Floats
    """(sentences, AXES): everything that was learnt from, along `axes`; unit length."""
    classes: NDArray[np.int64]
    """(sentences,): topic of each of `examples`."""
    tongues: Tongues
    """Tells the language."""

    def logits(self, vectors: Floats, found: Sequence[Buckets]) -> Floats:
        """(n, topics), calibrated: softmax of a row reads as probabilities."""
        dimension = vectors.shape[1]
        rows: Floats = (vectors * np.float32(VECTOR_SHARE)) @ self.weights[:dimension]
        rows += self.weights[-1]
        for row, text in zip(rows, found, strict=True):
            row += weigh(text, self.rarity) @ self.weights[dimension + text]
        rows /= np.float32(self.temperature)
        return rows

    def nearest(self, vector: Floats) -> NDArray[np.float64]:
        """(topics,), sums to 1: the topics of the examples nearest in meaning to one vector."""
        likeness = self.examples @ _unit(vector[None] @ self.axes)[0]
        number = min(NEIGHBOURS, len(likeness))
        near = np.argpartition(likeness, -number)[-number:]
        weights = np.exp((likeness[near] - likeness[near].max()) / REACH)
        votes = np.zeros(len(self.ids))
        np.add.at(votes, self.classes[near], weights / weights.sum())
        return votes

    def to_arrays(self) -> dict[str, Any]:
        """For a file; `from_arrays` reads it back, with weights of half precision."""
        return {
            "ids": np.array(self.ids),
            "rarity": self.rarity,
            "weights": self.weights.astype(np.float16),
            "temperature": np.array(self.temperature),
            "axes": self.axes,
            "examples": self.examples.astype(np.float16),
            "classes": self.classes,
            "languages": np.array(self.tongues.tags),
            "evidence": self.tongues.evidence.astype(np.float16),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Model:
        """Read back; KeyError or ValueError for anything else than `to_arrays` gave."""
        weights = arrays["weights"].astype(np.float32)
        ids = tuple(str(name) for name in arrays["ids"])
        if weights.ndim != 2 or weights.shape[1] != len(ids) or weights.shape[0] <= BUCKETS:
            raise ValueError(f"weights {weights.shape} for {len(ids)} topics")
        if arrays["rarity"].shape != (BUCKETS,):
            raise ValueError(f"rarity {arrays['rarity'].shape}")
        examples, classes = arrays["examples"].astype(np.float32), arrays["classes"]
        axes = arrays["axes"]
        if examples.shape != (len(classes), axes.shape[1]):
            raise ValueError(f"examples {examples.shape} of {len(classes)} classes, {axes.shape}")
        warmth = float(arrays["temperature"])
        tags = tuple(str(tag) for tag in arrays["languages"])
        tongues = Tongues(tags, arrays["evidence"].astype(np.float32))
        if tongues.evidence.shape != (BUCKETS, len(tags)):
            raise ValueError(f"evidence {tongues.evidence.shape} of {len(tags)} languages")
        return cls(ids, arrays["rarity"], weights, warmth, axes, examples, classes, tongues)


def lesson_texts(topics: Sequence[Topic]) -> list[str]:
    """Every sentence that `learn` will ask vectors for."""
    return [spoken(clean(text)) for topic in topics for _, text in topic.lessons()]


def learn(topics: Sequence[Topic], encode: Encode, earlier: Model | None = None) -> Model:
    """Learn from the topics' names and examples; from `earlier` weights on it takes less time.

    Deterministic. Each sentence is learnt twice: as written, and as a recogniser might mishear it
    (the spelling features only; its vector stays that of the sentence as written).
    """
    texts = lesson_texts(topics)
    lessons = [(c, i) for c, topic in enumerate(topics) for i, _ in enumerate(topic.lessons())]
    classes = np.array([c for c, _ in lessons])
    folds = np.array([crc32(f"{c} {i}".encode()) % _FOLDS for c, i in lessons])
    found = [buckets(text) for text in texts]
    noisy = [buckets(misheard(text, seed)) for seed, text in enumerate(texts)]
    rare = rarity(found)
    vectors = encode(texts)
    sample = Sample(
        np.concatenate([vectors, vectors]) * np.float32(VECTOR_SHARE),
        matrix([*found, *noisy], rare),
        np.concatenate([classes, classes]),
        np.concatenate([share := _balance(classes, len(topics)), share * _NOISY_WEIGHT]),
    )
    start = _start(topics, earlier, vectors.shape[1])
    held = np.concatenate([folds == 0, folds == 0])
    tried = fit(sample.where(~held), start, PENALTY, _STEPS if earlier is None else _STEPS_AGAIN)
    temperature = _fit_temperature(sample.where(held), tried)
    weights = fit(sample, tried, PENALTY, _STEPS_AGAIN)
    ids = tuple(topic.id for topic in topics)
    axes = _axes(vectors, classes, len(topics))
    tongues = Tongues.learn([tag for topic in topics for tag, _ in topic.lessons()], found)
    return Model(ids, rare, weights, temperature, axes, _unit(vectors @ axes), classes, tongues)


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


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(lengths, np.float32(1e-9))
    return unit


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
