"""Starts processes, shows what they say, and makes sure that none is left running."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_DIE_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL", "--")
"""Of util-linux: the kernel kills the process when `l2b2 up` is gone, however that happened."""
_LOOK_S = 0.1
_POLITE_S = 3.0
"""Time for each process to end after SIGINT."""
_FIRM_S = 2.0
"""Time for what is left to end after SIGTERM."""
_YOUNG_S = 5.0
_MAX_YOUNG_DEATHS = 3


@dataclass
class Job:
    """One process to keep running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    respawn: bool = False
    respawn_delay_s: float = 0.0
    required: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_s: float = 0.0
    due_s: float | None = None
    """When to start it again; None: not waiting for that."""
    young_deaths: int = 0
    rest: bytes = field(default=b"", repr=False)
    """Output without its line end yet."""

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None


class Processes:
    """A set of jobs; used by one thread only, the one that creates it."""

    def __init__(self, jobs: Sequence[Job], say: Callable[[str, str], None]) -> None:
        self.jobs = list(jobs)
        self._say = say
        self._selector = selectors.DefaultSelector()
        self.failed = ""
        """Why everything has to end; empty: nothing failed."""

    def start(self) -> None:
        """Start every job in order."""
        for job in self.jobs:
            self._start(job)

    def step(self) -> None:
        """Show new output, note ended processes, start again what is due; takes up to 0.1 s."""
        self._show(_LOOK_S)
        now_s = time.monotonic()
        for job in self.jobs:
            if job.process is not None and job.process.poll() is not None:
                self._ended(job, now_s)
            elif job.due_s is not None and now_s >= job.due_s:
                self._start(job)

    def stop(self) -> None:
        """End everything, last started first: SIGINT, then SIGTERM, then SIGKILL."""
        for job in reversed(self.jobs):
            job.due_s = None
            self._signal(job, signal.SIGINT)
            self._wait([job], _POLITE_S)
        for sign in (signal.SIGTERM, signal.SIGKILL):
            left = [job for job in self.jobs if job.running]
            for job in left:
                self._say(job.name, f"does not end, {signal.Signals(sign).name}")
                self._signal(job, sign)
            self._wait(left, _FIRM_S)
        for job in self.jobs:  # what a node may have started itself
            self._signal(job, signal.SIGKILL)
        self._show(0.0)
        self._selector.close()

    def _start(self, job: Job) -> None:
        job.due_s = None
        job.started_s = time.monotonic()
        job.process = subprocess.Popen(
            [*_DIE_WITH_PARENT, *job.command],
            env=dict(job.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert job.process.stdout is not None
        os.set_blocking(job.process.stdout.fileno(), False)
        self._selector.register(job.process.stdout, selectors.EVENT_READ, job)

    def _ended(self, job: Job, now_s: float) -> None:
        assert job.process is not None
        self._drain(job)
        self._signal(job, signal.SIGKILL)  # what it may have started itself
        status, job.process = job.process.returncode, None
        told = f"ended with status {status}" if status >= 0 else f"ended by {_sign(-status)}"
        young = now_s - job.started_s < _YOUNG_S
        job.young_deaths = job.young_deaths + 1 if young else 0
        if job.young_deaths >= _MAX_YOUNG_DEATHS:
            self.failed = f"{job.name} {told}, {job.young_deaths} times right after its start"
        elif job.respawn:
            self._say(job.name, f"{told}, starts again")
            job.due_s = now_s + job.respawn_delay_s
        elif job.required:
            self.failed = f"{job.name} {told}"
        else:
            self._say(job.name, told)

    def _wait(self, jobs: Sequence[Job], seconds: float) -> None:
        end_s = time.monotonic() + seconds
        while any(job.running for job in jobs) and time.monotonic() < end_s:
            self._show(0.02)

    @staticmethod
    def _signal(job: Job, sign: signal.Signals) -> None:
        if job.process is None:
            return
        try:
            os.killpg(job.process.pid, sign)
        except (ProcessLookupError, PermissionError):
            return

    def _show(self, timeout_s: float) -> None:
        for key, _ in self._selector.select(timeout_s):
            self._read(key.data)

    def _drain(self, job: Job) -> None:
        assert job.process is not None
        assert job.process.stdout is not None
        while not job.process.stdout.closed and self._read(job):
            pass

    def _read(self, job: Job) -> bool:
        """Whether there was anything to read."""
        assert job.process is not None
        stream = job.process.stdout
        assert stream is not None
        try:
            chunk = os.read(stream.fileno(), 65536)
        except BlockingIOError:
            return False
        *lines, job.rest = (job.rest + chunk).split(b"\n")
        if not chunk:
            self._selector.unregister(stream)
            stream.close()
            lines, job.rest = ([job.rest] if job.rest else []), b""
        for line in lines:
            self._say(job.name, line.decode(errors="replace").rstrip())
        return bool(chunk)


def _sign(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
