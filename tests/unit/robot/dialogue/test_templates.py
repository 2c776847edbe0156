from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.dialogue.templates import TemplateError, parse


def test_slots_are_put_in():
    assert parse("{name} in {room}").expand({"name": "Kasse", "room": "E10"}) == "Kasse in E10"


def test_part_with_an_empty_slot_is_dropped():
    template = parse("Da. [Gebühr: {fee}.] Ende.")
    assert template.expand({}) == "Da. Ende."
    assert template.expand({"fee": "5 Euro"}) == "Da. Gebühr: 5 Euro. Ende."


def test_number_chooses_the_form():
    template = parse("{count: # Minute | # Minuten}")
    assert template.expand({"count": "1"}) == "1 Minute"
    assert template.expand({"count": "7"}) == "7 Minuten"


def test_blanks_before_punctuation_vanish():
    assert parse("Ja [{a}] .").expand({}) == "Ja."


@pytest.mark.parametrize(
    "text", ["{", "}", "[a", "a]", "[[{a}]]", "{A}", "{a b}", "[nichts]", "{a:b}"]
)
def test_faults_are_named(text):
    with pytest.raises(TemplateError):
        parse(text)


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text):
    try:
        template = parse(text)
    except TemplateError:
        return
    template.expand({})


def test_a_no_break_blank_before_a_mark_stays():
    assert parse("Bonjour\u00a0! [{name} ,] ça va ?").expand({}) == "Bonjour\u00a0! ça va?"
