"""What understanding is built from: plain values, however the content is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from robot.core.ports import Kind

ASPECTS = ("papers_needed", "fee", "opening_hours", "online_service", "waiting_time")
"""Dialogue intents that can be asked about a service: "what does a passport cost"."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be meant. Texts are keyed by language tag."""

    id: str
    kind: Kind
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Its name and what else people call it; empty for intents."""
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What people say when they mean it."""

    def lessons(self) -> Iterator[tuple[str, str]]:
        """(language, text) of everything to learn from."""
        for texts in (self.names, self.examples):
            for language, sentences in texts.items():
                for sentence in sentences:
                    yield language, sentence


def sharing(topics: Iterable[Topic]) -> frozenset[frozenset[str]]:
    """The ids of each two topics that have an example in common: often meant by the same words."""
    ids: dict[str, set[str]] = {}
    for topic in topics:
        for sentences in topic.examples.values():
            for sentence in sentences:
                ids.setdefault(sentence, set()).add(topic.id)
    return frozenset(
        frozenset(pair) for some in ids.values() if len(some) > 1 for pair in combinations(some, 2)
    )
