"""Floors as rectangles, for worlds that know boxes only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from robot.core.geometry import Point2D

Rectangle = tuple[float, float, float, float]
"""west, south, east, north, metres."""


def rectangles(points: tuple[Point2D, ...]) -> Iterator[Rectangle]:
    """A polygon with axis-parallel edges cut into rectangles; slanting edges are left out."""
    xs = sorted({p.x for p in points})
    edges = list(zip(points, (*points[1:], points[0]), strict=True))
    for west, east in pairwise(xs):
        middle = (west + east) / 2
        cuts = sorted(
            a.y for a, b in edges if a.y == b.y and min(a.x, b.x) < middle < max(a.x, b.x)
        )
        for south, north in zip(cuts[::2], cuts[1::2], strict=False):
            yield west, south, east, north
