"""The doors as protocols: what the thinking storeys need from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Kind = Literal["service", "department", "facility", "intent", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that an utterance may mean."""

    id: str
    kind: Kind
    probability: float
    """0 to 1, calibrated."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an utterance means, best first; the probabilities sum to at most 1."""

    candidates: tuple[Candidate, ...]
    """May be empty: nothing at all was understood."""

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate, if there is one."""
        return self.candidates[0] if self.candidates else None


class Understanding(Protocol):
    """Text to meaning."""

    def understand(self, text: str, language: str) -> Meaning:
        """What `text` means; `language` is a tag, or empty when unknown. Never raises on any text."""


class SentenceEncoder(Protocol):
    """Sentences to vectors of unit length; near in meaning is near in angle."""

    def encode(self, sentences: list[str]) -> NDArray[np.float32]:
        """(len(sentences), dimension)."""
