"""The learnt part of understanding: arrays, and how they read a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from robot.dialogue.understanding.features import BUCKETS, Buckets, Floats, weigh
from robot.dialogue.understanding.tongues import Tongues

VECTOR_SHARE = 0.3
"""Length of the sentence vector beside the unit length of the features; see bench_understanding."""
AXES = 120
"""Directions in which neighbours are looked for; fewer than topics, and four times faster."""
NEIGHBOURS = 60
REACH = 0.06
"""Of the neighbours' votes: an example less alike by this much counts e times less."""


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
        likeness = self.examples @ unit(vector[None] @ self.axes)[0]
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


def unit(rows: Floats) -> Floats:
    """Rows of unit length; zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = rows / np.maximum(lengths, np.float32(1e-9))
    return scaled
