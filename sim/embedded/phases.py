"""Where a visitor is in the script, and how it ended for them."""

from __future__ import annotations

from enum import Enum


class Phase(str, Enum):
    """Where a visitor is in the script."""

    COMING = "coming"
    WAITING = "waiting"
    APPROACHING = "approaching"
    TALKING = "talking"
    FOLLOWING = "following"
    ARRIVED = "arrived"
    GOING_IN = "going_in"
    LEAVING = "leaving"
    GONE = "gone"


class Ending(str, Enum):
    """How it ended for the visitor."""

    UNDER_WAY = ""
    BROUGHT = "brought"
    NOT_BROUGHT = "not_brought"
    WENT_AWAY = "went_away"
    """By the script, before the end."""
    TIRED = "tired"
    """Of waiting for a free robot."""
