"""The language of an utterance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.core.ports import Candidate, Meaning, Transcript, Word
from robot.speech.choice import Hypothesis, choose, score


def hypothesis(
    language: str, confidence: float, probability: float, looks: str = "", text: str = "so"
) -> Hypothesis:
    words = (Word(text, confidence, 0.0, 0.5),) if text else ()
    meaning = Meaning((Candidate("passport", "service", probability),), language=looks)
    return Hypothesis(Transcript(language, words), meaning)


def test_confidence_alone_does_not_decide() -> None:
    german = hypothesis("de", 0.95, 0.05)
    turkish = hypothesis("tr", 0.85, 0.95, "tr")
    assert choose([german, turkish]) is turkish


def test_words_that_look_like_another_language_weigh_less() -> None:
    german = hypothesis("de", 0.9, 0.6, looks="en")
    english = hypothesis("en", 0.8, 0.6, looks="en")
    assert choose([german, english]) is english


def test_the_talks_language_wins_a_near_tie_only() -> None:
    german, english = hypothesis("de", 0.8, 0.6), hypothesis("en", 0.85, 0.6)
    assert choose([german, english]) is english
    assert choose([german, english], current="de") is german
    assert choose([hypothesis("de", 0.5, 0.1), english], current="de") is english


def test_nobody_understood_a_word() -> None:
    assert choose([hypothesis("de", 1.0, 1.0, text="")]) is None
    assert choose([]) is None


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_score_lies_between_0_and_1_and_grows_with_meaning(
    confidence: float, less: float, more: float
) -> None:
    less, more = sorted((less, more))
    low = score(hypothesis("de", confidence, less))
    high = score(hypothesis("de", confidence, more))
    assert 0 <= low <= high <= 1 + 1e-9
