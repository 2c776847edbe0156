"""Multinomial logistic regression on sentence vectors and hashed features, in float32.

Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5) in place of scipy's
optimiser, which works in float64 on flat copies and takes four times as long here. A start from
earlier weights needs a fraction of the steps.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from robot.dialogue.understanding.features import BUCKETS, Buckets, Floats, weigh

_MEMORY = 6
_ENOUGH = 2e-5


@dataclass(frozen=True)
class Sample:
    """What is learnt from: row i of both matrices belongs to class `classes[i]`."""

    vectors: Floats
    """(n, dimension)."""
    features: sparse.csr_matrix
    """(n, BUCKETS)."""
    classes: NDArray[np.int64]
    """(n,)."""
    weights: Floats
    """(n,) how much each row counts."""

    def where(self, chosen: NDArray[np.bool_]) -> Sample:
        """The chosen rows."""
        rows = np.flatnonzero(chosen)
        return Sample(
            self.vectors[rows], self.features[rows], self.classes[rows], self.weights[rows]
        )

    def logits(self, weights: Floats) -> Floats:
        """(n, classes): vectors, then features, then the constant meet the rows of `weights`."""
        dimension = self.vectors.shape[1]
        product: Floats = self.features @ weights[dimension:-1]
        product += self.vectors @ weights[:dimension]
        product += weights[-1]
        return product


def matrix(texts: Sequence[Buckets], weights: Floats) -> sparse.csr_matrix:
    """(len(texts), BUCKETS) of unit rows."""
    starts = np.cumsum([0, *(len(found) for found in texts)])
    columns = np.concatenate([np.empty(0, np.int32), *texts])
    values = np.concatenate([np.empty(0, np.float32), *(weigh(found, weights) for found in texts)])
    return sparse.csr_matrix((values, columns, starts), shape=(len(texts), BUCKETS))


def fit(sample: Sample, start: Floats, penalty: float, steps: int) -> Floats:
    """Weights (dimension + BUCKETS + 1, classes) that explain `sample`, from `start` on."""
    backwards = sample.features.T.tocsr()
    rows = np.arange(len(sample.classes))

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = sample.logits(weights)
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        total = chances.sum(axis=1, keepdims=True)
        surprise = np.log(total[:, 0]) - logits[rows, sample.classes]
        value = float(sample.weights @ surprise)
        value += penalty / 2 * float(np.vdot(weights[:-1], weights[:-1]))
        chances /= total
        chances[rows, sample.classes] -= 1
        chances *= sample.weights[:, None]
        slope = penalty * weights
        slope[-1] = chances.sum(axis=0)
        dimension = sample.vectors.shape[1]
        slope[:dimension] += sample.vectors.T @ chances
        slope[dimension:-1] += backwards @ chances
        return value, slope

    return _descend(loss, start, steps)


def _descend(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    here, (value, slope) = start, loss(start)
    memory: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    for _ in range(steps):
        way = _direction(slope, memory)
        length = 1.0 if memory else 1 / max(1e-9, float(np.linalg.norm(slope)))
        decline = float(np.vdot(slope, way))
        for _ in range(20):
            there = here + np.float32(length) * way
            new_value, new_slope = loss(there)
            if new_value <= value + 1e-4 * length * decline:
                break
            length /= 2
        moved, bent = there - here, new_slope - slope
        curvature = float(np.vdot(moved, bent))
        if curvature > 1e-10:
            memory.append((moved, bent, curvature))
        done = abs(value - new_value) < _ENOUGH * abs(value)
        here, value, slope = there, new_value, new_slope
        if done:
            break
    return here


def _direction(slope: Floats, memory: deque[tuple[Floats, Floats, float]]) -> Floats:
    way: Floats = slope.copy()
    shares = []
    for moved, bent, curvature in reversed(memory):
        share = float(np.vdot(moved, way)) / curvature
        shares.append(share)
        way -= np.float32(share) * bent
    if memory:
        moved, bent, curvature = memory[-1]
        way *= np.float32(curvature / float(np.vdot(bent, bent)))
    for (moved, bent, curvature), share in zip(memory, reversed(shares), strict=True):
        way += np.float32(share - float(np.vdot(bent, way)) / curvature) * moved
    way *= -1
    return way
