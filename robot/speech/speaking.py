"""A text spoken sentence by sentence: pure bookkeeping of what sounds when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from robot.core.ports import Sound, Voice
from robot.speech.normalise import spoken
from robot.speech.sentences import sentences

PAUSE_S = 0.15
"""Silence between sentences, seconds."""
_READING_CHARACTERS_PER_S = 15.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence, ready to be heard."""

    text: str
    sound: Sound
    last: bool


def pieces(voice: Voice, text: str, language: str, rate: float) -> Iterator[Piece]:
    """Sentences of `text` as sound, each made when asked for, so that the first sounds early.

    Raises VoiceError, as Voice.sound does.
    """
    parts = sentences(text)
    for number, part in enumerate(parts, start=1):
        yield Piece(part, voice.sound(spoken(part, language), language, rate), number == len(parts))


def reading_s(text: str) -> float:
    """Seconds that people need to read a caption that is not heard."""
    return max(2.0, len(text) / _READING_CHARACTERS_PER_S)
