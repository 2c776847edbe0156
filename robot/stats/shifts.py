"""What the robot does with its time, gathered into records of some minutes each."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from robot.core.events import BatteryAt, Stopped
from robot.core.shift import Shift

LONGEST = timedelta(minutes=10)
"""A shift is closed after this long: no more is lost when the power fails."""
GAP = timedelta(seconds=30)
"""Not having looked for so long, or a clock that was set, ends a shift where it was last seen."""


class ShiftCounter:
    """Gathers one robot's shifts; `now` is aware, and `look` is called more often than GAP."""

    def __init__(self, robot: str, building: str, now: datetime) -> None:
        self._robot, self._building = robot, building
        self._battery: BatteryAt | None = None
        self._stopped = False
        self._started = self._seen = now
        self._charging = self._stopped_time = timedelta()
        self._stops: Counter[str] = Counter()

    def battery(self, battery: BatteryAt) -> None:
        """What the battery says."""
        self._battery = battery

    def stop(self, stop: Stopped) -> None:
        """The safety rules stop or free the wheels."""
        if stop.stopped and not self._stopped:
            self._stops[stop.reason or "unknown"] += 1
        self._stopped = stop.stopped

    def look(self, now: datetime, new_id: str) -> Shift | None:
        """Time goes on; the finished shift, under that id, when one is finished."""
        passed = now - self._seen
        if passed < timedelta() or passed > GAP:
            return self._next(now, new_id)
        if self._stopped:
            self._stopped_time += passed
        if self._battery is not None and self._battery.charging:
            self._charging += passed
        self._seen = now
        return self._next(now, new_id) if now - self._started >= LONGEST else None

    def close(self, new_id: str) -> Shift | None:
        """The shift up to the last look; None when no time has passed in it."""
        if self._seen <= self._started:
            return None
        return Shift(
            id=new_id,
            robot=self._robot,
            building=self._building,
            started=self._started,
            ended=self._seen,
            charge=None if self._battery is None else round(self._battery.fraction, 3),
            charging_s=self._charging.total_seconds(),
            stopped_s=self._stopped_time.total_seconds(),
            stops=dict(self._stops),
        )

    def _next(self, now: datetime, new_id: str) -> Shift | None:
        ended = self.close(new_id)
        self._begin(now)
        return ended

    def _begin(self, now: datetime) -> None:
        self._started = self._seen = now
        self._charging = self._stopped_time = timedelta()
        self._stops = Counter()
