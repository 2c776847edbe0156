"""What happened: everything that reaches the brain, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from robot.core.geometry import Point2D, Pose2D


class Engagement(IntEnum):
    """How much a person wants the robot's attention (hri_msgs/EngagementLevel, REP 155)."""

    UNKNOWN = 0
    DISENGAGED = 1
    ENGAGING = 2
    ENGAGED = 3
    DISENGAGING = 4


class TouchAction(str, Enum):
    """What a touch at the kiosk means; the value that goes with it stands behind."""

    WAKE = "wake"  # anywhere on the idle screen
    LANGUAGE = "language"  # language tag
    TEXT = "text"  # what was typed
    INTENT = "intent"  # id of a dialogue intent: yes, no, repeat, slower, papers_needed ...
    SERVICE = "service"  # service id
    DEPARTMENT = "department"  # department id
    FACILITY = "facility"  # facility id
    ELSEWHERE = "elsewhere"  # id of something other authorities do
    MORE_TIME = "more_time"  # extend the running time-out
    EASY = "easy"  # "on" or "off": easy language


class SpeechOutcome(str, Enum):
    """How a sentence ended."""

    SPOKEN = "spoken"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class GoalOutcome(str, Enum):
    """How a drive ended; every drive ends in one of these."""

    REACHED = "reached"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    NO_PATH = "no_path"
    BLOCKED = "blocked"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Person:
    """A tracked person, frame map."""

    id: str
    """Anonymous track id."""
    position: Point2D
    """Metres."""
    velocity: Point2D
    """Metres per second."""
    engagement: Engagement = Engagement.UNKNOWN


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed and nothing else happened."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance has ended."""

    text: str
    """Empty: somebody spoke, and nothing was understood that can be trusted."""
    language: str
    """Language tag the recogniser decided on; empty: unknown."""
    confidence: float = 1.0
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """An utterance is under way."""

    text: str
    """What was understood so far."""
    language: str


class Loudness(str, Enum):
    """How an utterance reached the microphone."""

    GOOD = "good"
    TOO_QUIET = "too_quiet"
    TOO_LOUD = "too_loud"


@dataclass(frozen=True, slots=True)
class HardToHear:
    """Nothing was understood of an utterance, and its loudness may be why."""

    loudness: Loudness


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody touched or typed something at the kiosk."""

    action: TouchAction
    value: str = ""


@dataclass(frozen=True, slots=True)
class PeopleSeen:
    """All people tracked now."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class RobotAt:
    """Where the robot is, frame map."""

    pose: Pose2D
    speed_mps: float = 0.0
    """Forward speed."""


@dataclass(frozen=True, slots=True)
class PathAhead:
    """The way planned for the drive under way."""

    points: tuple[Point2D, ...]
    """From about where the robot is to the goal, map; empty: no drive."""


@dataclass(frozen=True, slots=True)
class GoalEnded:
    """A drive has ended."""

    goal_id: str
    outcome: GoalOutcome
    driven_m: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """A sentence has ended."""

    say_id: str
    outcome: SpeechOutcome


@dataclass(frozen=True, slots=True)
class BatteryAt:
    """State of the battery."""

    fraction: float
    """0 empty to 1 full."""
    charging: bool


ASTRAY = "astray"
"""Reason of a stop: the robot does not know where it is."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The safety node stops or frees the wheels."""

    stopped: bool
    reason: str = ""
    """Machine name of the most cautious rule in force; empty: none."""


class Order(str, Enum):
    """What people in the panel may order between visits."""

    HOME = "home"  # end the talk under way and drive home
    OUT_OF_DUTY = "out_of_duty"  # after the visit under way: receive nobody, stay in the dock
    ON_DUTY = "on_duty"  # receive visitors again


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order from the panel."""

    order: Order


Event = (
    Tick
    | Heard
    | Hearing
    | HardToHear
    | Touched
    | PeopleSeen
    | RobotAt
    | PathAhead
    | GoalEnded
    | SpeechEnded
    | BatteryAt
    | Stopped
    | Ordered
)
