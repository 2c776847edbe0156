"""Installing is shown first, keeps staff's files, can be gone back on; its unit is sound."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from configparser import RawConfigParser
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from robot.adapters.folders import PROJECT
from robot.adapters.launch_files import read_launch
from robot.cli.main import main

SYSTEMD = PROJECT / "launch" / "systemd"


def install(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["install", "--root", str(root), *arguments])
    return done.exit_code, done.output


def test_nothing_is_done_unless_told(tmp_path: Path) -> None:
    code, told = install(tmp_path)
    assert code == 0 and "nothing was done" in told
    for line in ("useradd --system", "etc/systemd/system/l2b2.service", "robot.setup run",
                 "systemctl restart l2b2.service", "opt/l2b2/current"):  # fmt: skip
        assert line in told
    assert list(tmp_path.iterdir()) == []


def test_install_upgrade_and_back(tmp_path: Path) -> None:
    assert install(tmp_path, "--yes", "--release", "one")[0] == 0
    opt, etc = tmp_path / "opt/l2b2", tmp_path / "etc/l2b2"
    assert (opt / "current").resolve() == opt / "releases/one"
    assert (opt / "current/robot/cli/main.py").is_file()
    assert (tmp_path / "var/lib/l2b2").is_dir()
    (etc / "environment").write_text("ROS_DOMAIN_ID=7\n")
    (etc / "dialogues/town.yaml").write_text("mine")

    with closing(sqlite3.connect(tmp_path / "var/lib/l2b2/visits.sqlite")) as store, store:
        store.execute("create table visits as select 42 as number")

    code, told = install(tmp_path, "--yes", "--release", "two")
    assert code == 0 and "keep" in told
    with closing(sqlite3.connect(tmp_path / "var/lib/l2b2/before-two.sqlite")) as copy:
        assert copy.execute("select number from visits").fetchall() == [(42,)]
    assert (opt / "current").resolve() == opt / "releases/two"
    assert (opt / "previous").resolve() == opt / "releases/one"
    assert (etc / "environment").read_text() == "ROS_DOMAIN_ID=7\n"
    assert (etc / "dialogues/town.yaml").read_text() == "mine"

    code, told = install(tmp_path, "--yes", "--rollback")
    assert code == 0 and "l2b2 store restore" in told and "before-two.sqlite" in told
    assert (opt / "current").resolve() == opt / "releases/one"
    assert (opt / "previous").resolve() == opt / "releases/two"


def test_what_cannot_be_done_is_told(tmp_path: Path) -> None:
    code, told = install(tmp_path, "--rollback")
    assert code == 1 and "no release to go back to" in told
    (tmp_path / "opt/l2b2/releases/one").mkdir(parents=True)
    code, told = install(tmp_path, "--release", "one")
    assert code == 1 and "choose another --release" in told
    assert install(tmp_path, "--yes", "--dry-run")[0] == 2


def test_a_store_that_cannot_be_copied_stops_the_upgrade(tmp_path: Path) -> None:
    assert install(tmp_path, "--yes", "--release", "one")[0] == 0
    (tmp_path / "var/lib/l2b2/visits.sqlite").write_bytes(b"no database, but long enough" * 100)
    code, told = install(tmp_path, "--yes", "--release", "two")
    assert code == 1 and "cannot be copied" in told
    current = tmp_path / "opt/l2b2/current"
    assert current.resolve().name == "one", "what runs stays as it was"


def unit() -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(SYSTEMD / "l2b2.service")
    return parser


def launch_files() -> set[str]:
    """What the unit may start: its own file, and the one that the settings offer."""
    texts = [(SYSTEMD / name).read_text() for name in ("l2b2.service", "environment")]
    return set(re.findall(r"L2B2_LAUNCH=(\S+)", "\n".join(texts)))


def test_the_unit_starts_what_is_there_and_watches_it() -> None:
    service = unit()["Service"]
    assert service["Type"] == "notify" and int(service["WatchdogSec"]) >= 30
    assert service["Restart"] == "always"
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == "/etc/l2b2/dialogues"
    command = service["ExecStart"]
    assert "l2b2 up $L2B2_LAUNCH" in command and "exec " in command
    files = {file: read_launch(PROJECT / file, {}, {}) for file in launch_files()}
    assert len(files) == 2  # a robot's, and in the comment a central panel's
    given = dict(word.split(":=") for word in command.rstrip("'").split() if ":=" in word)
    lines = (SYSTEMD / "environment").read_text().splitlines()
    own = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    for plan in files.values():
        assert set(given) <= {argument.name for argument in plan.arguments}
    more = dict(word.split(":=") for word in own["L2B2_ARGUMENTS"].strip('"').split())
    assert set(more) <= {each.name for each in files["launch/robot.launch.yaml"].arguments}
    assert own["ROS_AUTOMATIC_DISCOVERY_RANGE"] == "LOCALHOST"


def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here: apt-get install systemd")
    shutil.copy(SYSTEMD / "l2b2.service", tmp_path)
    done = subprocess.run(
        [analyze, "verify", "--recursive-errors=no", str(tmp_path / "l2b2.service")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    faults = [line for line in done.stderr.splitlines() if "l2b2.service" in line]
    assert not faults
