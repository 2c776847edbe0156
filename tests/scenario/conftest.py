"""Whole talks through the real brain and the real content, written down as transcripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.core.commands import CallStaff, Command, GoTo, LimitSpeed, Listen, Record, Say, Show
from robot.core.events import GoalOutcome, TouchAction, Touched
from robot.core.ports import Candidate, Meaning
from robot.core.talk_settings import TalkSettings
from robot.dialogue.clashes import plain
from robot.dialogue.content import Content
from robot.reception.content import House
from robot.reception.receptionist import Receptionist
from robot.reception.rehearsal import Rehearsal

MONDAY_9 = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.utc)
"""Monday 9 o'clock in Ludwigsburg."""


class ByHeart:
    """Understands names and example sentences of the content to the letter, and what it is told.

    Stands in for the learnt understanding, so that transcripts do not hang on its training.
    """

    def __init__(self, content: Content) -> None:
        self._by_text: dict[str, Candidate] = {}
        self._languages: dict[str, str] = {}
        for kind, id_, language, sentence in content.examples():
            self._by_text.setdefault(plain(sentence), Candidate(id_, kind, 0.97))
            self._languages.setdefault(plain(sentence), language)
        things = (content.services, content.departments, content.facilities, content.elsewhere)
        for known in things:
            for id_, thing in known.items():  # type: ignore[attr-defined]
                for language, name in thing.name.items():
                    kind = content.kind_of(id_)
                    assert kind is not None
                    self._by_text[plain(name)] = Candidate(id_, kind, 0.97)
                    self._languages.setdefault(plain(name), language)
        self.told: dict[str, Meaning] = {}
        """Meanings of single texts, for one play."""

    def understand(self, text: str, language: str) -> Meaning:
        key = plain(text)
        if key in self.told:
            return self.told[key]
        found = self._by_text.get(key)
        looks = self._languages.get(key, language)
        return Meaning((found,) if found else (), language=looks)


LISTED = ("choosing", "between", "languages")
"""States whose buttons are the point."""


class Play:
    """A rehearsal that writes down what happens."""

    def __init__(
        self,
        house: House,
        understanding: ByHeart,
        told: dict[str, Meaning] | None = None,
        start: datetime = MONDAY_9,
        goal_outcome: Callable[[GoTo], GoalOutcome] = lambda goal: GoalOutcome.REACHED,
    ) -> None:
        understanding.told = {plain(text): meaning for text, meaning in (told or {}).items()}
        ids = iter(f"visit-{n}" for n in range(1, 1000))
        self.receptionist = Receptionist(
            house,
            understanding,
            lambda now_s: start + timedelta(seconds=now_s),
            lambda: next(ids),
        )
        self.lines: list[str] = []
        self.records: list[Record] = []
        self.commands: list[Command] = []
        self.show: Show | None = None
        self._state = ""
        self._offered: tuple[str, ...] = ()
        self._counted = False
        self._manner = (1.0, TalkSettings().volume)
        self.rehearsal = Rehearsal(self.receptionist, house.places.base, self._watch, goal_outcome)

    def come(self) -> Play:
        self.lines.append("(a visitor comes)")
        self.rehearsal.come()
        return self

    def come_too(self) -> Play:
        self.lines.append("(another visitor comes)")
        self.rehearsal.come_too()
        return self

    def speak_in_time(self) -> Play:
        self.rehearsal.s_per_character = 0.07
        return self

    def leave(self) -> Play:
        self.lines.append("(the visitor leaves)")
        self.rehearsal.leave()
        return self

    def say(self, text: str, language: str = "") -> Play:
        self.lines.append(f"visitor: {text}")
        self.rehearsal.say(text, language)
        return self

    def touch(self, action: TouchAction, value: str = "") -> Play:
        self.lines.append(f"visitor touches: {action.value} {value}".rstrip())
        self.rehearsal.touch(Touched(action, value))
        return self

    def wait(self, seconds: float) -> Play:
        self.lines.append(f"({seconds:g} s pass)")
        self.rehearsal.wait(seconds)
        return self

    @property
    def transcript(self) -> str:
        return "\n".join(self.lines) + "\n"

    def _watch(self, command: Command) -> None:
        self.commands.append(command)
        if isinstance(command, Say):
            self.lines.append(f"L2B2 [{command.language}]: {command.text}")
            if (command.rate, command.volume) != self._manner:
                self._manner = command.rate, command.volume
                self.lines.append(f"(pace {command.rate:g}, volume {command.volume:g})")
        elif isinstance(command, GoTo):
            self.lines.append(f"(drives to {command.place})")
        elif isinstance(command, CallStaff):
            self.lines.append(
                f"(calls staff: {command.reason} {command.service})".replace(" )", ")")
            )
        elif isinstance(command, Record):
            self.records.append(command)
            visit = command.visit
            asked = ", ".join((*visit.services, *visit.facilities)) or "nothing"
            self.lines.append(f"(recorded: {visit.outcome.value}, {visit.language}, {asked})")
        elif isinstance(command, Show):
            self.show = command
            if command.state != self._state:
                self._state = command.state
                self.lines.append(f"-- {command.state}")
            offered = tuple(one.label for one in command.choices)
            if command.state in LISTED and offered and offered != self._offered:
                self._offered = offered
                self.lines.append(f"(buttons: {', '.join(offered[:4])} ... {len(offered)} in all)")
            if command.seconds_left is not None and not self._counted:
                more = "more time" if command.can_extend else "no more time"
                self.lines.append(f"({command.seconds_left:g} s left, {more} to be had)")
            self._counted = command.seconds_left is not None
        elif not isinstance(command, Listen | LimitSpeed):
            self.lines.append(f"({type(command).__name__})")


@pytest.fixture(scope="session")
def house() -> House:
    return load_house(CONTENT, MAP)


@pytest.fixture(scope="session")
def by_heart(house: House) -> ByHeart:
    return ByHeart(house.content)


@pytest.fixture(scope="session")
def learn_by_heart() -> type[ByHeart]:
    return ByHeart


@pytest.fixture(scope="session")
def new_play() -> type[Play]:
    return Play


@pytest.fixture
def play(house: House, by_heart: ByHeart) -> Callable[..., Play]:
    return lambda **how: Play(house, by_heart, **how)
