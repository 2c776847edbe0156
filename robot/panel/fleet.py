"""What is known of each robot at this moment, for the live page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from robot.core.geometry import Pose2D

SILENT_AFTER = timedelta(seconds=5)
"""A robot that says nothing for so long is out of reach."""


class Command(str, Enum):
    """What people may do to a robot."""

    STOP = "stop"
    RELEASE = "release"
    HOME = "home"
    OUT_OF_DUTY = "out_of_duty"
    ON_DUTY = "on_duty"


@dataclass(frozen=True, slots=True)
class Fault:
    """What a node of the robot complains of."""

    node: str
    severe: bool
    """It cannot do its work; otherwise it goes on without something."""
    told: str
    """Why, and what to do; as the node says it, in English."""


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot now; nothing in it is about what visitors say."""

    name: str
    seen: datetime | None = None
    """When it last said anything; None: never."""
    pose: Pose2D | None = None
    """Frame map."""
    driving: bool = False
    place: str = ""
    """Where it drives to, place id."""
    visit: bool = False
    """It has a visitor."""
    charge: float | None = None
    """0 to 1; None: not known."""
    charging: bool = False
    stopped: str = ""
    """Rule that keeps it from moving; empty: none."""
    stopped_remotely: bool = False
    out_of_duty: bool = False
    faults: Mapping[str, Fault] = field(default_factory=dict)
    """By node."""

    def doing(self, now: datetime) -> str:
        """In one word: silent, stopped, leading, talking, driving, charging, out_of_duty, ready."""
        known = (
            ("silent", self.seen is None or now - self.seen > SILENT_AFTER),
            ("stopped", bool(self.stopped) and self.stopped != "obstacle"),
            ("leading", self.visit and self.driving),
            ("talking", self.visit),
            ("driving", self.driving),
            ("charging", self.charging),
            ("out_of_duty", self.out_of_duty),
        )
        return next((word for word, holds in known if holds), "ready")


class Fleet:
    """Every robot that the panel watches; `changed` is called after each change."""

    def __init__(
        self, names: Sequence[str], now: Callable[[], datetime], changed: Callable[[], None]
    ) -> None:
        self._lock = threading.Lock()
        self._robots = {name: Robot(name) for name in names}
        self._now = now
        self._changed = changed

    def robots(self) -> Sequence[Robot]:
        """All, in the order they were named."""
        with self._lock:
            return tuple(self._robots.values())

    def get(self, name: str) -> Robot | None:
        """One of them; None: there is no such."""
        with self._lock:
            return self._robots.get(name)

    def heard(self, name: str, **values: Any) -> None:
        """A robot has told something of itself."""
        self.note(name, seen=self._now(), **values)

    def complain(self, name: str, node: str, fault: Fault | None) -> None:
        """A node of a robot complains, or (None) is well."""
        with self._lock:
            faults = {key: value for key, value in self._robots[name].faults.items() if key != node}
        self.heard(name, faults=faults if fault is None else {**faults, node: fault})

    def note(self, name: str, **values: Any) -> None:
        """Something about a robot that it did not tell itself."""
        with self._lock:
            self._robots[name] = replace(self._robots[name], **values)
        self._changed()
