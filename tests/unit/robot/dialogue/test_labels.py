"""Words on screens."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from robot.dialogue.labels import Labels, label_problems

MODEL = {"kiosk": {"send": "Senden", "left": "Noch {seconds} s"}, "panel": {"month": "Monat"}}
GOOD = {"kiosk": {"send": "Send", "left": "{seconds} s left"}, "panel": {"month": "Month"}}


def with_kiosk(**words: object) -> dict[str, object]:
    return {**GOOD, "kiosk": words}


@pytest.mark.parametrize(
    ("words", "key", "found"),
    [
        (with_kiosk(send="Send"), "kiosk.left", "nothing"),
        (with_kiosk(send="Send", left="left"), "kiosk.left", "'left'"),
        (with_kiosk(send="Send {name}", left="{seconds}"), "kiosk.send", "'Send {name}'"),
        (with_kiosk(send="Send {", left="{seconds}"), "kiosk.send", "'Send {'"),
        (with_kiosk(send="Send", left="{seconds}", extra="?"), "kiosk.extra", "a text"),
        ({**GOOD, "cellar": {}}, "cellar", "a section"),
        (["no"], "", "something else"),
        (with_kiosk(send=1, left="{seconds}"), "", "something else"),
    ],
)
def test_a_fault_is_named(words: object, key: str, found: str) -> None:
    (problem,) = label_problems({"de": MODEL, "en": words}, "de")
    assert (problem.file, problem.key, problem.found) == ("screen/en.yaml", key, found)


def test_every_fault_is_told_at_once() -> None:
    assert len(label_problems({"de": MODEL, "en": with_kiosk(), "tr": {"kiosk": {}}}, "de")) == 5


def test_a_missing_default_is_a_fault() -> None:
    assert label_problems({"en": GOOD}, "de")
    with pytest.raises(ValueError, match="'de'"):
        Labels({"en": GOOD}, "de")


def test_an_unknown_language_reads_the_default() -> None:
    labels = Labels({"de": MODEL, "en": GOOD}, "de")
    assert labels.section("tlh", "kiosk")["send"] == "Senden"
    assert labels.section("en", "kiosk")["send"] == "Send"


def test_the_words_we_ship_are_whole() -> None:
    folder = Path(__file__).parents[4] / "dialogues" / "screen"
    shipped = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in folder.glob("*.yaml")}
    assert {"de", "en", "tr"} <= shipped.keys()
    assert label_problems(shipped, "de") == []
