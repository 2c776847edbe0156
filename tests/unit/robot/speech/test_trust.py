"""What is acted on: words, vocabulary and meaning together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.ports import Candidate, Meaning, Transcript, Word
from robot.core.speech_settings import SpeechSettings
from robot.speech.trust import KnownWords, Verdict, judge

SETTINGS = SpeechSettings()
KNOWN = KnownWords([("en", "i need a new passport"), ("en", "yes please"), ("en", "no")])


def transcript(text: str, confidence: float = 0.95, word_s: float = 0.3) -> Transcript:
    words = text.split()
    return Transcript(
        "en",
        tuple(Word(w, confidence, n * word_s, (n + 1) * word_s) for n, w in enumerate(words)),
    )


def meaning(id_: str = "passport", probability: float = 0.95) -> Meaning:
    kind = "service" if id_ == "passport" else "intent"
    return Meaning((Candidate(id_, kind, probability),), language="en")  # type: ignore[arg-type]


def verdict(said: Transcript, meant: Meaning) -> Verdict:
    return judge(said, meant, KNOWN, SETTINGS).verdict


def test_a_clear_request_is_acted_on() -> None:
    assert verdict(transcript("i need a new passport"), meaning()) is Verdict.ACT


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (transcript("i need a new passport", confidence=0.3), meaning()),
        (transcript("the moon was purple that night"), meaning()),
        (transcript("passport"), meaning(probability=0.2)),
        (transcript(""), meaning()),
        (transcript("the"), Meaning(())),
    ],
    ids=["unsure words", "unknown words", "unsure meaning", "silence", "no meaning"],
)
def test_one_doubtful_figure_is_enough_not_to_act(said: Transcript, meant: Meaning) -> None:
    assert verdict(said, meant) is Verdict.NOTHING


def test_what_was_clearly_said_and_means_nothing_is_asked_again() -> None:
    assert verdict(transcript("i need a new please"), meaning(probability=0.1)) is Verdict.UNCLEAR
    out = meaning("out_of_scope", 0.9)
    assert verdict(transcript("i need a new please"), out) is Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (transcript("yes"), Verdict.ACT),
        (transcript("yes please"), Verdict.ACT),
        (transcript("yes", confidence=0.79), Verdict.NOTHING),
        (transcript("yes", word_s=0.04), Verdict.NOTHING),
        (transcript("yes", word_s=3.0), Verdict.NOTHING),
        (transcript("yes yes yes yes"), Verdict.NOTHING),
        (transcript("yes purple"), Verdict.NOTHING),
    ],
    ids=["yes", "yes please", "unsure", "click", "hum", "babble", "unknown word"],
)
def test_yes_is_never_answered_by_noise(said: Transcript, told: Verdict) -> None:
    assert verdict(said, meaning("yes", 0.99)) is told


@given(
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from(["passport", "yes", "fee"])
)
def test_more_confidence_never_makes_it_less_trusted(
    lower: float, higher: float, probability: float, id_: str
) -> None:
    lower, higher = sorted((lower, higher))
    worse = judge(transcript("new passport", lower), meaning(id_, probability), KNOWN, SETTINGS)
    better = judge(transcript("new passport", higher), meaning(id_, probability), KNOWN, SETTINGS)
    order = [Verdict.NOTHING, Verdict.UNCLEAR, Verdict.ACT]
    assert order.index(worse.verdict) <= order.index(better.verdict)
    assert 0 <= worse.score <= better.score <= 1
