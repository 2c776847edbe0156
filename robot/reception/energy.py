"""How far the battery still takes a visitor and the robot home again."""

from __future__ import annotations

import math

from robot.core.events import BatteryAt
from robot.core.talk_settings import DutySettings

_LEAST_MPS = 0.5
"""Walks are not slower than this on average, waits included."""
_TALK_S = 180.0
"""A talk takes about so long on top of its walk."""
_WINDOW_S = 300.0
"""The drain is measured over so much time."""
FULL = 0.98


class Energy:
    """Charge and drain; the drain is what the settings say, or more if more was measured."""

    def __init__(self, settings: DutySettings) -> None:
        self._settings = settings
        self._per_s = 1.0 / (3600.0 * settings.full_lasts_h)
        self._from: tuple[float, float] | None = None
        self.charge: float | None = None
        """0 empty to 1 full; None: nobody told yet."""
        self.charging = False

    @property
    def full(self) -> bool:
        """Nothing more goes in."""
        return self.charge is not None and self.charge >= FULL

    @property
    def reach_m(self) -> float:
        """Longest walk that fits, with the way home and a rest for the unforeseen, metres."""
        if self.charge is None:
            return math.inf
        spare_s = (self.charge - self._settings.battery_low) / self._per_s - _TALK_S
        return max(0.0, spare_s * _LEAST_MPS / 2.0)

    def note(self, event: BatteryAt, now_s: float) -> None:
        """News of the battery."""
        self.charge, self.charging = event.fraction, event.charging
        began = self._from
        if event.charging or began is None or now_s < began[0]:
            self._from = None if event.charging else (now_s, event.fraction)
        elif now_s - began[0] >= _WINDOW_S:
            drain = (began[1] - event.fraction) / (now_s - began[0])
            self._per_s = max(self._per_s, drain)
            self._from = now_s, event.fraction
