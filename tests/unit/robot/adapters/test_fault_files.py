"""Every fault that the checks of the content can tell is told in every language of the staff."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.adapters.fault_files import fault_texts
from robot.core.problems import Problem

ROBOT = Path(__file__).parents[4] / "robot"
NAMES = ("yaml_files", "content_folder", "label_files")
CHECKS = (
    *sorted((ROBOT / "dialogue").glob("*.py")), ROBOT / "reception" / "content.py",
    *(ROBOT / "adapters" / f"{name}.py" for name in NAMES),
)  # fmt: skip
TELLERS = ("fault", "Problem", "_fault", "_one", "_problem", "TemplateError")
KEPT = ("expected", "found", "hint", "wanted", "whole", "any_")
"""Names of variables that hold such texts."""
SAMPLE = "x9"
"""Put in wherever a text has a place for something."""


def texts(node: ast.AST) -> Iterator[str]:
    """What an argument of a fault can be, as far as it is written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else SAMPLE for one in node.values)
        yield "".join(map(str, parts))
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (text for value in node.values for text in texts(value))


def told_by_the_checks() -> set[str]:
    found = set()
    for file in CHECKS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            called = getattr(name, "attr", getattr(name, "id", ""))
            if isinstance(node, ast.Call) and called in TELLERS:
                found |= {text for one in node.args for text in texts(one)}
            if isinstance(node, ast.Call) and called == "Text":  # what it means, for people
                found |= {text for one in node.args[1:] for text in texts(one)}
            if isinstance(node, ast.Assign) and any(
                isinstance(one, ast.Name) and one.id in KEPT
                for target in node.targets
                for one in ast.walk(target)
            ):
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                found |= {text for one in values for text in texts(one)}
    return {text for text in found if re.search(r"[a-z]{2} ", text)}


@pytest.mark.parametrize("language", ["de", "tr"])
def test_every_text_of_a_fault_has_its_words(language: str) -> None:
    spoken = fault_texts(language)
    found = told_by_the_checks()
    assert len(found) > 80, "looked in the wrong place"
    english = sorted(
        text
        for text in found
        if text == spoken.text(text) and spoken.text(f"'{text}'") == f"'{text}'"
    )
    assert english == []


def test_a_fault_on_one_line() -> None:
    hours = Problem(
        "a.yaml", 16, "hours.mon[0]", "'8-12'", 'hours such as "08:00-12:00", in quotes'
    )
    typo = Problem("a.yaml", 3, "", "'the unknown key nam'", "a known key", "did you mean name?")
    assert fault_texts("de").line(hours) == (
        "a.yaml:16: hours.mon[0]: gefunden: '8-12', erwartet: Zeiten wie \"08:00-12:00\", "
        "in Anführungszeichen"
    )
    assert fault_texts("de").line(typo) == (
        "a.yaml:3: gefunden: der unbekannte Schlüssel nam, erwartet: ein bekannter Schlüssel "
        "(meinten Sie name?)"
    )
    assert fault_texts("en").line(typo) == str(typo)
    assert fault_texts("../de").line(typo) == str(typo)


def test_what_people_wrote_stays_as_it_is() -> None:
    wrote = Problem("a.yaml", 1, "", "'one of a list'", "a text with {name} and {fee}")
    assert fault_texts("de").told(wrote).found == "'one of a list'"
    assert fault_texts("de").told(wrote).expected == "ein Text mit {name} and {fee}"
