"""The topics of a checked content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from robot.core.ports import Kind
from robot.dialogue.content import (
    Content,
    Department,
    Elsewhere,
    Facility,
    Intent,
    Service,
    TextLists,
    Vague,
)
from robot.dialogue.understanding.topics import Topic


def topics_of(content: Content) -> tuple[Topic, ...]:
    """Everything that a visitor can mean, in the content's order.

    A sentence that fits two of them is an example of both, so that learning finds both likely.
    """
    groups: tuple[
        tuple[Kind, Mapping[str, Service | Department | Facility | Elsewhere | Intent]], ...
    ] = (
        ("service", dict(content.services)),
        ("department", dict(content.departments)),
        ("facility", dict(content.facilities)),
        ("elsewhere", dict(content.elsewhere)),
        ("intent", dict(content.intents)),
    )
    return tuple(
        Topic(
            thing.id,
            kind,
            {} if isinstance(thing, Intent) else _names(thing),
            _examples(thing.id, thing.examples, content.vague),
        )
        for kind, things in groups
        for thing in things.values()
    )


def _examples(id_: str, own: TextLists, vague: Sequence[Vague]) -> TextLists:
    shared = [one.examples for one in vague if id_ in one.between]
    return {
        language: (*sentences, *(text for some in shared for text in some.get(language, ())))
        for language, sentences in own.items()
    }


def _names(thing: Service | Department | Facility | Elsewhere) -> dict[str, tuple[str, ...]]:
    languages = [*thing.name, *thing.also_called]
    return {
        language: (
            *([thing.name[language]] if language in thing.name else []),
            *thing.also_called.get(language, ()),
        )
        for language in dict.fromkeys(languages)
    }
