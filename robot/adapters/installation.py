"""What an installation on a robot's computer does, as a list that can be shown before it is done.

Releases lie side by side in /opt/l2b2/releases; `current` and `previous` are links to two of them,
so that going back is one step. Staff's files in /etc/l2b2 and data in /var/lib/l2b2 are never
overwritten; before an upgrade the visits are copied, since an older release refuses a newer store.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("robot", "sim", "launch", "dialogues", "nav_maps")
FILES = ("pyproject.toml", "constraints.txt", "Makefile", "README.md", "LICENSE", "setup.py",
         "package.xml")  # fmt: skip
UNIT = "l2b2.service"


class InstallFault(Exception):
    """Something that keeps the installation from being done; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done."""

    told: str
    """What it does, as shown."""
    do: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything lies; all under `root`, which is / except in a trial."""

    root: Path

    @property
    def releases(self) -> Path:
        """One folder for each version."""
        return self.root / "opt/l2b2/releases"

    @property
    def current(self) -> Path:
        """Link to the release that runs."""
        return self.root / "opt/l2b2/current"

    @property
    def previous(self) -> Path:
        """Link to the release before."""
        return self.root / "opt/l2b2/previous"

    @property
    def config(self) -> Path:
        """Settings and staff's files."""
        return self.root / "etc/l2b2"

    @property
    def data(self) -> Path:
        """Visits."""
        return self.root / "var/lib/l2b2"

    @property
    def store(self) -> Path:
        """The file of the visits, where no other store is set."""
        return self.data / "visits.sqlite"

    def copied_store(self, release: str) -> Path:
        """The visits as they were before a release."""
        return self.data / f"before-{release}.sqlite"

    @property
    def unit(self) -> Path:
        """The service."""
        return self.root / "etc/systemd/system" / UNIT


def install_steps(source: Path, release: str, places: Places) -> list[Step]:
    """Install or upgrade to the release made from the checkout `source`.

    Raises:
        InstallFault: the release is there already.
    """
    target = places.releases / release
    if target.exists():
        raise InstallFault(f"{target} is there already; choose another --release")
    steps = [
        _program(places, ["useradd", "--system", "--user-group", "--home-dir", "/var/lib/l2b2",
                          "--shell", "/usr/sbin/nologin", "l2b2"], unless=_user_exists),
        Step(f"copy     {source} -> {target}", lambda: _copy_release(source, target)),
        _program(places, ["bash", "-c", "source /opt/ros/jazzy/setup.bash && cd "
                          f"{target} && python3 -m robot.setup run"]),
        Step(f"make     {places.data}", lambda: places.data.mkdir(parents=True, exist_ok=True)),
        *_copy_store(places, release),
        _keep(source / "launch/systemd/environment", places.config / "environment"),
        _keep(source / "dialogues", places.config / "dialogues"),
        _keep(source / "nav_maps/town_hall", places.config / "map"),
        # The panel's editor writes what the robot says.
        _program(places, ["chown", "-R", "l2b2:l2b2", str(places.data),
                          str(places.config / "dialogues")]),
        _write(source / "launch/systemd" / UNIT, places.unit),
    ]  # fmt: skip
    if places.current.is_symlink():
        steps.append(_link(places.previous, places.current.resolve()))
    return [*steps, _link(places.current, target), *_restart(places)]


def rollback_steps(places: Places) -> list[Step]:
    """Go back to the release before; a second time goes forward again.

    Raises:
        InstallFault: there is no release before.
    """
    if not places.previous.is_symlink() or not places.previous.exists():
        raise InstallFault(f"{places.previous}: no release to go back to")
    now, before = places.current.resolve(), places.previous.resolve()
    unit = before / "launch/systemd" / UNIT
    links = [_link(places.current, before), _link(places.previous, now)]
    copy = places.copied_store(now.name)
    told = f"note     if it refuses the store as too new: l2b2 store restore {copy} --yes"
    note = [Step(told, lambda: None)] if copy.exists() else []
    return [_write(unit, places.unit), *links, *_restart(places), *note]


def _restart(places: Places) -> list[Step]:
    commands = (["daemon-reload"], ["enable", UNIT], ["restart", UNIT])
    return [_program(places, ["systemctl", *words]) for words in commands]


def _program(
    places: Places, command: list[str], unless: Callable[[], bool] = lambda: False
) -> Step:
    """Run a program as root; not in a trial under another root, where it would change this one."""
    shown = f"run      {' '.join(command)}"
    if places.root != Path("/"):
        return Step(f"{shown}   (left out: not under /)", lambda: None)

    def do() -> None:
        if unless():
            return
        try:
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as fault:
            raise InstallFault(f"`{' '.join(command)}` failed: {fault}") from fault

    return Step(shown, do)


def _user_exists() -> bool:
    done = subprocess.run(["id", "-u", "l2b2"], capture_output=True, check=False)
    return done.returncode == 0


def _copy_release(source: Path, target: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in FOLDERS:
        shutil.copytree(source / name, target / name, ignore=ignored)
    for name in FILES:
        shutil.copy2(source / name, target / name)


def _copy_store(places: Places, release: str) -> list[Step]:
    """One whole state of the visits, also while the robot writes; nothing where there are none."""
    if not places.store.is_file():
        return []
    target = places.copied_store(release)

    def do() -> None:
        try:
            with (
                closing(sqlite3.connect(places.store)) as old,
                closing(sqlite3.connect(target)) as new,
            ):
                old.backup(new)
        except sqlite3.Error as fault:
            raise InstallFault(f"{places.store} cannot be copied to {target}: {fault}") from fault

    return [Step(f"copy     {places.store} -> {target}", do)]


def _keep(source: Path, target: Path) -> Step:
    """Copy what staff will change, once."""
    if target.exists():
        return Step(f"keep     {target}", lambda: None)

    def do() -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)

    return Step(f"copy     {source} -> {target}", do)


def _write(source: Path, target: Path) -> Step:
    def do() -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)

    return Step(f"write    {target}", do)


def _link(link: Path, target: Path) -> Step:
    """Point a link elsewhere, at once: nobody ever finds it missing."""

    def do() -> None:
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = link.with_name(f".{link.name}.new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        os.replace(fresh, link)

    return Step(f"link     {link} -> {target}", do)
