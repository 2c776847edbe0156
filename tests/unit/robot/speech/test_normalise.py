"""Figures as a voice should read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.speech.normalise import WORDINGS, spoken


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Zimmer E12", "Zimmer E 12"),
        ("de", "Schalter E01–E06", "Schalter E 1 bis E 6"),
        ("de", "von 8:00 bis 12:30 Uhr", "von 8 Uhr bis 12 Uhr 30"),
        ("de", "8:00-12:00", "8 Uhr bis 12 Uhr"),
        ("de", "Das kostet 22,80 €.", "Das kostet 22 Euro 80."),
        ("de", "37 €", "37 Euro"),
        ("de", "Telefon +49 7141 000-1500.", "Telefon plus 4 9, 7 1 4 1, 0 0 0, 1 5 0 0."),
        ("de", "Rufen Sie 07141/910-0 an", "Rufen Sie 0 7 1 4 1, 9 1 0, 0 an"),
        ("de", "unter 116117", "unter 1 1 6 1 1 7"),
        ("de", "ab 1.200 Euro", "ab 1.200 Euro"),
        ("de", "seit 2025", "seit 2025"),
        ("en", "+49 7141 000-0", "plus 4 9, 7 1 4 1, 0 0 0, 0"),
        ("en", "9:05 - 17:30", "9 oh 5 AM to 5 30 PM"),
        ("tr", "+49 7141 000-0", "artı 4 9, 7 1 4 1, 0 0 0, 0"),
        ("de", "Zimmer 104", "Zimmer 104"),
        ("de", "Abholterminal 24/7", "Abholterminal 24/7"),
        ("de", "Kfz-Zulassung", "Kfz-Zulassung"),
        ("en", "Room E12 opens at 8:30", "Room E 12 opens at 8 30 AM"),
        ("en", "until 18:00", "until 6 PM"),
        ("en", "1 €", "1 euro"),
        ("tr", "E12 numaralı oda", "E 12 numaralı oda"),
        ("tr", "08:30 - 12:00", "8 30 ile 12"),
        ("tr", "22,80 avro", "22 avro 80 sent"),
        ("ko", "E12 8:30", "E12 8:30"),
    ],
)
def test_figures_are_written_out(language: str, text: str, expected: str) -> None:
    assert spoken(text, language) == expected


@given(st.text(), st.sampled_from(sorted(WORDINGS)))
def test_speaking_a_spoken_text_changes_nothing_more(text: str, language: str) -> None:
    once = spoken(text, language)
    assert spoken(once, language) == once
