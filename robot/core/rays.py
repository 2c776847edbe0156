"""From a laser's ranges to points in the plane."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from robot.core.geometry import Pose2D
from robot.core.scan import Scan

Floats = NDArray[np.float64]


def hit_points(scan: Scan, within_m: float = math.inf) -> Floats:
    """(M, 2) points met no farther than `within_m`, laser frame, metres, in ray order."""
    points, ranges = scan.hits
    return points if within_m >= scan.range_max_m else chosen(points, ranges <= within_m)


def chosen(points: Floats, mask: NDArray[np.bool_]) -> Floats:
    """Those of (N, 2) points for which (N,) `mask` holds; several times quicker than indexing."""
    return points.take(mask.nonzero()[0], axis=0)


def lengths_m(vectors: Floats) -> Floats:
    """(N,) lengths of (N, 2) vectors."""
    return np.abs(_plane(vectors))[:, 0]


def measured_share(scan: Scan) -> float:
    """Share of rays that brought a measurement (nothing in range counts, a drop-out does not)."""
    if scan.ranges.size == 0:
        return 0.0
    return 1.0 - float(np.count_nonzero(np.isnan(scan.ranges))) / scan.ranges.size


def moved(points: Floats, frame: Pose2D) -> Floats:
    """Points given in `frame` expressed in the frame in which `frame` is given; (N, 2), metres.

    Not to be written to: may be the very same array.
    """
    if frame.x == 0.0 and frame.y == 0.0 and frame.yaw == 0.0:
        return points
    turned = _plane(points) * complex(math.cos(frame.yaw), math.sin(frame.yaw))
    turned += complex(frame.x, frame.y)
    return turned.view(np.float64)


def _plane(vectors: Floats) -> NDArray[np.complex128]:
    """(N, 1) the same as x + iy: one operation where two columns take several."""
    if not vectors.flags.c_contiguous:
        vectors = np.ascontiguousarray(vectors)
    return vectors.view(np.complex128)
