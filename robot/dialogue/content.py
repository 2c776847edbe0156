"""What a town knows and says, as checked frozen values; made by `schema.py` only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from robot.core.ports import Kind
from robot.dialogue.flow import Flow
from robot.dialogue.hours import Hours
from robot.dialogue.phrases import Phrasebook

Texts = Mapping[str, str]
"""One text per language."""
TextLists = Mapping[str, tuple[str, ...]]
"""Texts per language."""


@dataclass(frozen=True, slots=True)
class Town:
    """Facts about the whole house."""

    name: str
    town_hall: Texts
    robot_name: str
    sample_data: bool
    """True: papers, fees and hours are examples, not the truth about a real town."""
    languages: tuple[str, ...]
    """The first one is the default."""
    timezone: str
    """IANA name."""
    country: str
    subdivision: str
    """ISO 3166-2 region whose public holidays count."""
    phone: str


@dataclass(frozen=True, slots=True)
class Service:
    """Something that a department does for people."""

    id: str
    department: str
    name: Texts
    also_called: TextLists
    about: Texts
    papers: TextLists
    """What to bring; may be empty."""
    fee: Texts
    takes: Texts
    """How long it takes; empty mapping: not said."""
    appointment: bool
    """Only with an appointment."""
    online: str
    """Address of the online service; may be empty."""
    examples: TextLists


@dataclass(frozen=True, slots=True)
class Department:
    """An office with a door."""

    id: str
    name: Texts
    also_called: TextLists
    room: str
    floor: int
    about: Texts
    hours: Hours
    phone: str
    examples: TextLists
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Facility:
    """Something in the house that is no office."""

    id: str
    name: Texts
    also_called: TextLists
    where: Texts
    examples: TextLists


@dataclass(frozen=True, slots=True)
class Intent:
    """Something said to the robot itself."""

    id: str
    examples: TextLists


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that another authority does."""

    id: str
    name: Texts
    where: Texts
    also_called: TextLists
    examples: TextLists


@dataclass(frozen=True, slots=True)
class Vague:
    """Sentences that fit two things alike: the robot asks which one is meant."""

    between: tuple[str, str]
    """Ids."""
    examples: TextLists


@dataclass(frozen=True, slots=True)
class Content:
    """All that the robot knows and says. One flat namespace of ids over all mappings."""

    town: Town
    departments: Mapping[str, Department]
    services: Mapping[str, Service]
    facilities: Mapping[str, Facility]
    intents: Mapping[str, Intent]
    elsewhere: Mapping[str, Elsewhere]
    vague: tuple[Vague, ...]
    phrases: Phrasebook
    flow: Flow

    def kind_of(self, id_: str) -> Kind | None:
        """What kind of thing an id names; None if it names nothing."""
        kinds: tuple[tuple[Kind, Mapping[str, object]], ...] = (
            ("service", self.services),
            ("department", self.departments),
            ("facility", self.facilities),
            ("intent", self.intents),
            ("elsewhere", self.elsewhere),
        )
        return next((kind for kind, known in kinds if id_ in known), None)

    def examples(self) -> Iterator[tuple[Kind, str, str, str]]:
        """Every example sentence: kind, id, language, sentence."""
        groups: tuple[tuple[Kind, Mapping[str, _HasExamples]], ...] = (
            ("service", self.services),
            ("department", self.departments),
            ("facility", self.facilities),
            ("intent", self.intents),
            ("elsewhere", self.elsewhere),
        )
        for kind, known in groups:
            for id_, thing in known.items():
                for language, sentences in thing.examples.items():
                    for sentence in sentences:
                        yield kind, id_, language, sentence


_HasExamples = Service | Department | Facility | Intent | Elsewhere
