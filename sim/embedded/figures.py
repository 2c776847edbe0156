"""What people look like at the height of the laser's beam: legs, and what they push or pull."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Part:
    """Something upright and round that crosses the beam, in the person's frame, x ahead."""

    x_m: float
    y_m: float
    radius_m: float
    swing: float = 0.0
    """Share of a grown-up's stride that it goes ahead and back, negative: the other leg."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind of body."""

    name: str
    parts: tuple[Part, ...]
    """At least one."""
    trunk_radius_m: float = 0.2
    trunk_height_m: float = 1.12
    """Of the trunk's middle above the floor."""
    trunk_half_m: float = 0.34
    """Half the trunk's height."""
    thing: bool = False
    """Nobody: something that stands about."""

    @property
    def length_m(self) -> float:
        """From the middle to the farthest point of what is near the floor."""
        return max(math.hypot(part.x_m, part.y_m) + part.radius_m for part in self.parts)


HIP_M = 0.1
"""From the middle of a person to the axis of a leg."""
LEG_RADIUS_M = 0.075
_LEGS = (Part(0.0, HIP_M, LEG_RADIUS_M, 1.0), Part(0.0, -HIP_M, LEG_RADIUS_M, -1.0))

ADULT = Figure("adult", _LEGS)
CHILD = Figure(
    "child", (Part(0.0, 0.07, 0.05, 0.6), Part(0.0, -0.07, 0.05, -0.6)), 0.14, 0.72, 0.22
)
BAG = Figure("bag", (*_LEGS, Part(-0.1, -0.32, 0.12)))
"""Carries a big bag low at the right side."""
TROLLEY = Figure("trolley", (*_LEGS, Part(-0.5, -0.2, 0.14)))
"""Pulls a wheeled bag behind."""
PRAM = Figure(
    "pram",
    (*_LEGS, Part(0.65, 0.18, 0.1), Part(0.65, -0.18, 0.1), Part(1.05, 0.15, 0.1),
     Part(1.05, -0.15, 0.1)),
)  # fmt: skip
"""Pushes a pram on four wheels."""
WALKING_FRAME = Figure(
    "walking_frame", (*_LEGS, Part(0.45, 0.27, 0.04), Part(0.45, -0.27, 0.04))
)  # fmt: skip
WHEELCHAIR = Figure(
    "wheelchair",
    (Part(-0.18, 0.28, 0.08), Part(0.0, 0.28, 0.08), Part(-0.18, -0.28, 0.08),
     Part(0.0, -0.28, 0.08), Part(0.36, 0.09, 0.06), Part(0.36, -0.09, 0.06)),
    0.25, 0.85, 0.3,
)  # fmt: skip
"""Two wheels and, ahead of them, the feet."""

CHAIR = Figure("chair", (Part(0.0, 0.0, 0.22),), 0.22, 0.45, 0.4, thing=True)
BARRIER = Figure("barrier", (Part(0.0, 0.0, 0.28),), 0.28, 0.5, 0.45, thing=True)
"""A piece of one; several in a row bar a corridor."""

FIGURES = (ADULT, CHILD, BAG, TROLLEY, PRAM, WALKING_FRAME, WHEELCHAIR)
"""Every kind of people."""
_TWELVE = (
    ADULT, ADULT, BAG, ADULT, WALKING_FRAME, ADULT, TROLLEY, ADULT, WHEELCHAIR, CHILD, PRAM, ADULT,
)  # fmt: skip


def mixed(count: int) -> tuple[Figure, ...]:
    """So many bodies as they come to a town hall; the first ones are the commonest."""
    return tuple(_TWELVE[index % len(_TWELVE)] for index in range(count))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of many people; one row each, person after person."""

    who: NDArray[np.intp]
    """(P,) whose it is."""
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    radius: NDArray[np.float64]
    swing: NDArray[np.float64]

    @staticmethod
    def of(figures: tuple[Figure, ...]) -> Parts:
        """Of everybody."""
        rows = [
            (index, part.x_m, part.y_m, part.radius_m, part.swing)
            for index, figure in enumerate(figures)
            for part in figure.parts
        ]
        columns = np.ascontiguousarray(np.array(rows, dtype=np.float64).reshape(-1, 5).T)
        return Parts(columns[0].astype(np.intp), *columns[1:])
