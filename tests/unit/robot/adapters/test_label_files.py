"""Words on screens, from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.adapters.folders import CONTENT
from robot.adapters.label_files import load_labels
from robot.core.problems import ProblemsFound

GERMAN = "kiosk:\n  send: Senden\n"


def write(folder: Path, **texts: str) -> Path:
    (folder / "screen").mkdir()
    for language, text in texts.items():
        (folder / "screen" / f"{language}.yaml").write_text(text, "utf-8")
    return folder


def test_the_first_language_is_the_default(tmp_path: Path) -> None:
    write(tmp_path, de=GERMAN, en="kiosk:\n  send: Send\n")
    labels = load_labels(tmp_path, ("de", "en"))
    assert (labels.default, list(labels)) == ("de", ["de", "en"])


def test_a_fault_has_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, de=GERMAN, en="kiosk:\n  send: Send\n  sendd: Send\n")
    with pytest.raises(ProblemsFound, match=r"screen/en\.yaml:3: kiosk\.sendd"):
        load_labels(tmp_path, ("de", "en"))


def test_a_missing_file_and_a_broken_one_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, de="kiosk: [")
    with pytest.raises(ProblemsFound) as faults:
        load_labels(tmp_path, ("de", "en"))
    assert {fault.file for fault in faults.value.problems} == {"screen/de.yaml", "screen/en.yaml"}


def test_the_words_we_ship_load() -> None:
    assert load_labels(CONTENT, ("de", "en", "tr")).section("tr", "kiosk")["send"] == "Gönder"
