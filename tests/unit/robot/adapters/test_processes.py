"""Real processes: what they say is shown, their end is named, and none is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.adapters.processes import Job, Processes

NAP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = (
    "import signal, time; [signal.signal(s, signal.SIG_IGN) for s in (signal.SIGINT, "
    "signal.SIGTERM)]; print('up', flush=True); time.sleep(60)"
)


class Said:
    """What the processes and their keeper said."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.lines.append((name, line))

    def texts(self, name: str) -> list[str]:
        return [line for who, line in self.lines if who == name]


@pytest.fixture
def said() -> Said:
    return Said()


def job(name: str, code: str, **options: object) -> Job:
    return Job(name, [sys.executable, "-c", code], dict(os.environ), **options)  # type: ignore[arg-type]


def step_until(processes: Processes, reached: object, seconds: float = 20.0) -> None:
    end_s = time.monotonic() + seconds
    while not reached() and time.monotonic() < end_s:  # type: ignore[operator]
        processes.step()
    assert reached()  # type: ignore[operator]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def test_output_carries_the_name_and_the_last_line_is_kept(said: Said) -> None:
    processes = Processes([job("a", "print('one'); print('two', end='')")], said)
    processes.start()
    step_until(processes, lambda: "ended with status 0" in said.texts("a"))
    processes.stop()
    assert said.texts("a") == ["one", "two", "ended with status 0"]


def test_a_required_one_ends_all_and_is_named(said: Said) -> None:
    processes = Processes([job("brain", "raise SystemExit(3)", required=True)], said)
    processes.start()
    step_until(processes, lambda: processes.failed)
    processes.stop()
    assert processes.failed == "brain ended with status 3"


def test_one_that_dies_is_started_again(said: Said) -> None:
    processes = Processes([job("a", NAP, respawn=True)], said)
    processes.start()
    step_until(processes, lambda: said.texts("a") == ["up"])
    assert processes.jobs[0].process is not None
    processes.jobs[0].process.kill()
    step_until(processes, lambda: said.texts("a").count("up") == 2)
    processes.stop()
    assert "ended by SIGKILL, starts again" in said.texts("a")
    assert not processes.jobs[0].running


def test_one_that_dies_at_every_start_ends_all(said: Said) -> None:
    processes = Processes([job("a", "raise SystemExit(1)", respawn=True)], said)
    processes.start()
    step_until(processes, lambda: processes.failed)
    processes.stop()
    assert processes.failed == "a ended with status 1, 3 times right after its start"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """As `l2b2 up` is: children of who ignores SIGINT (a job in the background) ignore it too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_stop_is_polite_first(said: Said, interruptible: None) -> None:
    processes = Processes([job("kind", NAP)], said)
    processes.start()
    step_until(processes, lambda: "up" in said.texts("kind"))
    processes.stop()
    assert not processes.jobs[0].running
    assert "KeyboardInterrupt" in said.texts("kind")


def test_stop_ends_the_stubborn_too(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("robot.adapters.processes._POLITE_S", 0.3)
    monkeypatch.setattr("robot.adapters.processes._FIRM_S", 0.3)
    processes = Processes([job("stubborn", STUBBORN)], said)
    processes.start()
    step_until(processes, lambda: "up" in said.texts("stubborn"))
    pids = [each.process.pid for each in processes.jobs if each.process]
    processes.stop()
    assert not any(alive(pid) for pid in pids)
    assert said.texts("stubborn") == ["up", "does not end, SIGTERM", "does not end, SIGKILL"]


def test_children_of_a_killed_keeper_are_gone(tmp_path: Path) -> None:
    code = f"""
import os, sys
from robot.adapters.processes import Job, Processes
job = Job("a", [sys.executable, "-c", {NAP!r}], dict(os.environ))
processes = Processes([job], lambda name, line: print(job.process.pid, flush=True))
processes.start()
while True:
    processes.step()
"""
    keeper = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    child = int(keeper.stdout.readline())
    assert alive(child)
    keeper.send_signal(signal.SIGKILL)
    keeper.wait()
    keeper.stdout.close()
    end_s = time.monotonic() + 5.0
    while alive(child) and time.monotonic() < end_s:
        time.sleep(0.01)
    assert not alive(child)
