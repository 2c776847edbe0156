"""A stretch of a robot's time: how long it was on, its charge, and what stopped it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """The record of some minutes of a robot's work; nothing in it is about visitors."""

    id: str
    """Random UUID; a record sent twice is counted once by it."""
    robot: str
    building: str
    started: datetime
    """Aware, UTC."""
    ended: datetime
    """Aware, UTC."""
    charge: float | None = None
    """At the end, 0 to 1; None: the battery said nothing."""
    charging_s: float = 0.0
    """Seconds of it at the charger."""
    stopped_s: float = 0.0
    """Seconds of it in which a safety rule kept the wheels still."""
    stops: Mapping[str, int] = field(default_factory=dict)
    """Stops begun, by the safety rule that began them."""
