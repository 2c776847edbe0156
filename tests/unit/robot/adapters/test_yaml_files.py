"""YAML files: plain data with lines, and every refusal named with its line."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from robot.adapters.yaml_files import MAX_BYTES, load, parse
from robot.core.problems import Problem, ProblemsFound


def fault(raw: bytes | str) -> Problem:
    with pytest.raises(ProblemsFound) as caught:
        parse(raw, "town.yaml")
    return caught.value.problems[0]


def test_remembers_the_line_of_every_key_and_item() -> None:
    file = parse(
        "# top\nid: a\nservices:\n  - id: x\n    fee: {de: 15 Euro}\n  - id: y\n", "a.yaml"
    )
    assert file.data == {
        "id": "a",
        "services": [{"id": "x", "fee": {"de": "15 Euro"}}, {"id": "y"}],
    }
    assert file.line_of(("id",)) == 2
    assert file.line_of(("services", 0, "fee", "de")) == 5
    assert file.line_of(("services", 1)) == 6
    assert file.line_of(("services", 1, "fee", "tr")) == 6, "the nearest line known"
    assert file.line_of(("nothing",)) == 2, "where the document begins"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True), ("null", None), ("", None), ("12", 12), ("-1.5", -1.5), ("1e3", 1000.0),
        ("no", "no"), ("on", "on"), ("08:30", "08:30"), ("2026-12-24", "2026-12-24"),
        ("007", "007"), ("'12'", "12"), ("0", 0), ("0.5", 0.5), (".inf", float("inf")),
    ],
)  # fmt: skip
def test_plain_words_mean_what_people_mean(written: str, meant: object) -> None:
    assert parse(f"a: {written}\n", "a.yaml").data == {"a": meant}


def test_an_empty_file_holds_nothing() -> None:
    assert parse("", "a.yaml").data is None


@pytest.mark.parametrize(
    ("raw", "line", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key again"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "the tag"),
        ("a: &x 1\nb: 2\n", 1, "&x"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("a:\n\tb: 1\n", 2, "a tab"),
        (b"\xef\xbb\xbfa: 1\n", 1, "byte order mark"),
        ("a: 1\nb: Straße\n".encode("latin-1"), 2, "byte 0xdf"),
        (b"a" * (MAX_BYTES + 1), 0, "more than"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, ""),
        ("a: b: c\n", 1, "a: b: c"),
        ("? [1, 2]\n: 3\n", 1, "as key"),
        ("[" * 60 + "]" * 60, 1, "nesting"),
        ("a: \x00\n", 1, ""),
    ],
)
def test_refuses_with_line(raw: bytes | str, line: int, found: str) -> None:
    problem = fault(raw)
    assert (problem.file, problem.line) == ("town.yaml", line)
    assert found in problem.found


def test_tells_all_faults_of_form_at_once() -> None:
    with pytest.raises(ProblemsFound) as caught:
        parse("a: 1\na: 2\nb: !x 1\n", "a.yaml")
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r"none\.yaml: found no such file"):
        load(tmp_path / "none.yaml", "none.yaml")


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
json_like = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(json_like)
def test_reads_back_what_was_written(value: object) -> None:
    written = yaml.safe_dump(value)
    assert parse(written, "a.yaml").data == value


@given(st.binary(max_size=200))
def test_never_fails_otherwise(raw: bytes) -> None:
    with contextlib.suppress(ProblemsFound):
        parse(raw, "a.yaml")
