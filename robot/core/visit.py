"""One visit, anonymous: no name, no sound, no words said, no track of positions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Outcome(str, Enum):
    """How a visit ended."""

    INFORMED = "informed"  # got an answer and needed no walk
    LED = "led"  # brought to the door
    AT_LIFT = "at_lift"  # brought to the lift and told the rest of the way
    HANDED_TO_STAFF = "handed_to_staff"  # staff were called
    GAVE_UP = "gave_up"  # the robot could not help or could not get through, and said so
    LEFT = "left"  # the visitor went away before the end


class Channel(str, Enum):
    """How the visitor spoke to the robot."""

    NONE = "none"
    VOICE = "voice"
    TOUCH = "touch"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Visit:
    """The record of one visit."""

    id: str
    """Random UUID; a record sent twice is counted once by it."""
    robot: str
    building: str
    started: datetime
    """Aware, UTC."""
    ended: datetime
    """Aware, UTC."""
    language: str
    """Last language of the talk."""
    channel: Channel
    outcome: Outcome
    services: tuple[str, ...] = ()
    """Service ids asked for, in order."""
    facilities: tuple[str, ...] = ()
    department: str = ""
    """Department of the last service, or the one asked for; may be empty."""
    answer_s: float | None = None
    """From the end of the first request to the start of its answer, seconds."""
    escorts: int = 0
    """Walks begun."""
    escorts_arrived: int = 0
    escort_m: float = 0.0
    """Metres led."""
    not_understood: int = 0
    """Utterances without a meaning."""
    unserved: tuple[str, ...] = ()
    """Intents (never words) that could not be served."""
    rating: int = 0
    """1 good, -1 bad, 0 none."""
