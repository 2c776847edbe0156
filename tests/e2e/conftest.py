"""The whole robot as `make run` starts it, and a browser in front of it."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from robot.adapters.folders import CONTENT

PROJECT = Path(__file__).parents[2]
SIMULATION = PROJECT / "launch" / "simulation.launch.yaml"
READY_S = 90.0
STOP_S = 60.0


@dataclass
class Robot:
    """A running robot."""

    process: subprocess.Popen[str]
    port: int
    data: Path
    lines: list[str] = field(default_factory=list)

    @property
    def kiosk(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}/kiosk/"

    @property
    def panel(self) -> str:
        return f"http://127.0.0.1:{self.port}/?lang=en"

    @property
    def password(self) -> str:
        """Of the account `admin`, as it was shown at the first start."""
        told = [re.search(r"log in as admin with (\S+)", line) for line in self.lines]
        return next(match[1] for match in told if match)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.data}/visits.sqlite"

    def said(self, pattern: str) -> bool:
        return any(re.search(pattern, line) for line in self.lines)

    def wait_for(self, pattern: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self.said(pattern):
            assert self.process.poll() is None, "the robot ended:\n" + "\n".join(self.lines)
            assert time.monotonic() < deadline, f"no '{pattern}' in:\n" + "\n".join(self.lines)
            time.sleep(0.1)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_S)


def free_port() -> int:
    """The first of two neighbours that are free: the panel's and the kiosk's.

    Below the ports that a system gives to clients, so that nobody takes them meanwhile.
    """
    while True:
        port = random.SystemRandom().randrange(20000, 30000, 2)
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError):
            first.bind(("127.0.0.1", port))
            second.bind(("127.0.0.1", port + 1))
            return port


def environment(data: Path, domain: int) -> dict[str, str]:
    return {
        **os.environ,
        "ROS_DOMAIN_ID": str(domain),
        "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST",
        "XDG_DATA_HOME": str(data),
        "XDG_RUNTIME_DIR": str(data),
    }


def start(data: Path, domain: int, launch: Path = SIMULATION, **arguments: object) -> Robot:
    """A launch file, that of `make run` unless told otherwise, started for real."""
    port = free_port()
    robot = Robot(
        subprocess.Popen(
            [
                str(Path(sys.executable).parent / "l2b2"),
                "up",
                str(launch),
                f"port:={port}",
                f"database:=sqlite:///{data}/visits.sqlite",
                *(f"{name}:={value}" for name, value in arguments.items()),
            ],
            env=environment(data, domain),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ),
        port,
        data,
    )
    threading.Thread(target=_read, args=(robot,), daemon=True).start()
    return robot


def _read(robot: Robot) -> None:
    assert robot.process.stdout is not None
    with robot.process.stdout as output:
        for line in output:
            robot.lines.append(line.rstrip())


@pytest.fixture(scope="module")
def robot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Robot]:
    """A robot alone in the hall, with content of its own that staff may change.

    At the speed of life: slow machines need its patience.
    """
    data = tmp_path_factory.mktemp("robot")
    town = data / "dialogues"
    shutil.copytree(CONTENT, town)
    started = start(data, 61, visitors_per_hour="0.0", speed="1.0", content_dir=town)
    try:
        started.wait_for("Ctrl-C stops", READY_S)
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()
        (PROJECT / "build").mkdir(exist_ok=True)
        (PROJECT / "build" / "e2e_robot.log").write_text("\n".join(started.lines))
