"""Where people stand and how their legs swing; who sets their velocities is elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import types
from numpy.typing import NDArray

from robot.core.compiled import COUNT, NUMBER, compiled, read, written
from robot.core.rays import Floats
from sim.embedded.figures import Figure, Parts

_AWAY, _APART_M = complex(-100.0, -100.0), 5.0
"""Where bodies are that nobody has, and how far from each other."""
LONG_M = 0.4
"""Nothing of a striding person without luggage is farther from their middle."""
_LEG_SWING_M = 0.24
"""How far a leg is ahead of the trunk, at beam height, in a stride at 1.3 m/s."""


@dataclass(slots=True)
class Bodies:
    """Row i is person i; frame map."""

    position: NDArray[np.float64]
    """(N, 2), metres."""
    velocity: NDArray[np.float64]
    """(N, 2), m/s."""
    heading: NDArray[np.float64]
    """(N,), radians."""
    stride: NDArray[np.float64]
    """(N,), phase of the legs, radians."""
    present: NDArray[np.bool_]
    """(N,), the others are not in the building."""
    _figures: tuple[Figure, ...]
    _parts: Parts

    @staticmethod
    def none(figures: tuple[Figure, ...]) -> Bodies:
        """Nobody there; who may come looks like this."""
        count = len(figures)
        nowhere, no, parts = np.zeros((count, 2)), np.zeros(count, bool), Parts.of(figures)
        bodies = Bodies(
            nowhere, np.zeros((count, 2)), np.zeros(count), np.zeros(count), no, figures, parts
        )
        for index in range(count):
            bodies.send_away(index)
        return bodies

    @property
    def at(self) -> NDArray[np.complex128]:
        """(N,) positions as x + iy, of the same memory."""
        return self.position.view(np.complex128)[:, 0]

    @property
    def speed(self) -> NDArray[np.complex128]:
        """(N,) velocities as x + iy, of the same memory."""
        return self.velocity.view(np.complex128)[:, 0]

    def move(self, dt_s: float) -> None:
        """Everybody goes on for `dt_s` seconds; steps get longer and quicker with the pace."""
        self.position += self.velocity * dt_s
        pace = np.abs(self.speed)
        rate = 2.0 * math.pi * np.where(pace > 0.05, 0.45 + 0.35 * pace, 0.0)
        self.stride += rate * dt_s

    def send_away(self, index: int) -> None:
        """Out of the building, to a place of their own, so that no two bodies overlap."""
        self.present[index] = False
        self.at[index] = _AWAY - _APART_M * index
        self.velocity[index] = 0.0

    def parts(self) -> NDArray[np.complex128]:
        """(P,) where the parts of all of them are."""
        parts = self._parts
        return _parts(
            self.position, self.velocity, self.heading, self.stride, parts.who, parts.x, parts.y,
            parts.swing,
        )  # fmt: skip

    @property
    def long(self) -> NDArray[np.bool_]:
        """(N,) who comes out far: with a pram, a walking frame, a bag."""
        return np.array([figure.length_m > LONG_M for figure in self._figures])

    def ahead_m(self, body: int) -> float:
        """How far somebody comes out ahead."""
        return self.reach_m(body, 0.0, 0.0)

    def reach_m(self, body: int, heading: float, towards: float) -> float:
        """How far somebody, or what they push, comes out from their middle to that side.

        `heading`: theirs; `towards`: a direction, both in map, radians.
        """
        figure, turn = self._figures[body], towards - heading
        c, s = math.cos(turn), math.sin(turn)
        outs = [c * p.x_m + s * p.y_m + abs(c * p.swing) * _LEG_SWING_M + p.radius_m
                for p in figure.parts]  # fmt: skip
        return max(figure.trunk_radius_m, *outs)


@compiled(
    written(types.complex128), read(NUMBER, 2), read(NUMBER, 2), read(NUMBER), read(NUMBER),
    read(COUNT), read(NUMBER), read(NUMBER), read(NUMBER),
)  # fmt: skip
def _parts(
    position: Floats, velocity: Floats, heading: Floats, stride: Floats, who: NDArray[np.intp],
    ahead_m: Floats, aside_m: Floats, share: Floats,
) -> NDArray[np.complex128]:  # fmt: skip
    found = np.empty(who.size, np.complex128)
    for part in range(who.size):
        body = who[part]
        pace = math.hypot(velocity[body, 0], velocity[body, 1])
        swing = _LEG_SWING_M * min(pace / 1.3, 1.2) * math.sin(stride[body])
        x, y = ahead_m[part] + share[part] * swing, aside_m[part]
        c, s = math.cos(heading[body]), math.sin(heading[body])
        found[part] = complex(position[body, 0] + c * x - s * y, position[body, 1] + s * x + c * y)
    return found
