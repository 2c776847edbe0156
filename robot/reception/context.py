"""Everything the brain knows at a moment, and the guards of flow.yaml on top of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from robot.core.commands import Fact
from robot.core.escort_settings import EscortSettings
from robot.core.events import ASTRAY, Stopped
from robot.core.geometry import Pose2D, distance
from robot.core.settings import UnderstandingSettings
from robot.core.talk_settings import DutySettings, GreetingSettings, TalkSettings
from robot.dialogue.answers import Moment, Topic, department_of, facts_of, name_of, slots_of
from robot.dialogue.content import Content
from robot.dialogue.hours import Calendar, public_holidays
from robot.guiding.places import Place, Places
from robot.reception.content import House
from robot.reception.directions import way_in_words
from robot.reception.talk import Talk

FACTS_LAST_S = 20.0
"""Opening and closing may show on the screen this much late."""
WAY_PER_STRAIGHT = 1.4
"""A way is about so much longer than its straight line."""
THERE_M = 1.5
"""Nearer to a place than this there is nothing to lead to."""


@dataclass(frozen=True, slots=True)
class ReceptionSettings:
    """All settings of the brain."""

    greeting: GreetingSettings = field(default_factory=GreetingSettings)
    understanding: UnderstandingSettings = field(default_factory=UnderstandingSettings)
    talk: TalkSettings = field(default_factory=TalkSettings)
    escort: EscortSettings = field(default_factory=EscortSettings)
    duty: DutySettings = field(default_factory=DutySettings)


class Context:
    """What is known; changed by the receptionist only."""

    def __init__(self, house: House, utc_at: Callable[[float], datetime]) -> None:
        """`utc_at` tells the aware UTC time of a moment on the robot's clock."""
        self.utc_at = utc_at
        self.now_s = 0.0
        self.talk: Talk | None = None
        self.named: Topic | None = None
        """What was just understood, while its event is being handled."""
        self.robot: Pose2D | None = None
        self.stopped = Stopped(False)
        self.out_of_duty = False
        self.reach_m = math.inf
        """Longest walk that the battery allows."""
        self.greeted = False
        """Whether the person nearest was greeted already."""
        self._facts: tuple[Fact, ...] = ()
        self._facts_key: object = None
        self.use(house)

    def use(self, house: House) -> None:
        """Work with this content from now on; between visits only."""
        town = house.content.town
        self.house = house
        self._facts_key = None
        self.zone = ZoneInfo(town.timezone)
        self._calendars: dict[str, Calendar] = {
            language: public_holidays(town.country, town.subdivision, language)
            for language in town.languages
        }

    @property
    def astray(self) -> bool:
        """The robot does not know where it is."""
        return self.stopped.stopped and self.stopped.reason == ASTRAY

    @property
    def content(self) -> Content:
        """What the town knows and says."""
        return self.house.content

    @property
    def places(self) -> Places:
        """Where things are."""
        return self.house.places

    @property
    def language(self) -> str:
        """Language of the talk, or the town's first."""
        return self.talk.language if self.talk else self.content.town.languages[0]

    @property
    def topic(self) -> Topic | None:
        """What was just named, or else what the talk is about."""
        return self.named or (self.talk.topic if self.talk else None)

    def moment(self) -> Moment:
        """Now, in the town's time and the visitor's language."""
        now = self.utc_at(self.now_s).astimezone(self.zone)
        easy = self.talk.easy if self.talk else False
        return Moment(now, self._calendars[self.language], self.language, easy)

    def hour(self) -> float:
        """Of the day in the town, 0 to 24."""
        now = self.utc_at(self.now_s).astimezone(self.zone)
        return now.hour + now.minute / 60.0 + now.second / 3600.0

    def place(self) -> Place | None:
        """Where the topic is."""
        topic = self.topic
        if topic is None:
            return None
        department = department_of(topic, self.content)
        id_ = department.id if department is not None else topic.id
        return self.places.by_id.get(id_)

    def say(self, phrase: str, **values: str) -> str:
        """A phrase with these slots only."""
        moment = self.moment()
        return self.content.phrases.say(phrase, moment.language, values, easy=moment.easy)

    def slots(self) -> dict[str, str]:
        """Values for the phrases of now."""
        town, talk = self.content.town, self.talk
        slots = {
            "robot": town.robot_name,
            "town": town.name,
            "town_hall": town.town_hall[self.language],
        }
        if self.topic is not None:
            slots |= slots_of(self.topic, self.content, self.moment())
            slots["where"] = slots.get("where") or self.way()
        if talk is not None and len(talk.candidates) == 2:
            slots["first"], slots["second"] = (self.label(one.id) for one in talk.candidates)
        if talk is not None and talk.next_topic is not None:
            slots["next"] = name_of(talk.next_topic, self.content, self.language)
        return slots

    def way(self) -> str:
        """The way there in words, as one would walk it alone."""
        department = department_of(self.topic, self.content)
        room = department.room if department else ""
        return way_in_words(
            self.place(), room, self.places, self.robot, self.say, astray=self.astray
        )

    def facts(self) -> tuple[Fact, ...]:
        """The whole answer for the screen; worked out anew when it can have changed."""
        talk = self.talk
        if talk is None or talk.topic is None:
            return ()
        way = self.way()
        key = (talk.topic, talk.language, talk.easy, way, self.now_s // FACTS_LAST_S)
        if key != self._facts_key:
            self._facts = facts_of(talk.topic, self.content, self.moment(), way)
            self._facts_key = key
        return self._facts

    def label(self, id_: str) -> str:
        """The name of anything that has an id."""
        kind = self.content.kind_of(id_)
        if kind == "intent":
            return self.content.phrases.by_language[self.language].buttons.get(id_, id_)
        return name_of(Topic(id_, kind), self.content, self.language) if kind else id_


def _can_lead(context: Context) -> bool:
    place = context.place()
    if place is None or context.astray:
        return False
    away_m = distance(context.robot or context.places.base, context.places.pose(place.id))
    return away_m > THERE_M and away_m * WAY_PER_STRAIGHT <= context.reach_m


def _upstairs(context: Context) -> bool:
    place = context.place()
    return place is not None and place.pose is None


def _kind(context: Context) -> str:
    return context.topic.kind if context.topic else ""


def _has_online(context: Context) -> bool:
    topic = context.topic
    return (
        topic is not None
        and topic.kind == "service"
        and bool(context.content.services[topic.id].online)
    )


GUARD_TESTS: dict[str, Callable[[Context], bool]] = {
    "can_lead": _can_lead,
    "upstairs": _upstairs,
    "has_topic": lambda context: context.topic is not None,
    "has_service": lambda context: _kind(context) == "service",
    "has_department": lambda context: _kind(context) == "department",
    "has_facility": lambda context: _kind(context) == "facility",
    "has_elsewhere": lambda context: _kind(context) == "elsewhere",
    "has_office": lambda context: _kind(context) in ("service", "department"),
    "has_online": _has_online,
    "has_next": lambda c: c.talk is not None and c.talk.next_topic is not None,
    "failed_twice": lambda c: c.talk is not None and c.talk.unclear_in_row >= 2,
    "greeted": lambda context: context.greeted,
}
"""One test for each of vocabulary.GUARDS."""
