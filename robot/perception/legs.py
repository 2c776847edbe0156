"""From points that the map does not explain to where persons may stand: clusters, legs, pairs.

Points of the plane are complex numbers here while there are many of them (x + iy: one array
operation where two columns take several), and plain floats once they are few.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.driving_settings import PeopleSettings
from robot.core.geometry import Point2D, distance
from robot.core.rays import Floats

_LEG_DEPTH_M = 0.06
"""The laser sees a leg's front; its middle lies this much farther."""
_OWN_TRACK_M = 0.45
"""A cluster this near to where somebody is expected is theirs."""
_SPLIT_WIDTH_M = 0.6
"""Clusters wider than a person are cut in parts about this wide."""
_UNEXPECTED_COST = 0.4
_LEG_AT_LEAST_M = 0.08
"""Thinner things (legs of chairs and tables, poles) are no legs of people."""

Plane = NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Neighbouring points."""

    x: float
    """Metres, frame of the points, moved from the seen front to the middle."""
    y: float
    width_m: float
    """From the first to the last point."""
    leg_like: bool
    """Thick enough for a leg, by more than one ray."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a person may stand."""

    x: float
    """Metres, frame of the points."""
    y: float
    whole: bool
    """Both legs were seen, apart or as one; else the middle is less sure."""
    person_like: bool
    """Somebody who stands looks so."""


def clusters_of(
    points: Floats, origin: Point2D, angle_step_rad: float, settings: PeopleSettings
) -> list[Cluster]:
    """Neighbouring points grouped. `points`: (N, 2) in ray order, N > 0; `origin`: of the laser."""
    at: Plane = np.ascontiguousarray(points).view(np.complex128)[:, 0]
    rays = at - complex(origin.x, origin.y)
    ranges = np.abs(rays)
    starts = _starts(at, ranges, angle_step_rad, settings)
    middle = at + rays * (_LEG_DEPTH_M / np.maximum(ranges, 0.05))
    if starts[0] > 0:  # the turn's end belongs to its first cluster
        first = starts[0]
        at, middle, ranges = (np.roll(each, -first) for each in (at, middle, ranges))
        starts = [start - first for start in starts]
    starts = _split(starts, at, settings)
    sums = np.add.reduceat(middle, starts).tolist()
    fronts, start_ranges = at[starts].tolist(), ranges[starts].tolist()
    ends = [*starts[1:], at.size]
    backs = at[[end - 1 for end in ends]].tolist()
    clusters = []
    for index, start in enumerate(starts):
        count = ends[index] - start
        width = abs(backs[index] - fronts[index])
        thick = count > 1 and width + angle_step_rad * start_ranges[index] >= _LEG_AT_LEAST_M
        centre = sums[index] / count
        clusters.append(Cluster(centre.real, centre.imag, width, thick))
    return clusters


def _starts(
    at: Plane, ranges: Floats, angle_step_rad: float, settings: PeopleSettings
) -> list[int]:
    """Indices of points that do not belong to the one before; the last is before the first."""
    limits = settings.leg_gap_m + 1.5 * angle_step_rad * ranges
    gaps = np.empty(at.size)
    np.abs(at[1:] - at[:-1], out=gaps[1:])
    gaps[0] = abs(at[0] - at[-1])
    starts: list[int] = (gaps > limits).nonzero()[0].tolist()
    return starts or [0]


def _split(starts: list[int], at: Plane, settings: PeopleSettings) -> list[int]:
    """More starts, so that several people standing close become several clusters."""
    ends = [*starts[1:], at.size]
    split: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        split.append(start)
        width = abs(at[end - 1] - at[start])
        if width <= settings.max_person_width_m:
            continue
        parts = max(min(math.ceil(width / _SPLIT_WIDTH_M), end - 1 - start), 1)
        cuts = np.linspace(start, end, parts + 1)[1:-1].astype(int).tolist()
        split.extend(cut for cut in cuts if cut > start)
    return split


def sightings_of(
    clusters: Sequence[Cluster], expected: Sequence[Point2D], settings: PeopleSettings
) -> list[Sighting]:
    """Legs joined to persons; whoever is expected decides which legs belong together."""
    partner = _pairs(clusters, expected, settings)
    sightings = []
    for index, one in enumerate(clusters):
        other = partner.get(index)
        if other is None:
            whole = one.width_m > settings.max_leg_width_m
            sightings.append(Sighting(one.x, one.y, whole, one.leg_like))
        elif index < other:
            two = clusters[other]
            x, y = (one.x + two.x) / 2.0, (one.y + two.y) / 2.0
            sightings.append(Sighting(x, y, True, one.leg_like or two.leg_like))
    return sightings


def _pairs(
    clusters: Sequence[Cluster], expected: Sequence[Point2D], settings: PeopleSettings
) -> dict[int, int]:
    """For each cluster that is one of two legs the other's index; nearest pairs first."""
    legs = [i for i, each in enumerate(clusters) if each.width_m <= settings.max_leg_width_m]
    close: list[tuple[float, int, int]] = []
    for place, i in enumerate(legs):
        one = clusters[i]
        for j in legs[place + 1 :]:
            apart = math.hypot(one.x - clusters[j].x, one.y - clusters[j].y)
            if apart <= settings.max_stride_m:
                close.append((apart, i, j))
    if close and expected:
        close = _by_expectation(close, clusters, expected)
    partner: dict[int, int] = {}
    for _, i, j in sorted(close):
        if i not in partner and j not in partner:
            partner[i], partner[j] = j, i
    return partner


def _by_expectation(
    close: list[tuple[float, int, int]], clusters: Sequence[Cluster], expected: Sequence[Point2D]
) -> list[tuple[float, int, int]]:
    """Pairs that make somebody expected cost less; legs of two different persons are no pair."""
    owner: dict[int, int] = {}
    for i in {index for _, *pair in close for index in pair}:
        away, who = _nearest(Point2D(clusters[i].x, clusters[i].y), expected)
        if away < _OWN_TRACK_M:
            owner[i] = who
    weighed = []
    for apart, i, j in close:
        if i in owner and j in owner and owner[i] != owner[j]:
            continue
        one, two = clusters[i], clusters[j]
        middle = Point2D((one.x + two.x) / 2.0, (one.y + two.y) / 2.0)
        weighed.append((apart + min(_nearest(middle, expected)[0], _UNEXPECTED_COST), i, j))
    return weighed


def _nearest(point: Point2D, expected: Sequence[Point2D]) -> tuple[float, int]:
    return min((distance(point, each), index) for index, each in enumerate(expected))
