"""README names every setting, topic, action and command, with what the code says about them.

Rows are looked for in README's tables: a row starts with the name in backticks.
"""

from __future__ import annotations

import ast
import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from robot.cli.docs import setting_row
from robot.core.setting import Setting, settings_of
from robot.core.settings import GROUPS

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\|(.*)\|\s*$")
README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""


def rows() -> dict[str, list[str]]:
    """Cells of every table row by the name in its first cell."""
    found: dict[str, list[str]] = {}
    for line in README.splitlines():
        if match := ROW.match(line):
            cells = [cell.strip() for cell in match[1].split("|")]
            for name in re.findall(r"`([^`]+)`", cells[0]):
                found[name] = cells
    return found


def names_in_code() -> list[str]:
    """Topics and actions of robot/nodes/names.py, read without ROS."""
    tree = ast.parse((ROOT / "robot/nodes/names.py").read_text(encoding="utf-8"))
    return [
        node.value.value.lstrip("/")
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and not str(getattr(node.targets[0], "id", "")).endswith("_FRAME")
    ]


SETTINGS = [
    (f"{group}.{each.name}", each) for group, kind in GROUPS.items() for each in settings_of(kind)
]


@pytest.mark.parametrize(("name", "each"), SETTINGS, ids=[name for name, _ in SETTINGS])
def test_every_setting_has_its_row(name: str, each: Setting) -> None:
    row = rows().get(name)
    assert row is not None, f"README's table of settings lacks {name}; `l2b2 docs` writes it"
    told = [cell.strip() for cell in setting_row(name, each).strip("|").split("|")]
    assert row == told, "README tells something else than the code; `l2b2 docs` writes the table"


@pytest.mark.parametrize("name", names_in_code())
def test_every_topic_and_action_has_its_row(name: str) -> None:
    assert name in rows(), f"README's table of topics lacks `{name}`"


@pytest.mark.parametrize("name", sorted(e.name for e in entry_points(group="l2b2.commands")))
def test_every_command_has_its_row(name: str) -> None:
    assert f"l2b2 {name}" in rows(), f"README's table of commands lacks `l2b2 {name}`"


def test_no_row_is_left_of_a_setting_that_is_gone() -> None:
    known = {name for name, _ in SETTINGS}
    groups = tuple(f"{group}." for group in GROUPS)
    gone = [name for name in rows() if name.startswith(groups) and name not in known]
    assert not gone
