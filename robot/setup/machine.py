"""Looks at this machine for robot/setup/plan.py."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from robot.setup.plan import Machine


def this_machine() -> Machine:
    """What this machine has, seen from this Python."""
    return Machine(
        system=platform.system(),
        architecture=platform.machine(),
        implementation=platform.python_implementation(),
        python=sys.version_info[:2],
        has_venv=all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
        has_headers=(Path(sysconfig.get_paths()["include"]) / "Python.h").is_file(),
        programs={name: shutil.which(name) is not None for name in ("gcc", "g++", "make")},
    )


def importable(name: str) -> bool:
    """Whether this Python, as the environment is sourced, finds a package."""
    return importlib.util.find_spec(name) is not None


def apt_install(packages: tuple[str, ...]) -> bool:
    """Install Debian packages when we may; whether that was tried and worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            return False
    return True
