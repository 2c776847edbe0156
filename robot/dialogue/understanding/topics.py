"""What understanding is built from: plain values, however the content is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
