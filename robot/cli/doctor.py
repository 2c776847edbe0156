"""`l2b2 doctor`: what works on this machine, and what to do about the rest."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table

from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.folders import CONTENT, MAP, data_folder
from robot.adapters.machine_state import lock_path, port_is_free
from robot.adapters.model_store import ModelStore, models_folder
from robot.core.settings import PanelSettings
from robot.setup.plan import OURS, SUBSETS

_MARKS = {"ok": "[green]ok[/green]", "lacks": "[yellow]lacks[/yellow]", "bad": "[red]bad[/red]"}


@dataclass(frozen=True)
class Finding:
    """One row: `needed` ones that are bad keep `make run` from working."""

    what: str
    good: bool
    told: str
    remedy: str = ""
    needed: bool = True


@click.command(epilog="\b\nExamples:\n  l2b2 doctor\n  l2b2 doctor --port 8081")
@click.option(
    "--port", default=PanelSettings().port, show_default=True, help="Port of kiosk and panel."
)
def doctor(port: int) -> None:
    """Show what works on this machine; ends with 1 if `make run` could not work."""
    findings = [look() for look in _looks(port)]
    table = Table("", "what", "found", "what to do")
    for found in findings:
        mark = "ok" if found.good else "bad" if found.needed else "lacks"
        table.add_row(_MARKS[mark], found.what, found.told, "" if found.good else found.remedy)
    Console(highlight=False).print(table)
    if any(found.needed and not found.good for found in findings):
        raise SystemExit(1)


def _looks(port: int) -> list[Callable[[], Finding]]:
    return [
        _python, _ros, _interfaces, _simulation, _voice, _loudspeaker, _recogniser, _chromium,
        lambda: _port(port), _disk, _start, _content,
    ]  # fmt: skip


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _python() -> Finding:
    good = (3, 10) <= sys.version_info[:2] <= (3, 13) and platform.machine() == "x86_64"
    told = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Finding("Python", good, told, "use CPython 3.10 to 3.13 on Linux x86_64")


def _ros() -> Finding:
    spec = importlib.util.find_spec("rclpy")
    if spec is None:
        return Finding("ROS 2", False, "no rclpy", "run `make setup`")
    ours = str(spec.origin).startswith(sys.prefix)
    told = "Jazzy, wheels in .venv" if ours else f"{os.environ.get('ROS_DISTRO')}, sourced"
    return Finding("ROS 2", True, told)


def _interfaces() -> Finding:
    missing = [name for name in (OURS, *SUBSETS) if not _has(name)]
    told = f"missing: {', '.join(missing)}" if missing else "all generated"
    return Finding("interfaces", not missing, told, "run `make setup`")


def _simulation() -> Finding:
    good = _has("mujoco")
    told = "MuJoCo is installed" if good else "no MuJoCo"
    return Finding("simulation", good, told, "run `make setup`")


def _voice() -> Finding:
    try:
        languages = sorted(EspeakVoice().languages & {"de", "en", "tr"})
    except Exception as error:  # whatever the native library does, it is a finding
        return Finding("voice", False, str(error), "run `make setup`", needed=False)
    good = languages == ["de", "en", "tr"]
    return Finding(
        "voice", good, f"speaks {', '.join(languages)}", "run `make setup`", needed=False
    )


def _loudspeaker() -> Finding:
    remedy = "sudo apt-get install -y libportaudio2; the kiosk page speaks without it"
    code = "import sounddevice; print(sounddevice.query_devices(kind='output')['name'])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=False
    )
    told = done.stdout.strip() if done.returncode == 0 else "no sound device"
    return Finding("loudspeaker", done.returncode == 0, told, remedy, needed=False)


def _recogniser() -> Finding:
    store = ModelStore(models_folder())
    told = ", ".join(model.name for model in store.installed())
    remedy = "`l2b2 models install de en tr`; until then the robot is operated by touch"
    return Finding(
        "speech models", bool(told), told or f"none in {store.folder}", remedy, needed=False
    )


def _chromium() -> Finding:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    remedy = "sudo apt-get install -y chromium"
    return Finding("Chromium (tests)", path is not None, path or "none", remedy, needed=False)


def _port(port: int) -> Finding:
    used = [each for each in (port, port + 1) if not port_is_free(PanelSettings().host, each)]
    told = f"{' and '.join(map(str, used))} in use" if used else f"{port} and {port + 1} are free"
    remedy = f"stop what uses it, or `make run ARGS=port:={port + 2}`"
    return Finding("ports", not used, told, remedy)


def _disk() -> Finding:
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return Finding("data folder", False, str(error), "set XDG_DATA_HOME to a writable folder")
    free_gb = shutil.disk_usage(folder).free / 1e9
    told = f"{folder}, {free_gb:.1f} GB free"
    return Finding("data folder", free_gb > 0.2, told, "make room on the disk")


def _start() -> Finding:
    path = lock_path(os.environ)
    return Finding("lock", os.access(path.parent, os.W_OK), str(path), "make its folder writable")


def _content() -> Finding:
    """In a process of its own: the check loads everything that there is."""
    command = [sys.executable, "-c", "from robot.cli.check import check; check()"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    lines = (done.stdout + done.stderr).strip().splitlines()
    told = lines[-1] if lines else f"{CONTENT.name}, {MAP.name}"
    return Finding("content and map", done.returncode == 0, told, "see `l2b2 check`")
