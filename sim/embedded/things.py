"""Puts things that are on no map into the hall when their time comes, and takes them away."""

from __future__ import annotations

import math

from sim.embedded.people import Crowd
from sim.embedded.programme import Programme, Thing


class Things:
    """Bodies of the crowd that never move."""

    def __init__(self, crowd: Crowd, programme: Programme) -> None:
        self._crowd = crowd
        self._coming = list(zip(programme.bodies_of_things, programme.things, strict=True))
        self._there: list[tuple[int, Thing]] = []

    @property
    def next_s(self) -> float:
        """When something is put there or taken away next."""
        coming = (thing.from_s for _, thing in self._coming)
        return min((*coming, *(thing.until_s for _, thing in self._there)), default=math.inf)

    def step(self, now_s: float) -> None:
        """Do what is due."""
        if now_s < self.next_s:
            return
        for body, thing in [each for each in self._coming if each[1].from_s <= now_s]:
            self._crowd.stand(body, thing.at)
            self._there.append((body, thing))
            self._coming.remove((body, thing))
        for body, thing in [each for each in self._there if each[1].until_s <= now_s]:
            self._crowd.leave(body)
            self._there.remove((body, thing))
