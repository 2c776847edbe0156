"""Meaning to decision: answer, ask between two, or say that it was not understood.

Pure policy on calibrated probabilities, so that the talk, `l2b2 talk` and `l2b2 evaluate` decide
alike. The brain calls `decide(meaning, thresholds)` and matches on the type of the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from robot.core.ports import Candidate, Meaning
from robot.dialogue.vocabulary import REACTIONS

OUT_OF_SCOPE = "out_of_scope"
_LIKELY = 0.5
"""Beside a reaction such as thanks or hello, what is likelier than not is acted on."""


class Thresholds(Protocol):
    """What `decide` reads of the settings (robot/core/settings.py)."""

    @property
    def answer_probability(self) -> float:
        """Answer at once when the best candidate is at least this likely."""

    @property
    def answer_margin(self) -> float:
        """... and at least this much likelier than the next one."""

    @property
    def vague_probability(self) -> float:
        """... and the next one less likely than this, if both are often meant by the same words."""

    @property
    def ask_probability(self) -> float:
        """Ask between two when the two together are at least this likely; else decline."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Sure enough: act on it without asking."""

    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Ask:
    """Two are plausible: ask which, `first` the likelier one."""

    first: Candidate
    second: Candidate


@dataclass(frozen=True, slots=True)
class Decline:
    """Act on nothing."""

    reason: Literal["out_of_scope", "unclear"]
    """out_of_scope: a clear request that nobody here serves. unclear: not understood."""


Decision = Answer | Ask | Decline


def decide(meaning: Meaning, thresholds: Thresholds) -> Decision:
    """The robot's decision on one meaning.

    `out_of_scope` is never answered and never offered as a choice: when sure the robot declines
    (offers staff); when not, it asks between the two likeliest real choices if they are worth it.
    Nor is a reaction ("the toilet or hello?"): beside one, the likeliest is acted on sooner.
    """
    best = meaning.best
    if best is None:
        return Decline("unclear")
    runner_up = meaning.candidates[1].probability if len(meaning.candidates) > 1 else 0.0
    sure = (
        best.probability >= thresholds.answer_probability
        and best.probability - runner_up >= thresholds.answer_margin
    )
    if sure and best.id == OUT_OF_SCOPE:
        return Decline("out_of_scope")
    real = [candidate for candidate in meaning.candidates if candidate.id != OUT_OF_SCOPE]
    vague = len(real) > 1 and meaning.vague
    if sure and not (vague and real[1].probability >= thresholds.vague_probability):
        return Answer(best)
    reactions = [candidate.id in REACTIONS for candidate in real[:2]]
    if any(reactions) and real[0].probability >= _LIKELY:
        return Answer(real[0])
    wishes = [candidate for candidate in real if candidate.id not in REACTIONS][:2]
    together = sum(wish.probability for wish in wishes)
    worth_it = len(wishes) == 2 and together >= thresholds.ask_probability
    if worth_it and not reactions[0]:
        return Ask(*wishes)
    return Decline("out_of_scope" if best.id == OUT_OF_SCOPE else "unclear")
