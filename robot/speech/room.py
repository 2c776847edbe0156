"""How loud the room is by itself: a voice at the robot stands out of the talk farther away."""

from __future__ import annotations

from collections import deque

_SMOOTH = 5
"""Frames of 20 ms that are averaged: single ones leap in any noise."""
_REMEMBERED = 500
_LEAST = 25
"""Frames without which nothing is known of the room."""
_RANK = 0.1
"""The room is as loud as the quietest tenth of what was heard: the pauses of whoever speaks."""


class Room:
    """Feed it the level of every frame that is not the robot's own voice."""

    def __init__(self, stands_out_db: float) -> None:
        self._stands_out_db = stands_out_db
        self._smooth: deque[float] = deque(maxlen=_SMOOTH)
        self._levels: deque[float] = deque(maxlen=_REMEMBERED)

    def stands_out(self, level_db: float) -> bool:
        """Whether the sound of now is louder than the room, by so much that it may be meant."""
        self._smooth.append(level_db)
        smooth_db = sum(self._smooth) / len(self._smooth)
        room_db = self.level_db
        self._levels.append(smooth_db)
        return min(level_db, smooth_db) >= room_db + self._stands_out_db

    @property
    def level_db(self) -> float:
        """Of the room, dB below full scale; the least there is while it is not known."""
        if len(self._levels) < _LEAST:
            return -float("inf")
        return sorted(self._levels)[int(_RANK * len(self._levels))]
