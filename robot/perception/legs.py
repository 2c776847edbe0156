"""From points that the map does not explain to where persons may stand: clusters, legs, pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.driving_settings import PeopleSettings
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


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of neighbouring points, in ray order."""

    centres: Floats
    """(C, 2), metres, frame of the points, moved from the seen front to the middle."""
    widths_m: Floats
    """(C,) from the first to the last point."""
    leg_like: NDArray[np.bool_]
    """(C,) whether thick enough for a leg, by more than one ray."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """Where persons may stand."""

    centres: Floats
    """(D, 2), metres, frame of the points."""
    whole: NDArray[np.bool_]
    """(D,) whether both legs were seen, apart or as one; else the middle is less sure."""
    person_like: NDArray[np.bool_]
    """(D,) whether somebody who stands looks so."""


NOTHING = Sightings(np.empty((0, 2)), np.empty(0, bool), np.empty(0, bool))
"""Nobody."""


def clusters_of(
    points: Floats, origin: Floats, angle_step_rad: float, settings: PeopleSettings
) -> Clusters:
    """Neighbouring points grouped. `points`: (N, 2) in ray order; `origin`: (2,) of the laser."""
    rays = points - origin
    ranges = np.sqrt((rays * rays).sum(axis=1))
    steps = points - np.roll(points, 1, axis=0)
    gaps = np.sqrt((steps * steps).sum(axis=1))
    breaks = gaps > settings.leg_gap_m + 1.5 * angle_step_rad * ranges
    starts = np.flatnonzero(breaks)
    if starts.size == 0:
        starts = np.array([0])
    elif starts[0] > 0:  # the turn's end belongs to its first cluster
        points = np.roll(points, -starts[0], axis=0)
        rays = np.roll(rays, -starts[0], axis=0)
        ranges = np.roll(ranges, -starts[0])
        starts = starts - starts[0]
    starts = _split(starts, points, settings)
    counts = np.diff(np.append(starts, points.shape[0]))
    ends = starts + counts - 1
    span = points[ends] - points[starts]
    middle = points + rays * (_LEG_DEPTH_M / np.maximum(ranges, 0.05))[:, None]
    centres = np.add.reduceat(middle, starts, axis=0) / counts[:, None]
    widths = np.sqrt((span * span).sum(axis=1))
    thick = (counts > 1) & (widths + angle_step_rad * ranges[starts] >= _LEG_AT_LEAST_M)
    return Clusters(centres, widths, thick)


def _split(
    starts: NDArray[np.intp], points: Floats, settings: PeopleSettings
) -> NDArray[np.intp]:
    """More starts, so that several people standing close become several clusters."""
    ends = np.append(starts[1:], points.shape[0]) - 1
    span = points[ends] - points[starts]
    widths = np.sqrt((span * span).sum(axis=1))
    wide = np.flatnonzero(widths > settings.max_person_width_m)
    if wide.size == 0:
        return starts
    extra: list[int] = []
    for index in wide.tolist():
        parts = min(int(np.ceil(widths[index] / _SPLIT_WIDTH_M)), int(ends[index] - starts[index]))
        cuts = np.linspace(starts[index], ends[index] + 1, max(parts, 1) + 1)[1:-1]
        extra.extend(int(cut) for cut in cuts)
    return np.unique(np.concatenate([starts, np.array(extra, dtype=np.intp)]))


def sightings_of(clusters: Clusters, expected: Floats, settings: PeopleSettings) -> Sightings:
    """Legs joined to persons; whoever is expected, (T, 2), decides which legs belong together."""
    count = clusters.widths_m.size
    if count == 0:
        return NOTHING
    partner = _pairs(clusters, expected, settings)
    first = [i for i in range(count) if partner[i] < 0 or i < partner[i]]
    second = [partner[i] if partner[i] >= 0 else i for i in first]
    centres = (clusters.centres[first] + clusters.centres[second]) / 2.0
    pair = np.array([a != b for a, b in zip(first, second, strict=True)], dtype=bool)
    whole = pair | (clusters.widths_m[first] > settings.max_leg_width_m)
    person_like = clusters.leg_like[first] | clusters.leg_like[second]
    return Sightings(centres, whole, person_like)


def _pairs(clusters: Clusters, expected: Floats, settings: PeopleSettings) -> list[int]:
    """For each cluster the other leg's index, or -1; nearest pairs first."""
    centres, narrow = clusters.centres, clusters.widths_m <= settings.max_leg_width_m
    partner = [-1] * narrow.size
    apart = _distances(centres, centres)
    a, b = np.nonzero(np.triu(apart <= settings.max_stride_m, 1) & narrow[:, None] & narrow)
    if a.size == 0:
        return partner
    cost = apart[a, b]
    if expected.shape[0]:
        to_expected = _distances(centres, expected)
        owner = np.where(to_expected.min(axis=1) < _OWN_TRACK_M, to_expected.argmin(axis=1), -1)
        middles = (centres[a] + centres[b]) / 2.0
        cost = cost + np.minimum(_distances(middles, expected).min(axis=1), _UNEXPECTED_COST)
        strangers = (owner[a] != owner[b]) & (owner[a] >= 0) & (owner[b] >= 0)
        cost = np.where(strangers, np.inf, cost)
    for index in np.argsort(cost, kind="stable").tolist():
        i, j = int(a[index]), int(b[index])
        if cost[index] < np.inf and partner[i] < 0 and partner[j] < 0:
            partner[i], partner[j] = j, i
    return partner


def _distances(a: Floats, b: Floats) -> Floats:
    """(A, B) metres between two lists of points."""
    apart = a[:, None, :] - b[None, :, :]
    return np.asarray(np.sqrt((apart * apart).sum(axis=2)))
