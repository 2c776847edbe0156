"""Tracks: who was seen before, where they are now, how they move.

Constant-velocity Kalman filter per track (both axes share one covariance), assignment of
sightings to tracks by least total distance (scipy's linear_sum_assignment). Plain numbers: for the
handful of people around a robot they are quicker than arrays.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from robot.core.driving_settings import PeopleSettings
from robot.core.geometry import Point2D
from robot.perception.legs import Sighting

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
_TENTATIVE_PATIENCE_S = 0.35
_TENTATIVE_MISSED_S = 0.3

Assignment = list[tuple["Track", Sighting]]


@dataclass(slots=True)
class Track:
    """One person, or what may become one; changed in place from scan to scan."""

    number: int
    born_x: float
    """Where first seen, m, frame map."""
    born_y: float
    x: float
    """Metres, frame map."""
    y: float
    person_like: int
    """Sightings that looked like somebody who stands."""
    sightings: int = 1
    vx: float = 0.0
    """m/s."""
    vy: float = 0.0
    position_var: float = _ONE_LEG_VAR
    """m^2; the same for both axes, as are the next two."""
    covariance: float = 0.0
    """Of position and velocity, m^2/s."""
    velocity_var: float = _FIRST_SPEED_VAR
    """m^2/s^2."""
    unseen_s: float = 0.0
    """Since the last sighting."""
    missed_s: float = 0.0
    """Of that, time in which the laser saw through the place."""
    confirmed: bool = False
    """A person."""
    walked: bool = False
    """Has been seen walking; what only stands may be a thing."""

    @staticmethod
    def of(number: int, seen: Sighting) -> Track:
        """A new one for a sighting that is nobody's."""
        return Track(number, seen.x, seen.y, seen.x, seen.y, int(seen.person_like))

    @property
    def position(self) -> Point2D:
        """Frame map."""
        return Point2D(self.x, self.y)

    def predict(self, dt_s: float) -> None:
        """Go on as it went for `dt_s`."""
        if self.unseen_s > 0.0:
            slowing = max(0.0, 1.0 - _SLOWING_PER_S * dt_s)
            self.vx *= slowing
            self.vy *= slowing
        self.x += dt_s * self.vx
        self.y += dt_s * self.vy
        pv, vv, q = self.covariance, self.velocity_var, _ACCELERATION_VAR
        self.position_var += 2.0 * dt_s * pv + dt_s * dt_s * vv + q * dt_s**3 / 3.0
        self.covariance += dt_s * vv + q * dt_s**2 / 2.0
        self.velocity_var += q * dt_s

    def correct(self, seen: Sighting) -> None:
        """Take in a sighting of it."""
        noise = _WHOLE_VAR if seen.whole else _ONE_LEG_VAR
        total = self.position_var + noise
        gain, gain_v = self.position_var / total, self.covariance / total
        dx, dy = seen.x - self.x, seen.y - self.y
        self.x += gain * dx
        self.y += gain * dy
        self.vx += gain_v * dx
        self.vy += gain_v * dy
        self.velocity_var -= gain_v * self.covariance
        self.position_var *= 1.0 - gain
        self.covariance *= 1.0 - gain
        self.sightings += 1
        self.person_like += seen.person_like
        self.unseen_s = self.missed_s = 0.0

    def age(self, dt_s: float, seen_through: bool) -> None:
        """Not seen for `dt_s` more, as far as is known yet."""
        self.unseen_s += dt_s
        if seen_through:
            self.missed_s += dt_s

    def confirm(self, settings: PeopleSettings) -> None:
        """What has shown itself to be a person is marked so, for good."""
        if not self.walked and self.sightings >= settings.confirm_sightings:
            way = math.hypot(self.x - self.born_x, self.y - self.born_y)
            self.walked = way >= settings.confirm_move_m
        stands = (
            self.sightings >= settings.confirm_still_sightings
            and 2 * self.person_like >= self.sightings
        )
        self.confirmed = self.confirmed or self.walked or stands

    def is_alive(self, settings: PeopleSettings) -> bool:
        """Seen lately enough."""
        if self.confirmed:
            return self.unseen_s <= settings.max_hidden_s and self.missed_s <= settings.max_missed_s
        return self.unseen_s <= _TENTATIVE_PATIENCE_S and self.missed_s <= _TENTATIVE_MISSED_S


def assign(
    tracks: Sequence[Track], seen: Sequence[Sighting], settings: PeopleSettings
) -> tuple[Assignment, list[Sighting]]:
    """Each track with the sighting that is its, and the sightings that are nobody's."""
    costs: dict[tuple[int, int], float] = {}
    for row, track in enumerate(tracks):
        gate = settings.gate_m + 0.4 * min(track.unseen_s, 1.0)
        extra = 0.0 if track.confirmed else _TENTATIVE_COST_M
        for column, each in enumerate(seen):
            metres = math.hypot(each.x - track.x, each.y - track.y)
            if metres <= gate:
                costs[row, column] = metres + extra
    pairs = _cheapest(costs, len(tracks), len(seen))
    taken = {column for _, column in pairs}
    strangers = [each for column, each in enumerate(seen) if column not in taken]
    return [(tracks[row], seen[column]) for row, column in pairs], strangers


def _cheapest(
    costs: dict[tuple[int, int], float], rows: int, columns: int
) -> list[tuple[int, int]]:
    """Pairs of row and column, each used once, as many as possible at the least total cost."""
    if len({row for row, _ in costs}) == len({column for _, column in costs}) == len(costs):
        return list(costs)  # nobody claims what another claims
    table = np.full((rows, columns), _LOST_COST)
    for place, cost in costs.items():
        table[place] = cost
    chosen = zip(*(each.tolist() for each in linear_sum_assignment(table)), strict=True)
    return [(row, column) for row, column in chosen if (row, column) in costs]
