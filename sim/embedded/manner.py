"""How a simulated person behaves, drawn once for each from a seeded generator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Manner:
    """One person's habits."""

    pace_mps: float
    """Preferred walking speed; the elderly walk slower (Bohannon, Age and Ageing 26, 1997)."""
    gap_m: float
    """Kept behind the robot while it leads."""
    pause_s: float
    """Between the robot's last word and the answer."""
    touches: bool
    """Answers by touch where there is a button."""
    patience_s: float
    """Waits so long for the robot to become free."""
    looks_after_s: float
    """On the way, stops to look once after this long; inf: never."""
    looks_s: float
    strays_after_s: float
    """On the way, goes off once after this long and comes back; inf: never."""
    strays_s: float
    leaves_after_s: float
    """Goes away for good so long after the talk began; inf: stays."""
    thanks: bool
    likes_to_be_led: bool
    """Also where the door is out of sight; else to be told the way is enough."""


def draw_manner(rng: np.random.Generator) -> Manner:
    """A random person: one in four is elderly, one in twenty leaves before the end.

    Patience lies around the 8.5 minutes that people waited at the counters of a citizens' office
    (Sehnde, 2017, 13,849 visitors): for being led nobody waits much longer than for the matter
    itself. How many would rather be told than led has not been published; customers led by a robot
    and on their own were equally content (doi 10.1007/s12369-014-0257-8). One in four is assumed.
    """
    elderly = rng.random() < 0.25
    pace = rng.uniform(0.6, 0.8) if elderly else rng.uniform(0.9, 1.3)
    inf = float("inf")
    return Manner(
        pace_mps=float(pace),
        gap_m=float(rng.uniform(1.5, 2.0)),
        pause_s=float(rng.uniform(0.6, 2.0)),
        touches=bool(rng.random() < 0.2),
        patience_s=float(rng.uniform(360.0, 720.0)),
        looks_after_s=float(rng.uniform(4.0, 25.0)) if rng.random() < 0.3 else inf,
        looks_s=float(rng.uniform(1.5, 4.0)),
        strays_after_s=float(rng.uniform(5.0, 25.0)) if rng.random() < 0.1 else inf,
        strays_s=float(rng.uniform(3.0, 8.0)),
        leaves_after_s=float(rng.uniform(3.0, 50.0)) if rng.random() < 0.05 else inf,
        thanks=bool(rng.random() < 0.7),
        likes_to_be_led=bool(rng.random() < 0.75),
    )
