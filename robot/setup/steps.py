"""The steps of the set-up, each skipped when its stamp says that nothing has changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from robot.setup.interfaces import ROOT, GenerationFailed, generate, mend_exports
from robot.setup.machine import apt_install, importable, this_machine
from robot.setup.plan import Plan, apt_command, decide, faults, packages_to_install

VENV = ROOT / ".venv"
_LEARNT = VENV / "l2b2-learnt"
_COMPILED = VENV / "l2b2-compiled"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: Sequence[str]) -> None:
    """Set up for `run` or `test`; ends with 1 and a message when that cannot be done."""
    tests = list(arguments) == ["test"]
    if not tests and list(arguments) != ["run"]:
        sys.exit("usage: python3 -m robot.setup run|test")
    if Path(sys.prefix) == VENV:  # started by the venv's Python: go on with the one it is made of
        base = getattr(sys, "_base_executable", sys.executable)
        os.execv(base, [base, "-m", "robot.setup", *arguments])
    try:
        _check_machine()
        plan = decide(os.environ, importable, tests=tests)
        _make_venv(plan)
        _install(plan)
        _compile(plan)
        learning = _begin_learning()
        _generate(plan)
        _end_learning(learning)
        if tests:
            for helper in HELPERS:
                _check(helper)
    except (ValueError, GenerationFailed) as fault:
        sys.exit(f"set-up: {fault}")
    except subprocess.CalledProcessError as fault:
        sys.exit(f"set-up: `{' '.join(map(str, fault.cmd))}` failed; see its output above")


def _check_machine() -> None:
    missing = packages_to_install(this_machine())
    if missing and apt_install(missing):
        say(f"installed {' '.join(missing)}")
    found = faults(this_machine())
    if found:
        raise ValueError("this machine cannot run the robot yet:\n  " + "\n  ".join(found))


def _make_venv(plan: Plan) -> None:
    wanted = f"{sys.version_info[:3]} {sys.base_prefix} system={plan.system_ros}"
    stamp = VENV / "l2b2-venv"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if (VENV / "bin" / "python3").exists() and _version_of(VENV) == wanted:
        stamp.write_text(wanted)
        return
    say(f"making .venv with Python {'.'.join(map(str, sys.version_info[:3]))}")
    options = ["--system-site-packages"] if plan.system_ros else []
    subprocess.run(
        [sys.executable, "-m", "venv", "--clear", "--upgrade-deps", *options, VENV], check=True
    )
    stamp.write_text(wanted)


def _version_of(venv: Path) -> str:
    """What the stamp of a venv made by hand would say."""
    lines = (venv / "pyvenv.cfg").read_text().splitlines()
    told = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    version = tuple(int(part) for part in told.get("version", "0.0.0").split(".")[:3])
    base = str(Path(told.get("home", "")).parent)
    system = told.get("include-system-site-packages") == "true"
    return f"{version} {base} system={system}"


def _install(plan: Plan) -> None:
    constraints = ROOT / "constraints.txt"
    digest = hashlib.sha256(constraints.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    stamp = VENV / "l2b2-installed"
    done = stamp.read_text().split() if stamp.is_file() else []
    if done and done[0] == digest.hexdigest() and set(plan.extras) <= set(done[1:]):
        return
    extras = sorted({*plan.extras, *done[1:]})
    say(f"installing packages ({', '.join(extras)}); this takes a few minutes the first time")
    target = f"{ROOT}[{','.join(extras)}]"
    pip = [str(VENV / "bin" / "python3"), "-m", "pip", "install", "--disable-pip-version-check"]
    # What is imported gets compiled when it is; compiling everything now takes a minute.
    subprocess.run([*pip, "--no-compile", "-c", str(constraints), "-e", target], check=True)
    stamp.write_text(" ".join([digest.hexdigest(), *extras]))


def _generate(plan: Plan) -> None:
    if not plan.system_ros:
        code = "import numpy, sysconfig; print(sysconfig.get_path('include')); "
        code += "print(numpy.get_include())"
        includes = subprocess.run(
            [VENV / "bin" / "python3", "-c", code], check=True, text=True, stdout=subprocess.PIPE
        ).stdout.split("\n")
        mend_exports(VENV, includes[0], includes[1])
    for number, package in enumerate(plan.generate, 1):
        begun_s = time.monotonic()
        print(
            f"set-up: interfaces {number}/{len(plan.generate)}: {package} ... ", end="", flush=True
        )
        made = generate(package, VENV, plan.system_ros)
        print(f"done in {time.monotonic() - begun_s:.0f} s" if made else "current", flush=True)


def _compile(plan: Plan) -> None:
    """Compile the inner loops once, else every node does so at the first start."""
    folders = ["robot"] if plan.system_ros else ["robot", "sim"]
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    sources = {path: path.read_bytes() for path in found}
    loops = [path for path, source in sources.items() if b"core.compiled import" in source]
    digest = hashlib.sha256(b"".join(sources[path] for path in loops)).hexdigest()
    if _COMPILED.is_file() and _COMPILED.read_text() == digest:
        return
    say("compiling the inner loops")
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in loops]
    subprocess.run([VENV / "bin" / "python3", "-c", f"import {', '.join(modules)}"], check=True)
    _COMPILED.write_text(digest)


def _begin_learning() -> tuple[subprocess.Popen[bytes], str] | None:
    """Learn the content's sentences beside the interfaces' compiling; None: nothing is new."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "dialogues").rglob("*.yaml")):
        digest.update(path.read_bytes())
    if _LEARNT.is_file() and _LEARNT.read_text() == digest.hexdigest():
        return None
    say("learning what visitors say, beside the rest")
    command = [str(VENV / "bin" / "l2b2"), "learn"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL), digest.hexdigest()


def _end_learning(learning: tuple[subprocess.Popen[bytes], str] | None) -> None:
    if learning is None:
        return
    process, digest = learning
    if process.poll() is None:
        say("still learning what visitors say ...")
    if process.wait() == 0:
        _LEARNT.write_text(digest)
    else:
        say("the content could not be learnt; `.venv/bin/l2b2 check` tells why")


@dataclass(frozen=True)
class Helper:
    """A program that only tests use; without it some skip, except in CI."""

    name: str
    use: str
    packages: tuple[str, ...]
    """Debian's, which bring it."""
    there: Callable[[], bool]


HELPERS = (
    Helper(
        "Chromium",
        "the end-to-end tests drive it",
        ("chromium",),
        lambda: any(map(shutil.which, CHROMIUMS)),
    ),
    Helper(
        "the parser of Gazebo's files",
        "some tests ask it about ours",
        ("ignition-tools", "libsdformat-dev", "sdformat-sdf"),
        lambda: shutil.which("ign") is not None,
    ),
    Helper(
        "PostgreSQL",
        "some tests keep visits in one of their own",
        ("postgresql",),
        lambda: any(Path("/usr/lib/postgresql").glob("*/bin/postgres")),
    ),
    Helper(
        "Maven",
        "tests fetch the publisher's English speech model with it",
        ("maven",),
        lambda: shutil.which("mvn") is not None,
    ),
)


def _check(helper: Helper) -> None:
    if helper.there():
        return
    say(f"{helper.name} is missing; {helper.use}")
    if apt_install(helper.packages):
        return
    say(f"they will be skipped; to run them: {apt_command(helper.packages)}")
    if os.environ.get("CI") == "true":
        raise ValueError(f"CI needs {helper.name}")


def say(text: str) -> None:
    """Show progress."""
    print(f"set-up: {text}", flush=True)
