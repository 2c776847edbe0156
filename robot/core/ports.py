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
    vague: bool = False
    """The two likeliest, out_of_scope aside, are often meant by the same words (vague.yaml)."""

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


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was recognised."""

    text: str
    confidence: float
    """0 to 1."""
    start_s: float
    end_s: float
    """Seconds from the first sample of the utterance."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """An utterance as one language's recogniser understood it."""

    language: str
    words: tuple[Word, ...]
    """May be empty: nothing was understood."""

    @property
    def text(self) -> str:
        """The words in order."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Of all words, each by its length in time; 0 without words."""
        weights = [max(0.01, word.end_s - word.start_s) for word in self.words]
        sure = sum(word.confidence * each for word, each in zip(self.words, weights, strict=True))
        return min(1.0, sure / sum(weights)) if weights else 0.0


class Recogniser(Protocol):
    """Sound to words, in one language, as it comes."""

    @property
    def language(self) -> str:
        """Language tag."""

    def feed(self, samples: NDArray[np.int16]) -> str:
        """Take the next (N,) samples, 16 kHz; returns what was understood so far."""

    def settle(self) -> Transcript:
        """All of the utterance so far, to its last word, which `feed` tells late; it may go on."""

    def finish(self) -> Transcript:
        """The utterance is over; the next `feed` begins another one."""


@dataclass(frozen=True, slots=True)
class FaceBox:
    """A face seen from the front; pixels of the picture."""

    x_px: float
    """Left edge."""
    y_px: float
    """Upper edge."""
    width_px: float


class CameraError(Exception):
    """Faces cannot be looked for; says why and what to do."""


class FaceFinder(Protocol):
    """Faces in a picture."""

    def faces(self, image: NDArray[np.uint8]) -> tuple[FaceBox, ...]:
        """Those who look about into the camera. `image`: (height, width, 3), RGB."""


class VoiceActivity(Protocol):
    """Whether somebody speaks."""

    def voiced(self, frame: NDArray[np.int16]) -> bool:
        """Whether a frame of (320,) samples, 20 ms at 16 kHz, holds speech."""
