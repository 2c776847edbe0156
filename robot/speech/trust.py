"""Whether words are acted on: confidence, known words and meaning decide together.

A small model puts some word to any noise, often with full confidence; no single figure is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from robot.core.ports import Meaning, Transcript
from robot.core.speech_settings import SpeechSettings

OUT_OF_SCOPE = "out_of_scope"
_ANSWERS = frozenset({"yes", "no"})
_LONGEST_ANSWER = 3
_CLEAR = 0.7
_LEAST_CONFIDENCE = 0.5
"""Words less sure than this are not acted on, however well they would fit."""
_LEAST_WORDS = 3
_SHORTEST_S, _LONGEST_WORD_S = 0.1, 2.0
"""A yes or no takes this long per word; shorter is a click, longer a hum."""


class Verdict(Enum):
    """What becomes of an utterance."""

    ACT = "act"
    """The talk goes on with it."""
    UNCLEAR = "unclear"
    """Somebody clearly said something to the robot; it has to say that it did not understand."""
    NOTHING = "nothing"
    """Noise, babble, or talk among others: as if it had not been heard."""


@dataclass(frozen=True, slots=True)
class Trust:
    """A verdict and how sure it is."""

    verdict: Verdict
    score: float
    """0 to 1."""


class KnownWords:
    """The words of the content in each language."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """From (language, text as spoken: lower case, no punctuation)."""
        words: dict[str, set[str]] = {}
        for language, text in texts:
            words.setdefault(language, set()).update(text.split())
        self._words: Mapping[str, frozenset[str]] = {k: frozenset(v) for k, v in words.items()}

    def share(self, transcript: Transcript) -> float:
        """Part of the utterance's time, 0 to 1, in which a word of the content was said."""
        known = self._words.get(transcript.language, frozenset())
        lengths = [max(0.01, word.end_s - word.start_s) for word in transcript.words]
        found = sum(
            length
            for word, length in zip(transcript.words, lengths, strict=True)
            if word.text.lower() in known
        )
        return min(1.0, found / sum(lengths)) if lengths else 0.0


def judge(
    transcript: Transcript, meaning: Meaning, known: KnownWords, settings: SpeechSettings
) -> Trust:
    """The verdict on an utterance and what it seems to mean."""
    best = meaning.best
    if not transcript.words:
        return Trust(Verdict.NOTHING, 0.0)
    sound = transcript.confidence * known.share(transcript)
    if best is None:
        return Trust(_unclear(transcript, sound), 0.0)
    if best.id in _ANSWERS:
        return _answer(transcript, best.probability, known, settings)
    score = min(1.0, sound * best.probability)
    doubtful = transcript.confidence < _LEAST_CONFIDENCE or score < settings.trust
    if best.id == OUT_OF_SCOPE or doubtful:
        return Trust(_unclear(transcript, sound), score)
    return Trust(Verdict.ACT, score)


def _answer(
    transcript: Transcript, probability: float, known: KnownWords, settings: SpeechSettings
) -> Trust:
    """Yes and no are short sounds that noise resembles: every word must be sure and known."""
    words = transcript.words
    least = min(word.confidence for word in words)
    lengths = [word.end_s - word.start_s for word in words]
    sure = (
        len(words) <= _LONGEST_ANSWER
        and least >= settings.sure_word
        and known.share(transcript) >= 1.0
        and all(_SHORTEST_S <= length <= _LONGEST_WORD_S for length in lengths)
    )
    return Trust(Verdict.ACT if sure else Verdict.NOTHING, min(1.0, least * probability))


def _unclear(transcript: Transcript, sound: float) -> Verdict:
    """Not acted on; answered only where several words were heard clearly."""
    clear = len(transcript.words) >= _LEAST_WORDS and sound >= _CLEAR
    return Verdict.UNCLEAR if clear else Verdict.NOTHING
