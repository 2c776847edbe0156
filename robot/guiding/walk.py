"""What goes into one step of a walk with a visitor, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from robot.core.commands import Command
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D


class News(str, Enum):
    """What the talk should know of a walk."""

    WAITS = "waits"
    ASKS = "asks"
    SEARCHES = "searches"
    GOES_ON = "goes_on"
    CHANGED = "changed"
    """Somebody else follows now."""
    OBSTRUCTED = "obstructed"
    CROWDED = "crowded"
    TURNS_LEFT = "turns_left"
    TURNS_RIGHT = "turns_right"
    ARRIVED = "arrived"
    LOST = "lost"
    BLOCKED = "blocked"
    NO_PATH = "no_path"
    TIMED_OUT = "timed_out"
    ASTRAY = "astray"
    """The robot does not know where it is."""
    FAILED = "failed"


ENDS = frozenset(
    {
        News.ARRIVED, News.LOST, News.BLOCKED, News.NO_PATH, News.TIMED_OUT, News.ASTRAY,
        News.FAILED,
    }
)  # fmt: skip
"""News after which the walk is over."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the surroundings now."""

    robot: Pose2D
    people: tuple[Person, ...]
    people_age_s: float
    """Infinite when nobody ever told."""
    path: tuple[Point2D, ...] = ()
    """Planned from here on, map; empty: not known."""
    astray: bool = False
    """The robot does not know where it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of a walk asks for."""

    commands: tuple[Command, ...] = ()
    news: tuple[News, ...] = ()
