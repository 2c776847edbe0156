"""An utterance -> what it means for the talk: an event, and the topics that go with it."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.ports import Candidate, Understanding
from robot.dialogue.answers import Topic
from robot.dialogue.decide import Answer, Ask, Thresholds, decide
from robot.dialogue.segments import corrected, halves

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


def interpret(
    text: str,
    language: str,
    understanding: Understanding,
    thresholds: Thresholds,
    offered: tuple[Candidate, ...] = (),
) -> Understood:
    """What `text` means; `offered` are the two that were asked about just before, if any."""
    said = corrected(text)
    meaning = understanding.understand(said, language)
    names = {candidate.id for candidate in offered}
    for candidate in meaning.candidates:
        if candidate.id in names and candidate.probability >= CHOSEN_PROBABILITY:
            return of_candidate(candidate)
    if two := _two_needs(said, language, understanding, thresholds):
        return two
    decision = decide(meaning, thresholds)
    if isinstance(decision, Answer):
        return of_candidate(decision.candidate)
    if isinstance(decision, Ask):
        return Understood("unsure", candidates=(decision.first, decision.second))
    return Understood(decision.reason)


def of_candidate(candidate: Candidate) -> Understood:
    """The event of something that is clear."""
    if candidate.kind == "intent":
        return Understood(candidate.id)
    return Understood(candidate.kind, (Topic(candidate.id, candidate.kind),))


def _two_needs(
    said: str, language: str, understanding: Understanding, thresholds: Thresholds
) -> Understood | None:
    """Both halves are clear and different, and neither is talk to the robot."""
    parts = halves(said)
    if parts is None:
        return None
    topics: list[Topic] = []
    for part in parts:
        decision = decide(understanding.understand(part, language), thresholds)
        if not isinstance(decision, Answer) or decision.candidate.kind in ("intent", "elsewhere"):
            return None
        topics.append(Topic(decision.candidate.id, decision.candidate.kind))
    if topics[0].id == topics[1].id:
        return None
    return Understood(topics[0].kind, tuple(topics))
