"""A meaning -> what it is for the talk: an event of the flow, and the topics that go with it."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.ports import Candidate, Meaning
from robot.dialogue.answers import Topic
from robot.dialogue.decide import Answer, Ask, Thresholds, decide

CHOSEN_PROBABILITY = 0.25
"""After `which of the two?`, one of them needs only this much."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What to do with an utterance or a touch."""

    event: str
    """Event of flow.yaml."""
    topics: tuple[Topic, ...] = ()
    """What is wanted, in order; at most two."""
    candidates: tuple[Candidate, ...] = ()
    """The two to choose from, for `unsure`."""
    aspect: str = ""
    """What is asked about the first topic (an intent such as fee); empty: everything."""


def interpret(
    meaning: Meaning, thresholds: Thresholds, offered: tuple[Candidate, ...] = ()
) -> Understood:
    """What to do; `offered` are the two that were asked about just before, if any."""
    decision = decide(meaning, thresholds)
    # Who is asked "the passport or the dog?" may well say "no, the identity card".
    wished = isinstance(decision, Answer) and decision.candidate.kind != "intent"
    if not wished and (chosen := _chosen(meaning, offered)) is not None:
        return of_candidate(chosen)
    if meaning.also and meaning.best is not None and meaning.best.kind != "intent":
        # Each of several needs takes a share of the probability; both were named surely.
        return _with_second(meaning.best, meaning)
    if isinstance(decision, Answer):
        return _with_second(decision.candidate, meaning)
    if isinstance(decision, Ask):
        return Understood("unsure", candidates=(decision.first, decision.second))
    return Understood(decision.reason)


def _chosen(meaning: Meaning, offered: tuple[Candidate, ...]) -> Candidate | None:
    """Which of the two offered is meant: named, or left when the other is refused."""
    left = {
        candidate.id: candidate for candidate in offered if candidate.id not in meaning.rejected
    }
    for candidate in meaning.candidates:
        if candidate.id in left and candidate.probability >= CHOSEN_PROBABILITY:
            return candidate
    return next(iter(left.values())) if meaning.rejected and len(left) == 1 else None


def of_candidate(candidate: Candidate) -> Understood:
    """The event of something that is clear."""
    if candidate.kind == "intent":
        return Understood(candidate.id)
    return Understood(candidate.kind, (Topic(candidate.id, candidate.kind),))


def _with_second(best: Candidate, meaning: Meaning) -> Understood:
    first = of_candidate(best)
    second = [Topic(one.id, one.kind) for one in meaning.also if one.kind != "intent"][:1]
    if not first.topics:
        return first
    return Understood(first.event, (*first.topics, *second), aspect=meaning.aspect)
