"""How something is meant that asks for nothing."""

from __future__ import annotations

import pytest

from robot.dialogue.tones import ordinal_of, tone_of

WORDS = {"rude": ("blöd", "halt die Klappe"), "child": ("Papa", "guck mal")}


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Bist du BLÖD?!", "rude"),
        ("Halt die Klappe!", "rude"),
        ("Die Klappe halt", ""),
        ("Papa, guck mal", "child"),
        ("Papa, bist du blöd", "rude"),
        ("Blödsinn", ""),
        ("", ""),
    ],
)
def test_whole_words_betray_a_tone(text: str, tone: str) -> None:
    assert tone_of(text, WORDS) == tone


ORDINALS = {"first": ("das erste", "erstes"), "second": ("das zweite", "letzteres")}


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Das zweite, bitte!", 1),
        ("ja das erste", 0),
        ("letzteres", 1),
        ("das erste oder das zweite", None),
        ("zweite Klasse", None),
        ("das erste Mal war ich hier wegen etwas anderem", None),
        ("", None),
    ],
)
def test_one_of_two_is_chosen_by_its_place(text: str, chosen: int | None) -> None:
    assert ordinal_of(text, ORDINALS) == chosen
