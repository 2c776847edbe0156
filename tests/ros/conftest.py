"""Content small enough to be learnt within seconds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from robot.adapters.folders import CONTENT

KEPT = ("citizens_office", "registry_office", "tax_office")
"""Departments of the small town."""
THINGS = 3
"""Facilities and matters of others that are left."""
EXAMPLES = 4
"""Sentences left of each list."""


def _cut(node: Any) -> Any:
    """The same with few examples everywhere."""
    if isinstance(node, list):
        return [_cut(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {tag: said[:EXAMPLES] for tag, said in value.items()}
        if key == "examples"
        else _cut(value)
        for key, value in node.items()
    }


def small_town(folder: Path) -> Path:
    """A content folder with three departments and few examples."""
    shutil.copytree(CONTENT, folder)
    for file in folder.glob("departments/*.yaml"):
        if file.stem not in KEPT:
            file.unlink()
    (folder / "vague.yaml").unlink()  # names services of offices that are not kept
    learnt = [folder / f"{name}.yaml" for name in ("intents", "facilities", "elsewhere")]
    for file in [*folder.glob("departments/*.yaml"), *learnt]:
        data = _cut(yaml.safe_load(file.read_text(encoding="utf-8")))
        if file.stem in ("facilities", "elsewhere"):
            data[file.stem] = data[file.stem][:THINGS]
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small town."""
    return small_town(tmp_path_factory.mktemp("town") / "dialogues")
