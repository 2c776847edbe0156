"""Tracks: who was seen before, where they are now, how they move; all as arrays over tracks.

Constant-velocity Kalman filter per track (both axes share one covariance), assignment of
sightings to tracks by least total distance (scipy's linear_sum_assignment).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from robot.core.driving_settings import PeopleSettings
from robot.core.rays import Floats
from robot.perception.legs import Sightings

_ACCELERATION_VAR = 1.2
"""Of people changing pace, m^2/s^3."""
_WHOLE_VAR = 0.07**2
"""Of a person's middle when both legs are seen, m^2."""
_ONE_LEG_VAR = 0.15**2
_FIRST_SPEED_VAR = 0.8**2
_TENTATIVE_COST_M = 0.2
"""Tracks not confirmed yet come second in the assignment."""
_LOST_COST = 1e3
_SLOWING_PER_S = 0.6
"""Unseen people are expected to slow down: share of their speed lost in a second."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """T tracks; each array has one row a track."""

    ids: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    state: Floats = field(default_factory=lambda: np.empty((0, 4)))
    """x, y (m), vx, vy (m/s), frame map."""
    covariance: Floats = field(default_factory=lambda: np.empty((0, 3)))
    """position, position-velocity, velocity; the same for both axes."""
    born_at: Floats = field(default_factory=lambda: np.empty((0, 2)))
    """Where first seen, m."""
    sightings: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    person_like: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """Sightings that looked like somebody who stands."""
    unseen_s: Floats = field(default_factory=lambda: np.empty(0))
    """Since the last sighting."""
    missed_s: Floats = field(default_factory=lambda: np.empty(0))
    """Of that, time in which the laser saw through the place."""
    confirmed: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, bool))
    """A person."""
    walked: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, bool))
    """Has been seen walking; what only stands may be a thing."""
    next_id: int = 1


def predicted(tracks: Tracks, dt_s: float) -> Tracks:
    """All tracks `dt_s` later."""
    if tracks.ids.size == 0:
        return tracks
    state = tracks.state.copy()
    slowing = np.where(tracks.unseen_s > 0.0, max(0.0, 1.0 - _SLOWING_PER_S * dt_s), 1.0)
    state[:, 2:] *= slowing[:, None]
    state[:, :2] += dt_s * state[:, 2:]
    pp, pv, vv = tracks.covariance.T
    q = _ACCELERATION_VAR
    covariance = np.stack(
        [
            pp + 2.0 * dt_s * pv + dt_s * dt_s * vv + q * dt_s**3 / 3.0,
            pv + dt_s * vv + q * dt_s**2 / 2.0,
            vv + q * dt_s,
        ],
        axis=1,
    )
    return replace(tracks, state=state, covariance=covariance)


def assign(
    tracks: Tracks, seen: Sightings, settings: PeopleSettings
) -> tuple[list[int], list[int]]:
    """Indices of tracks and of the sightings that are theirs."""
    if tracks.ids.size == 0 or seen.whole.size == 0:
        return [], []
    apart = tracks.state[:, None, :2] - seen.centres[None, :, :]
    metres = np.sqrt((apart * apart).sum(axis=2))
    gate = settings.gate_m + 0.4 * np.minimum(tracks.unseen_s, 1.0)
    possible = metres <= gate[:, None]
    cost = metres + np.where(tracks.confirmed, 0.0, _TENTATIVE_COST_M)[:, None]
    rows, columns = linear_sum_assignment(np.where(possible, cost, _LOST_COST))
    kept = possible[rows, columns]
    return rows[kept].tolist(), columns[kept].tolist()


def corrected(tracks: Tracks, rows: list[int], seen: Sightings, columns: list[int]) -> Tracks:
    """Tracks after the sightings assigned to them."""
    if not rows:
        return tracks
    state, covariance = tracks.state.copy(), tracks.covariance.copy()
    pp, pv, vv = covariance[rows].T
    noise = np.where(seen.whole[columns], _WHOLE_VAR, _ONE_LEG_VAR)
    gain_p, gain_v = pp / (pp + noise), pv / (pp + noise)
    miss = seen.centres[columns] - state[rows, :2]
    state[rows] += np.concatenate([gain_p[:, None] * miss, gain_v[:, None] * miss], axis=1)
    covariance[rows] = np.stack(
        [(1.0 - gain_p) * pp, (1.0 - gain_p) * pv, vv - gain_v * pv], axis=1
    )
    sightings, person_like = tracks.sightings.copy(), tracks.person_like.copy()
    sightings[rows] += 1
    person_like[rows] += seen.person_like[columns]
    unseen_s, missed_s = tracks.unseen_s.copy(), tracks.missed_s.copy()
    unseen_s[rows] = 0.0
    missed_s[rows] = 0.0
    return replace(
        tracks,
        state=state,
        covariance=covariance,
        sightings=sightings,
        person_like=person_like,
        unseen_s=unseen_s,
        missed_s=missed_s,
    )


def confirmed(tracks: Tracks, settings: PeopleSettings) -> Tracks:
    """Tracks that have shown themselves to be persons are marked so, for good."""
    if tracks.ids.size == 0:
        return tracks
    way = tracks.state[:, :2] - tracks.born_at
    walks = (tracks.sightings >= settings.confirm_sightings) & (
        (way * way).sum(axis=1) >= settings.confirm_move_m**2
    )
    stands = (tracks.sightings >= settings.confirm_still_sightings) & (
        2 * tracks.person_like >= tracks.sightings
    )
    return replace(
        tracks, confirmed=tracks.confirmed | walks | stands, walked=tracks.walked | walks
    )


def kept(tracks: Tracks, keep: NDArray[np.bool_]) -> Tracks:
    """Only some of the tracks."""
    if keep.all():
        return tracks
    return Tracks(
        tracks.ids[keep],
        tracks.state[keep],
        tracks.covariance[keep],
        tracks.born_at[keep],
        tracks.sightings[keep],
        tracks.person_like[keep],
        tracks.unseen_s[keep],
        tracks.missed_s[keep],
        tracks.confirmed[keep],
        tracks.walked[keep],
        tracks.next_id,
    )


def with_new(tracks: Tracks, seen: Sightings, used: list[int]) -> Tracks:
    """A new track for every sighting that is nobody's."""
    fresh = np.ones(seen.whole.size, dtype=bool)
    fresh[used] = False
    count = int(np.count_nonzero(fresh))
    if count == 0:
        return tracks
    centres = seen.centres[fresh]
    start = np.array([_ONE_LEG_VAR, 0.0, _FIRST_SPEED_VAR])
    return Tracks(
        np.append(tracks.ids, tracks.next_id + np.arange(count)),
        np.concatenate([tracks.state, np.concatenate([centres, np.zeros((count, 2))], axis=1)]),
        np.concatenate([tracks.covariance, np.tile(start, (count, 1))]),
        np.concatenate([tracks.born_at, centres]),
        np.append(tracks.sightings, np.ones(count, np.int64)),
        np.append(tracks.person_like, seen.person_like[fresh].astype(np.int64)),
        np.append(tracks.unseen_s, np.zeros(count)),
        np.append(tracks.missed_s, np.zeros(count)),
        np.append(tracks.confirmed, np.zeros(count, bool)),
        np.append(tracks.walked, np.zeros(count, bool)),
        tracks.next_id + count,
    )
