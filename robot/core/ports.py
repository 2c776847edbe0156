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
    aspect: str = ""
    """What is asked about the best candidate: papers_needed, fee, opening_hours, online_service or
    waiting_time; empty: the thing itself."""
    also: tuple[Candidate, ...] = ()
    """Further needs named surely in the same utterance ("a passport, and my dog is new"), in the
    order in which they were said; the best candidate is not among them."""
    rejected: tuple[str, ...] = ()
    """Ids that the utterance itself rules out ("not the passport"); not among the candidates."""
    language: str = ""
    """Language the words look like, among those with examples; empty: cannot be told."""

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate, if there is one."""
        return self.candidates[0] if self.candidates else None


class Understanding(Protocol):
    """Text to meaning."""

    def understand(self, text: str, language: str) -> Meaning:
        """What `text` means; `language` is a tag, or empty when unknown. Raises on no text."""


class SentenceEncoder(Protocol):
    """Sentences to vectors of unit length; near in meaning is near in angle."""

    def encode(self, sentences: list[str]) -> NDArray[np.float32]:
        """(len(sentences), dimension)."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of sound, mono."""

    samples: NDArray[np.int16]
    """(N,), full scale +-32767."""
    rate_hz: int
    """Samples per second."""

    @property
    def duration_s(self) -> float:
        """Seconds it lasts."""
        return self.samples.size / self.rate_hz


class VoiceError(Exception):
    """A text could not be made into sound; says why and what to do."""


class Voice(Protocol):
    """Text to sound."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary language tags that can be spoken."""

    def sound(self, text: str, language: str, rate: float) -> Sound:
        """One sentence as sound; `rate` 1.0 is the normal pace. Raises VoiceError."""


class Loudspeaker(Protocol):
    """Where sound goes."""

    def play(self, sound: Sound, volume: float) -> None:
        """Begin to play and return at once; what played before ends. `volume` 0 to 1."""

    def silence(self) -> None:
        """End what is playing, within 100 ms."""
