"""What simulated visitors want, in their own words: the content's examples, sometimes blurred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from robot.core.events import TouchAction
from robot.core.geometry import Point2D
from robot.core.ports import Kind
from robot.dialogue.content import Content, Department, Facility, Service
from robot.guiding.places import Places

LANGUAGE_SHARES: Mapping[str, float] = {"de": 0.6, "tr": 0.22, "en": 0.18}
"""Of the visitors' languages; a language not named here gets the smallest of these."""
_TOUCH = {
    "service": TouchAction.SERVICE,
    "department": TouchAction.DEPARTMENT,
    "facility": TouchAction.FACILITY,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that one visitor came for."""

    id: str
    """Service, department or facility id."""
    kind: Kind
    department: str
    """Of a service; the id itself of a department; empty for a facility."""
    place: str
    """Place id to which the robot should lead: the door, or the lift."""
    at: Point2D
    """Where that is, frame map."""
    language: str
    sentences: tuple[str, ...]
    """Ways to say it, the first one first."""
    names: tuple[str, ...]
    """What it is called in this language: the thing itself, then its department."""

    @property
    def touch(self) -> TouchAction:
        """What a search at the kiosk for it amounts to."""
        return _TOUCH[self.kind]

    def among(self, values: Sequence[str]) -> str | None:
        """What of the offered ids this visitor would pick."""
        return next((id_ for id_ in (self.id, self.department) if id_ and id_ in values), None)


class WishBook:
    """All wishes that the town hall can serve at a place of the map."""

    def __init__(self, content: Content, places: Places) -> None:
        self._content = content
        self._places = places
        self._languages = content.town.languages
        least = min(LANGUAGE_SHARES.values())
        shares = np.array([LANGUAGE_SHARES.get(tag, least) for tag in self._languages])
        self._shares = shares / shares.sum()
        self._known: list[tuple[Kind, str, str, str]] = [
            *self._entries("service", {s.id: s.department for s in content.services.values()}),
            *self._entries("department", {d: d for d in content.departments}),
            *self._entries("facility", dict.fromkeys(content.facilities, "")),
        ]
        if not self._known:
            raise ValueError("no service, department or facility of the content has a place")

    def _entries(self, kind: Kind, ids: Mapping[str, str]) -> list[tuple[Kind, str, str, str]]:
        return [
            (kind, id_, department, self._places.goal(department or id_).id)
            for id_, department in ids.items()
            if (department or id_) in self._places
        ]

    def draw(self, rng: np.random.Generator) -> Wish:
        """A random visitor's wish: services mostly, now and then an office or a facility."""
        kind = rng.choice(np.array(["service", "department", "facility"]), p=[0.75, 0.13, 0.12])
        of_kind = [entry for entry in self._known if entry[0] == kind] or self._known
        found, id_, department, place = of_kind[int(rng.integers(len(of_kind)))]
        language = str(rng.choice(np.array(self._languages), p=self._shares))
        examples = self._things(found)[id_].examples[language]
        order = rng.permutation(len(examples))[:4]
        sentences = tuple(blurred(examples[i], rng) for i in order)
        names = self._names(found, id_, department, language)
        at = self._places.pose(place).point
        return Wish(id_, found, department, place, at, language, sentences, names)

    def words(self, intent: str, language: str, rng: np.random.Generator) -> str:
        """One way to say a dialogue intent such as yes or thanks."""
        examples = self._content.intents[intent].examples[language]
        return blurred(examples[int(rng.integers(min(4, len(examples))))], rng)

    def _names(self, kind: Kind, id_: str, department: str, language: str) -> tuple[str, ...]:
        own = self._things(kind)[id_].name[language]
        if kind != "service":
            return (own,)
        return own, self._content.departments[department].name[language]

    def _things(self, kind: Kind) -> Mapping[str, Service | Department | Facility]:
        known: dict[str, Mapping[str, Service | Department | Facility]] = {
            "service": self._content.services,
            "department": self._content.departments,
            "facility": self._content.facilities,
        }
        return known[kind]


def blurred(sentence: str, rng: np.random.Generator) -> str:
    """As a recogniser would write it: no punctuation, sometimes lower case or a lost ending."""
    words = sentence.rstrip(".!? ").split()
    if rng.random() < 0.5:
        words = [word.lower() for word in words]
    if rng.random() < 0.1:
        index = int(rng.integers(len(words)))
        if len(words[index]) > 4:
            words[index] = words[index][:-1]
    return " ".join(words)
