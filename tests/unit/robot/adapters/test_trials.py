"""A talk with a draft runs in a process of its own and leaves nothing behind."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.adapters.trials import Trials

OFFICE = "departments/cashier.yaml"


@pytest.fixture
def trials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    shutil.copytree(CONTENT, tmp_path / "dialogues")
    made = Trials(tmp_path / "dialogues", MAP)
    yield made
    made.stop()
    assert not list((tmp_path / "tmp").glob("l2b2-trial-*")), "copies are deleted"


def test_a_draft_with_faults_ends_the_talk_and_tells_why(trials: Trials) -> None:
    trial = trials.start("ada", OFFICE, "id: cashier\n", "en")
    (line,) = trial.lines(0, 60)
    assert line.kind == "end" and OFFICE in line.text
    trial.say("hello")
    assert [one.kind for one in trial.lines(1, 5)] == ["you"]
    assert trials.of("ada") is trial and trials.of("bob") is None


def test_one_talk_a_person_and_three_at_once(trials: Trials) -> None:
    text = (CONTENT / OFFICE).read_text(encoding="utf-8")
    first = trials.start("ada", OFFICE, text, "en")
    assert trials.start("ada", OFFICE, text, "en") is not first
    for name in ("bob", "cem", "dora"):
        trials.start(name, OFFICE, text, "en")
    assert trials.of("ada") is None and trials.of("bob") is not None
