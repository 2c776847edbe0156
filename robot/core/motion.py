"""How a differential drive moves."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motion:
    """A velocity of base_link, in base_link (REP 105)."""

    forward_mps: float = 0.0
    """Along x; negative backwards."""
    turn_radps: float = 0.0
    """About z, counter-clockwise."""

    @property
    def is_finite(self) -> bool:
        """Whether both parts are numbers."""
        return math.isfinite(self.forward_mps) and math.isfinite(self.turn_radps)

    def scaled(self, factor: float) -> Motion:
        """The same curve, driven at `factor` times the pace."""
        return Motion(self.forward_mps * factor, self.turn_radps * factor)


STILL = Motion()
"""Standing."""
