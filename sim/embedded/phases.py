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
    TOLD = "told"
    """Wanted no more than the way to the right place, and was told it."""
    NOT_BROUGHT = "not_brought"
    WENT_AWAY = "went_away"
    """By the script, before the end."""
    TIRED = "tired"
    """Of waiting for a free robot."""


SERVED = frozenset({Ending.BROUGHT, Ending.TOLD})
"""Got what they came to the robot for."""
STAYED = SERVED | {Ending.NOT_BROUGHT}
"""Did not leave by their own script, nor before the robot was free."""
