"""Another language is files only: a copy of the content gets one, and answers in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from robot.adapters.content_editor import ContentEditor
from robot.adapters.content_folder import load_house, read_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.label_files import load_labels
from robot.adapters.live_content import LiveContent
from robot.adapters.published_content import parts_in
from robot.adapters.yaml_files import load, parse
from robot.core.events import TouchAction
from robot.editing.form import fields_of
from robot.panel.catalogue import catalogue

TAG = "fr"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc)
GREETING = "Bonjour\u00a0! Je suis {robot}, un système automatique."
ANSWER = "{name}\u00a0: {department}, {floor}, bureau {room}."
WISH = "Je voudrais renouveler mon passeport"


def _translated(node: Any) -> Any:
    """The same with a text in the new language wherever there is one in German."""
    if isinstance(node, list):
        return [_translated(one) for one in node]
    if not isinstance(node, dict):
        return node
    texts = {key: _translated(value) for key, value in node.items()}
    if "de" in node:
        texts[TAG] = _french(node["de"])
    return texts


def _french(german: Any) -> Any:
    return [_french(one) for one in german] if isinstance(german, list) else f"{german} ({TAG})"


def _rewrite(file: Path, change: Callable[[Any], Any], to: Path | None = None) -> None:
    text = yaml.safe_dump(change(load(file).data), allow_unicode=True, sort_keys=False)
    (to or file).write_text(text, encoding="utf-8")


def _town(data: Any) -> Any:
    return {**_translated(data), "languages": ["de", "en", "tr", TAG]}


def _phrases(data: Any) -> Any:
    said = {**data["say"], "greeting": GREETING, "answer_service": ANSWER}
    return {**data, "language": TAG, "name": "Français", "called": ["Français"], "say": said}


def _passport(data: Any) -> Any:
    made = _translated(data)
    service = next(one for one in made["services"] if one["id"] == "passport")
    service["name"][TAG] = "Passeport"
    service["examples"][TAG] = [WISH]
    return made


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "dialogues"
    shutil.copytree(CONTENT, folder)
    for name in ("facilities", "elsewhere", "intents", "vague"):
        _rewrite(folder / f"{name}.yaml", _translated)
    for file in (folder / "departments").glob("*.yaml"):
        _rewrite(file, _passport if file.stem == "citizens_office" else _translated)
    _rewrite(folder / "town.yaml", _town)
    _rewrite(folder / "phrases/en.yaml", _phrases, folder / f"phrases/{TAG}.yaml")
    shutil.copy(folder / "screen/en.yaml", folder / f"screen/{TAG}.yaml")
    return folder


def test_it_passes_the_checks_and_says_what_is_missing(town: Path) -> None:
    house, problems = read_house(town, MAP)
    assert house is not None, "\n".join(map(str, problems[:10]))
    missing = town / f"screen/{TAG}.yaml"
    words = missing.read_text(encoding="utf-8")
    missing.unlink()
    assert any(f"screen/{TAG}.yaml" in str(one) for one in read_house(town, MAP)[1])
    missing.write_text(words, encoding="utf-8")


def test_it_is_offered_understood_and_answered_in(
    town: Path, new_play: Callable[..., Any], learn_by_heart: Callable[..., Any]
) -> None:
    house = load_house(town, MAP)
    play = new_play(house, learn_by_heart(house.content)).come()
    play.touch(TouchAction.LANGUAGE, TAG)
    assert "L2B2 [fr]: Bonjour\u00a0! Je suis L2B2, un système automatique." in play.lines
    play.say(WISH, TAG)
    assert any(line.startswith("L2B2 [fr]: Passeport\u00a0: ") for line in play.lines)
    assert play.show.language == TAG
    assert TAG in load_labels(town, house.content.town.languages)


def test_the_running_robot_the_kiosk_and_the_editor_offer_it(town: Path, tmp_path: Path) -> None:
    here = tmp_path / "dialogues"
    shutil.copytree(CONTENT, here)
    live = LiveContent(here, MAP)
    shutil.rmtree(here)
    shutil.copytree(town, here)
    assert live.look(), live.faults[:3]
    assert TAG in live.labels
    offered = catalogue(live.house.content)
    assert offered["languages"][-1] == {"id": TAG, "name": "Français"}
    assert all(TAG in one["name"] for one in offered["departments"])
    editor = ContentEditor(here, MAP, tmp_path / "data", lambda: NOW)
    file = "departments/citizens_office.yaml"
    text = editor.opened("ada", file).text
    part = next(one for one in parts_in(file, text) if one.id == "passport")
    asked = {
        field.name
        for field in fields_of(part, parse(text, file).data, editor.published.languages())
    }
    (number,) = part.path[1:]
    assert {f"services[{number}].{key}.{TAG}" for key in ("name", "fee", "examples")} <= asked
