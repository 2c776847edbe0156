"""How something is meant that asks for nothing."""

from __future__ import annotations

import pytest

from robot.dialogue.tones import tone_of

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
