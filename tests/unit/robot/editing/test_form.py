"""The form: what it shows of a file, and what answers change in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from robot.adapters.content_folder import content_files
from robot.adapters.folders import CONTENT
from robot.adapters.yaml_edit import changed
from robot.adapters.yaml_files import parse
from robot.dialogue.files import kind_of_file
from robot.editing.form import edits_of, fields_of, hours_of, parts_of

LANGUAGES = ("de", "en", "tr")
OFFICE = (CONTENT / "departments" / "registry_office.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 24)
NAMES = [path.relative_to(CONTENT).as_posix() for path in content_files(CONTENT)]


def form(text: str, number: int) -> Any:
    data = parse(text, "x").data
    return fields_of(parts_of("department", data)[number], data, LANGUAGES)


def answer(text: str, number: int, **answers: str) -> str:
    named = {key.replace("__", "."): value for key, value in answers.items()}
    prefix = f"services[{number - 1}]." if number else ""
    full = {key if key == "closed_today" else prefix + key: value for key, value in named.items()}
    return changed(text, edits_of(form(text, number), full, TODAY))


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines gone and lines new."""
    old, new = before.split("\n"), after.split("\n")
    return [one for one in old if one not in new], [one for one in new if one not in old]


def test_an_office_and_its_services_are_parts() -> None:
    parts = parts_of("department", parse(OFFICE, "x").data)
    assert [part.id for part in parts][:2] == ["registry_office", "birth_certificate"]
    assert parts[0].names["en"] == "Registry office"
    assert parts_of("flow", parse("states: {}", "x").data) == ()
    assert parts_of("department", "nonsense") == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sent_back_as_it_came_changes_nothing(name: str) -> None:
    text = (CONTENT / name).read_text(encoding="utf-8")
    data = parse(text, name).data
    for part in parts_of(kind_of_file(name) or "", data):
        fields = fields_of(part, data, LANGUAGES)
        assert len({field.name for field in fields}) == len(fields) > 0
        answers = {field.name: field.value.replace("\n", "\r\n") + "\r\n" for field in fields}
        assert edits_of(fields, answers, TODAY) == ()


def test_hours_are_changed_as_people_write_them() -> None:
    made = answer(OFFICE, 0, hours__tue="8-12, 14.00 – 18 Uhr", hours__sat="10-12")
    old, new = lines(OFFICE, made)
    assert old == ['  tue: ["08:00-12:00"]']
    assert new == ['  tue: ["08:00-12:00", "14:00-18:00"]', '  sat: ["10:00-12:00"]']
    assert '  tue: ["08:00-12:00", "14:00-18:00"]\n  wed' in made
    assert "  tue: []\n" in answer(made, 0, hours__tue="")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("8-12", ["08:00-12:00"]),
        ("08:00-12:00, 14:00-18:00", ["08:00-12:00", "14:00-18:00"]),
        ("8 bis 12 Uhr und 14.30 bis 16 Uhr", ["08:00-12:00", "14:30-16:00"]),
        ("8h–12h; 13-15", ["08:00-12:00", "13:00-15:00"]),
        ("", []),
        ("morning", ["morning"]),
        ("8-12-14", ["8-12-14"]),
    ],
)
def test_hours_in_many_spellings(said: str, meant: list[str]) -> None:
    assert hours_of(said) == meant


def test_closed_today_is_one_tick() -> None:
    made = answer(OFFICE, 0, closed_today="yes")
    assert lines(OFFICE, made) == (["closed_on: []"], ['closed_on: ["2026-11-24"]'])
    assert answer(made, 0, closed_today="yes") == made
    assert answer(made, 0, closed_today="") == OFFICE
    bare = OFFICE.replace("closed_on: []\n", "")
    assert 'closed_on: ["2026-11-24"]\nphone' in answer(bare, 0, closed_today="yes")


def test_papers_fee_and_sentences_of_a_service() -> None:
    made = answer(OFFICE, 1, fee__en="20 euros", papers__tr="kimlik\r\n\r\n  pasaport  \r\n")
    data: Any = parse(made, "x").data
    assert data["services"][0]["fee"]["en"] == "20 euros"
    assert data["services"][0]["papers"]["tr"] == ["kimlik", "pasaport"]
    (before,) = [field.value for field in form(made, 1) if field.name.endswith("examples.de")]
    more = answer(made, 1, examples__de=before + "\nWo melde ich: mein Kind?")
    assert lines(made, more) == ([], ['        - "Wo melde ich: mein Kind?"'])


def test_optional_keys_come_and_go_as_a_whole() -> None:
    gone = answer(OFFICE, 1, takes__de="", takes__en="", takes__tr="", online="", appointment="yes")
    service: Any = parse(gone, "x").data["services"][0]  # type: ignore[index]
    assert "takes" not in service and "online" not in service and service["appointment"] is True
    back = answer(
        gone, 1, takes__de="sofort", takes__en="at once", takes__tr="hemen", online="https://a.de"
    )
    service = parse(back, "x").data["services"][0]  # type: ignore[index]
    assert service["takes"] == {"de": "sofort", "en": "at once", "tr": "hemen"}
    assert list(service).index("takes") == list(service).index("fee") + 1


def test_a_value_of_another_form_has_no_box() -> None:
    broken = OFFICE.replace("name: {de: Standesamt", "name: {de: [Standesamt]", 1)
    assert "name.de" not in {field.name for field in form(broken, 0)}
