"""Which language an utterance was in, of those that were decoded side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from robot.core.ports import Meaning, Transcript

_WITHOUT_MEANING = 0.4
"""Weight of words that mean nothing here, against 1 for those that surely mean something."""
_OTHER_TONGUE = 0.6
"""Weight of words that look like another language than the model's."""
_SAME_LANGUAGE = 1.15
"""The talk's own language is likelier than a change."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """An utterance as one language has it."""

    transcript: Transcript
    meaning: Meaning


def score(hypothesis: Hypothesis) -> float:
    """How well the utterance fits its language, 0 to 1: confidence together with meaning."""
    transcript, meaning = hypothesis.transcript, hypothesis.meaning
    best = meaning.best
    sense = 0.0 if best is None else min(1.0, best.probability)
    looks = 1.0 if meaning.language in ("", transcript.language) else _OTHER_TONGUE
    return transcript.confidence * (_WITHOUT_MEANING + (1 - _WITHOUT_MEANING) * sense) * looks


def choose(hypotheses: Sequence[Hypothesis], current: str = "") -> Hypothesis | None:
    """The best of them, or None if nobody understood a word; `current` is the talk's language."""

    def favoured(each: Hypothesis) -> float:
        own = each.transcript.language == current
        return score(each) * (_SAME_LANGUAGE if own else 1.0)

    worded = [each for each in hypotheses if each.transcript.words]
    return max(worded, key=favoured, default=None)
