"""The topics of a checked content."""

from __future__ import annotations

from collections.abc import Mapping

from robot.core.ports import Kind
from robot.dialogue.content import Content, Department, Elsewhere, Facility, Service
from robot.dialogue.understanding.topics import Topic


def topics_of(content: Content) -> tuple[Topic, ...]:
    """Everything that a visitor can mean, in the content's order."""
    groups: tuple[tuple[Kind, Mapping[str, Service | Department | Facility | Elsewhere]], ...] = (
        ("service", dict(content.services)),
        ("department", dict(content.departments)),
        ("facility", dict(content.facilities)),
        ("elsewhere", dict(content.elsewhere)),
    )
    named = (
        Topic(thing.id, kind, _names(thing), thing.examples)
        for kind, things in groups
        for thing in things.values()
    )
    intents = (Topic(i.id, "intent", {}, i.examples) for i in content.intents.values())
    return (*named, *intents)


def _names(thing: Service | Department | Facility | Elsewhere) -> dict[str, tuple[str, ...]]:
    languages = [*thing.name, *thing.also_called]
    return {
        language: (
            *([thing.name[language]] if language in thing.name else []),
            *thing.also_called.get(language, ()),
        )
        for language in dict.fromkeys(languages)
    }
