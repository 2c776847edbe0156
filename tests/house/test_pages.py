"""What the pages tell people to type is there: commands, files, links, places."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from robot.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "sim/gazebo/README.md", ROOT / "launch/REAL_ROBOT.md",
         ROOT / "launch/BEDIENUNG.md"]  # fmt: skip
GAZEBO = ROOT / "sim/gazebo/README.md"


def typed(page: Path) -> list[str]:
    """Lines in fenced blocks."""
    return [
        line
        for block in re.findall(r"```\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
        for line in block.splitlines()
        if line.strip()
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_and_their_options_are_known(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    told = [*re.findall(r"`([^`\n]*l2b2 [a-z][^`\n]*)`", text), *typed(page)]
    for line in told:
        words = shlex.split(line.partition("#")[0])
        where = next((i for i, word in enumerate(words) if word.endswith("l2b2")), None)
        if where is None or where + 1 == len(words) or "clone" in words or words[0] == "cd":
            continue
        if words[0] in ("journalctl", "sudo") and not words[where].endswith("bin/l2b2"):
            continue
        command = main.get_command(click.Context(main), words[where + 1])
        if not words[where + 1].isalpha():
            continue
        assert command is not None, line
        options = {name for p in command.params for name in p.opts}
        if isinstance(command, click.Group):
            continue
        assert {w for w in words[where + 2 :] if w.startswith("--")} <= options, line


def test_ten_commands_lead_from_a_clone_to_a_robot_that_drives() -> None:
    commands = typed(GAZEBO)
    assert len(commands) <= 10
    launch = next(shlex.split(line) for line in commands if "l2b2 up" in line)
    done = CliRunner().invoke(main, [*launch[1:], "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "gz sim -r /" in done.output
    goal = yaml.safe_load(shlex.split(commands[-1])[-1])["pose"]
    places = yaml.safe_load((ROOT / "nav_maps/town_hall/places.yaml").read_text())["places"]
    office, wanted = places["citizens_office"], goal["pose"]["position"]
    assert goal["header"]["frame_id"] == "map"
    assert (wanted["x"], wanted["y"]) == (office["x"], office["y"])
