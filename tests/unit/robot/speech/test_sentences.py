"""Texts in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.speech.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("   ", ()),
        ("Guten Tag", ("Guten Tag",)),
        ("Guten Tag. Wohin?  Los!", ("Guten Tag.", "Wohin?", "Los!")),
        ("Das ist im 1. Stock. Bitte.", ("Das ist im 1. Stock.", "Bitte.")),
        (
            "Bringen Sie z. B. einen Pass mit. Danke.",
            ("Bringen Sie z. B. einen Pass mit.", "Danke."),
        ),
        ("Ab 8.30 Uhr geöffnet.", ("Ab 8.30 Uhr geöffnet.",)),
        ('Sie sagte: "Kommen Sie." Dann ging sie.', ('Sie sagte: "Kommen Sie."', "Dann ging sie.")),
    ],
)
def test_texts_are_cut_where_a_listener_hears_an_end(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@given(st.text())
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())
