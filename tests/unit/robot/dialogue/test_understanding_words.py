"""Folding, clauses, mending, mishearing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from robot.dialogue.understanding.noise import misheard
from robot.dialogue.understanding.repair import KnownWords
from robot.dialogue.understanding.topics import Topic
from robot.dialogue.understanding.words import LONGEST_TEXT, clauses, clean, fold, spoken


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KİMLİĞİM", "kimligim"),
        ("ışık", "isik"),
        ("Führerschein!", "fuhrerschein"),
        ("Straße", "strasse"),
        ("Ankara'ya gidiyorum", "ankaraya gidiyorum"),
        ("  zwei   Wörter ", "zwei worter"),
    ],
)
def test_fold_forgets_spelling_habits(text: str, folded: str) -> None:
    assert fold(text) == folded


@example("\N{ARABIC LIGATURE YEH WITH HAMZA ABOVE WITH ALEF ISOLATED FORM}")
@example("\N{LATIN SMALL LETTER O WITH STROKE AND ACUTE}")
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(clean(text))
    assert fold(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_leaves_text_that_can_be_encoded(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.encode("utf-8")) >= len(cleaned) and len(cleaned) <= LONGEST_TEXT


def test_half_surrogates_and_control_characters_go() -> None:
    assert spoken(clean("Pa\ud800ss\x00 bitte\u202e")) == "pass bitte"


def test_a_story_falls_into_clauses() -> None:
    text = "also wir sind umgezogen und jetzt brauche ich einen neuen Ausweis weil der alte weg ist"
    assert clauses(text) == (
        "also wir sind umgezogen",
        "und jetzt brauche ich einen neuen ausweis",
        "weil der alte weg ist",
    )


def test_a_short_utterance_is_one_clause() -> None:
    assert clauses("neuer Pass, bitte") == ("neuer pass bitte",)


@given(st.text())
def test_no_word_is_lost_in_clauses(text: str) -> None:
    words = set(spoken(clean(text)).split())
    assert {word for clause in clauses(clean(text)) for word in clause.split()} == words


KNOWN = KnownWords(
    [Topic("id_card", "service", {}, {"de": ("Personalausweis verlängern", "ich habe ihn")})]
)


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("per so nal aus weis ver längern", "personalausweis verlängern"),
        ("ich habe ihn", "ich habe ihn"),
        ("etwas ganz anderes", "etwas ganz anderes"),
        ("", ""),
    ],
)
def test_torn_words_are_mended(torn: str, whole: str) -> None:
    assert KNOWN.mend(torn) == whole


def test_share_of_known_words() -> None:
    assert KNOWN.share("ich habe nichts") == pytest.approx(2 / 3)
    assert KNOWN.share("") == 0


@given(st.text(), st.integers(0, 2**32))
def test_mishearing_is_repeatable_and_leaves_something(text: str, seed: int) -> None:
    said = spoken(clean(text))
    assert misheard(said, seed) == misheard(said, seed)
    assert bool(misheard(said, seed)) == bool(said)
