"""Reading evaluation files leniently, and refusing with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.adapters.case_files import read_cases
from robot.core.problems import ProblemsFound
from robot.dialogue.evaluation import Case

IDS = ("passport", "id_card", "out_of_scope")
LANGUAGES = ("de", "en", "tr")


def read(folder: Path, text: str, name: str = "cases.tsv", language: str = "") -> tuple[Case, ...]:
    file = folder / name
    file.write_bytes(text.encode("utf-8"))
    return read_cases(file, IDS, LANGUAGES, language)


def test_bom_heading_comments_blank_lines_and_windows_line_ends(tmp_path: Path) -> None:
    text = "\ufeffutterance\texpected\ttag\r\n# note\r\n\r\nein Pass\tpassport\tstory\r\n"
    assert read(tmp_path, text) == (Case("ein Pass", ("passport",), "story", "", 4),)


def test_without_heading_and_tag(tmp_path: Path) -> None:
    assert read(tmp_path, "pass\tpassport") == (Case("pass", ("passport",), "", "", 1),)


def test_two_right_ids_and_quotes(tmp_path: Path) -> None:
    (case,) = read(tmp_path, '"say ""pass"""\tpassport | id_card\tde')
    assert case.utterance == 'say "pass"' and case.expected == ("passport", "id_card")


@pytest.mark.parametrize(
    ("line", "name", "option", "language"),
    [
        ("x\tpassport\tde", "c.tsv", "", "de"),
        ("x\tpassport\ttr:noise", "c.tsv", "", "tr"),
        ("x\tpassport\tstory/en", "c.tsv", "", "en"),
        ("x\tpassport\tstory\ttr", "de_c.tsv", "", "tr"),
        ("x\tpassport\tstory", "de_measure.tsv", "", "de"),
        ("x\tpassport\tde", "c.tsv", "en", "en"),
        ("x\tpassport\tde-en", "c.tsv", "", ""),
        ("x\tpassport\tmodel", "c.tsv", "", ""),
    ],
)
def test_language(tmp_path: Path, line: str, name: str, option: str, language: str) -> None:
    assert read(tmp_path, line, name, option)[0].language == language


def test_every_fault_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, "a\tpasport\nno columns\nb\tpassport|nothing\n")
    assert [problem.line for problem in found.value.problems] == [1, 2, 3]
    assert "passport" in found.value.problems[0].hint


def test_latin_1_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.tsv").write_bytes("größe\tpassport".encode("latin-1"))
    with pytest.raises(ProblemsFound, match="UTF-8"):
        read_cases(tmp_path / "c.tsv", IDS, LANGUAGES)
