"""Those who come along with a visitor: they keep near, say nothing, and leave together."""

from __future__ import annotations

import cmath
from dataclasses import dataclass

from sim.embedded.people import Crowd

_BESIDE = (complex(-0.75, 0.45), complex(-0.75, -0.45), complex(-1.3, 0.0))
"""Where each companion keeps to: behind the visitor, to both sides; x ahead, metres."""
_NEAR_M = 0.35
_HURRY = 1.25


@dataclass(slots=True)
class Companion:
    """One body that goes where the visitor goes."""

    body: int
    number: int
    """The first, second or third."""

    def step(self, crowd: Crowd, visitor: int, pace_mps: float) -> None:
        """Keep near the visitor, who is that body of the crowd."""
        bodies, body = crowd.bodies, self.body
        leader = complex(bodies.at[visitor])
        ahead = cmath.rect(1.0, float(bodies.heading[visitor]))
        target = leader + _BESIDE[self.number] * ahead
        if crowd.walls.at_point(target.real, target.imag) < 0.3:
            target = leader - 0.7 * ahead
        gap = abs(target - complex(bodies.at[body]))
        crowd.target[body] = (target.real, target.imag)
        crowd.looks_at[body] = (leader.real, leader.imag)
        crowd.stops[body] = True
        crowd.pace[body] = 0.0 if gap < _NEAR_M else pace_mps * _HURRY
