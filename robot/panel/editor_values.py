"""What the editor's pages show, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import abort

from robot.access.accounts import Account, Role
from robot.adapters.content_editor import ContentEditor, Opened
from robot.adapters.label_files import SCREEN
from robot.adapters.published_content import parts_in
from robot.adapters.yaml_files import parse
from robot.dialogue.files import kind_of_file
from robot.editing.form import Part, fields_of
from robot.panel.fault_reader import FaultReader
from robot.panel.guard import somebody

_DEPARTMENTS = "departments/"


def may_change(account: Account, file: str) -> bool:
    """Whether somebody may change a content file."""
    if account.role is Role.ADMINISTRATOR:
        return True
    return account.may_edit(file.removeprefix(_DEPARTMENTS).removesuffix(".yaml")) and (
        file == f"{_DEPARTMENTS}{account.department}.yaml"
    )


def checked(file: str) -> str:
    """The file's name, if there can be such a content file and whoever asks may change it."""
    if kind_of_file(file) is None and not file.startswith(f"{SCREEN}/"):
        abort(404)
    if not may_change(somebody(), file):
        abort(403)
    return file


def titles(texts: Mapping[str, str], language: str) -> dict[str, tuple[str, tuple[Part, ...]]]:
    """By file: the office's name in this language, or the file's own, and the parts of its form."""
    found = {}
    for file, text in texts.items():
        parts = parts_in(file, text)
        office = file.startswith(_DEPARTMENTS) and parts and parts[0].names.get(language)
        found[file] = (office or file, parts)
    return found


def group(titled: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Departments first by name, then everything else by file."""
    ranked = sorted(titled.items(), key=lambda one: str(one[1][0]).casefold())
    groups: dict[str, dict[str, Any]] = {"departments": {}, "others": {}}
    for file, value in ranked:
        groups["departments" if file.startswith(_DEPARTMENTS) else "others"][file] = value
    return groups


def fields_json(
    editor: ContentEditor, opened: Opened, part: str, reader: FaultReader
) -> list[dict[str, Any]]:
    """The questions of a part's form in order, each with its boxes and their faults."""
    found = next((one for one in parts_in(opened.file, opened.text) if one.id == part), None)
    if found is None:
        return []
    questions: dict[str, dict[str, Any]] = {}
    for field in fields_of(
        found, parse(opened.text, opened.file).data, editor.published.languages()
    ):
        question = questions.setdefault(
            field.question.key,
            {"key": field.question.key, "shape": field.question.shape, "boxes": []},
        )
        faults = [one for one in opened.faults if _belongs(one.key, field.name)]
        question["boxes"].append(
            {
                "name": field.name,
                "language": field.language,
                "day": field.path[-1] if field.question.shape == "hours" else "",
                "value": field.value,
                "faults": [reader.at_box(fault) for fault in faults],
            }
        )
    return list(questions.values())


def line_of(opened: Opened, path: tuple[str | int, ...]) -> int:
    """Where a part begins in the text."""
    return parse(opened.text, opened.file).line_of(path)


def _belongs(key: str, name: str) -> bool:
    """Whether a fault at `key` is one of the box with this name: of its value or of an item."""
    return key == name or key.startswith(f"{name}[")


def opened_json(
    editor: ContentEditor, opened: Opened, part: str, reader: FaultReader
) -> dict[str, Any]:
    """All that the page's script needs to show a draft anew."""
    questions = fields_json(editor, opened, part, reader)
    boxes = [box for question in questions for box in question["boxes"]]
    return {
        "digest": opened.digest,
        "text": opened.text,
        "drafted": opened.drafted,
        "outdated": opened.outdated,
        "others": [draft.who for draft in opened.others],
        "faults": [asdict(fault) for fault in reader.told(opened.faults)],
        "elsewhere": reader.lines(opened.elsewhere),
        "boxes": {box["name"]: box for box in boxes},
    }
