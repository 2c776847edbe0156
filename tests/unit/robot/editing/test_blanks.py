"""New services and offices: nothing is forgotten, and ids are made from names."""

from __future__ import annotations

import pytest

from robot.dialogue.kinds import KINDS
from robot.dialogue.vocabulary import INTENTS
from robot.editing.blanks import id_from, new_department, new_part

NAMES = {"de": "Ehrung", "en": "", "tr": ""}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Dog tax", "dog_tax"),
        ("Straßenfest (groß)", "strassenfest_gross"),
        ("Çocuk ışığı", "cocuk_isigi"),
        ("  ...  ", "services"),
        ("24-hour desk", "services"),
        ("паспорт", "services"),
        ("x" * 90, "x" * 32),
        ("help", "help_2"),
    ],
)
def test_an_id_is_made_from_the_name(name: str, made: str) -> None:
    assert id_from(name, INTENTS, "services") == made


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert id_from("Dog tax", {"dog_tax", "dog_tax_2"}, "services") == "dog_tax_3"


@pytest.mark.parametrize("kind", ["services", "elsewhere", "department"])
def test_a_new_part_has_every_key_that_is_needed_and_no_unknown_one(kind: str) -> None:
    if kind == "department":
        made, form = new_department("x", NAMES, "E1", 0), KINDS["department"].schema()
    else:
        made = new_part(kind, "x", NAMES)
        file = KINDS["department" if kind == "services" else "elsewhere"].schema()
        form = file["properties"][kind]["items"]
    assert set(form["required"]) <= set(made) <= set(form["properties"])
