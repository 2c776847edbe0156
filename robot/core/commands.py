"""What to do: everything the brain wants done, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from robot.core.geometry import Pose2D
from robot.core.visit import Visit


class Mood(str, Enum):
    """What the robot's eyes show."""

    IDLE = "idle"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    DRIVING = "driving"
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Say:
    """Speak; interrupts what is being said."""

    say_id: str
    """Comes back in SpeechEnded."""
    text: str
    language: str
    rate: float = 1.0
    """1.0 is the voice's normal pace."""
    volume: float = 0.8
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class StopSaying:
    """Be silent at once."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Open or close the ears; the speech side keeps open ones closed while the robot speaks."""

    on: bool
    language: str = ""
    """The talk's language; empty while unknown."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Drive to a pose; ends as GoalEnded with the same id. Replaces a goal under way."""

    goal_id: str
    place: str
    """Place id, or empty."""
    pose: Pose2D
    """Goal of base_link, frame map."""
    deadline_s: float
    """Give up after this long, seconds."""


@dataclass(frozen=True, slots=True)
class StopMoving:
    """End the goal under way and stand."""


@dataclass(frozen=True, slots=True)
class LimitSpeed:
    """Drive no faster than this until told otherwise; 0 waits with the goal kept."""

    speed_mps: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what a visitor may answer now."""

    action: str
    """TouchAction value."""
    value: str
    label: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an answer on the screen."""

    kind: str
    """room, papers, fee, hours, duration, online, directions or note."""
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """The whole of what the kiosk shows; replaces what it showed before."""

    state: str
    mood: Mood
    language: str
    visit_id: str = ""
    caption: str = ""
    title: str = ""
    facts: tuple[Fact, ...] = ()
    choices: tuple[Choice, ...] = ()
    department: str = ""
    service: str = ""
    destination: str = ""
    """Place id that the robot leads to, or empty."""
    notice: str = ""
    """Something needs attention, for people; or empty."""
    seconds_left: float | None = None
    """Until the talk times out; None: no time-out runs."""
    can_extend: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A visit has ended: keep its record."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Ask a person to come."""

    reason: str
    """Machine name: asked, blocked, lost, not_understood, battery ..."""
    service: str = ""
    language: str = ""


Command = Say | StopSaying | Listen | GoTo | StopMoving | LimitSpeed | Show | Record | CallStaff
