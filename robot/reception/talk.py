"""One visit under way: what it is about, and the record that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from robot.core.ports import Candidate
from robot.core.visit import Channel, Outcome, Visit
from robot.dialogue.answers import Topic


@dataclass(slots=True)
class Talk:
    """Everything that belongs to one visitor; gone with the visit, but for its record."""

    visit_id: str
    started: datetime
    language: str
    volume: float
    easy: bool = False
    rate: float = 1.0
    topic: Topic | None = None
    next_topic: Topic | None = None
    candidates: tuple[Candidate, ...] = ()
    last_phrases: tuple[str, ...] = ()
    """What `repeat` says again, in the language and pace of then."""
    caption: str = ""
    turns: int = 0
    """Sentences said; chooses among variants."""
    unclear_in_row: int = 0
    unheard_in_row: int = 0
    """Utterances of which nothing was understood at all."""
    hint: str = ""
    """Phrase that tells the visitor how to be heard better, on the screen."""
    hinted: bool = False
    """A hint was given: once a visit is enough."""
    voiced: bool = False
    touched: bool = False
    services: list[str] = field(default_factory=list)
    facilities: list[str] = field(default_factory=list)
    department: str = ""
    asked_s: float | None = None
    """When the request that is being answered ended, robot's clock."""
    answer_s: float | None = None
    escorts: int = 0
    escorts_arrived: int = 0
    escort_m: float = 0.0
    not_understood: int = 0
    unserved: list[str] = field(default_factory=list)
    rating: int = 0
    told: bool = False
    """An answer was given."""
    last_walk: Outcome | None = None
    """LED, AT_LIFT or LEFT: how the last walk ended; None: none ended so."""
    staff_called: bool = False
    gave_up: bool = False

    def got_through(self) -> None:
        """The visitor was understood, by word or by hand."""
        self.unheard_in_row, self.hint = 0, ""

    def outcome(self) -> Outcome:
        """How the visit went; the first that holds counts.

        The visitor was brought to the door or lift (by the last walk); staff were called; the robot
        gave up; the visitor was lost on the way; an answer was given; else he left before one.
        """
        if self.last_walk in (Outcome.LED, Outcome.AT_LIFT):
            return self.last_walk
        if self.staff_called:
            return Outcome.HANDED_TO_STAFF
        if self.gave_up:
            return Outcome.GAVE_UP
        if self.last_walk is Outcome.LEFT:
            return Outcome.LEFT
        return Outcome.INFORMED if self.told else Outcome.LEFT

    def channel(self) -> Channel:
        """How the visitor spoke to the robot."""
        if self.voiced and self.touched:
            return Channel.MIXED
        if self.voiced:
            return Channel.VOICE
        return Channel.TOUCH if self.touched else Channel.NONE

    def close(self, ended: datetime, robot: str, building: str) -> Visit:
        """The anonymous record."""
        return Visit(
            id=self.visit_id,
            robot=robot,
            building=building,
            started=self.started,
            ended=max(ended, self.started),
            language=self.language,
            channel=self.channel(),
            outcome=self.outcome(),
            services=tuple(self.services),
            facilities=tuple(self.facilities),
            department=self.department,
            answer_s=self.answer_s,
            escorts=self.escorts,
            escorts_arrived=self.escorts_arrived,
            escort_m=round(self.escort_m, 2),
            not_understood=self.not_understood,
            unserved=tuple(self.unserved),
            rating=self.rating,
        )
