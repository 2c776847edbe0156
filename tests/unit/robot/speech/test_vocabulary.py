"""Words that no recogniser knows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.speech.vocabulary import Unheard, respell, unheard

KNOWN = {"geburts", "urkunde", "pass", "reise", "amt", "standes"}


def test_compounds_are_respelt_with_known_words() -> None:
    found = unheard(["geburtsurkunde", "reise pass 12", "standesamt xyz"], KNOWN.__contains__)
    assert found == (
        Unheard("geburtsurkunde", "geburts urkunde"),
        Unheard("standesamt", "standes amt"),
        Unheard("xyz", ""),
    )


def test_four_parts_at_most() -> None:
    assert respell("reisepassamt", KNOWN.__contains__) == "reise pass amt"
    assert respell("pass" * 4, KNOWN.__contains__) == "pass pass pass pass"
    assert respell("pass" * 5, KNOWN.__contains__) == ""


def test_one_syllable_is_a_word_where_letters_are_syllables() -> None:
    assert respell("호적과", {"호적", "과"}.__contains__) == "호적 과"


@given(st.text("abc", max_size=12), st.sets(st.text("abc", min_size=1, max_size=5)))
def test_a_respelling_is_the_same_letters_in_known_words(word: str, words: set[str]) -> None:
    told = respell(word, words.__contains__)
    assert not told or (told.replace(" ", "") == word and set(told.split()) <= words)
