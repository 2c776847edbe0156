"""How large the kiosk's text must be to be read: by the screen's size and the distance of the eye.

EN 301 549, 5.1.4: a capital H is seen under at least 0.7 degrees at the distance that whoever puts
the robot up has named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

CAPITAL_RAD = math.radians(0.7)
CAPITAL_PER_SIZE = 0.7
"""Height of a capital H as a part of the font size, in the fonts of the page or above."""
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks at which screen."""

    diagonal_in: float
    """Of the screen, inches."""
    distance_m: float
    """From the eye to the screen."""

    @property
    def diagonal_mm(self) -> float:
        """The screen's diagonal."""
        return self.diagonal_in * _MM_PER_INCH

    @property
    def font_mm(self) -> float:
        """The smallest font size."""
        return 1000 * self.distance_m * math.tan(CAPITAL_RAD) / CAPITAL_PER_SIZE
