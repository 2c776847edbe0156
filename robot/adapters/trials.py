"""Talks with a draft before it is published: `l2b2 talk` on a copy, in a process of its own.

So learning new sentences slows no page down, and nothing of it is left when the talk ends.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_COMMAND = (sys.executable, "-c", "from robot.cli.main import main; main()", "talk", "--json")
_CALM = ("nice", "-n", "10")
"""The robot itself goes first."""
_LEFT_S = 900.0
"""A talk in which nothing is said for so long ends."""
_AT_ONCE = 3
"""So many may run; the one that was not used for longest makes room."""
_END_S = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk."""

    kind: str
    """`you` for what was typed, `end` when the talk is over, else as `l2b2 talk --json` has it."""
    text: str
    language: str = ""


class Trial:
    """One talk under way."""

    def __init__(
        self, folder: Path, map_folder: Path, content: Path, language: str, file: str
    ) -> None:
        """Talk on the content in `folder`, which is deleted at the end; `file` is the draft."""
        self._folder, self._file = folder, file
        nice = _CALM if shutil.which(_CALM[0]) else ()
        told = ("--content", str(folder), "--since", str(content), "--map", str(map_folder))
        self._process = subprocess.Popen(
            [*nice, *_COMMAND, *told, "--language", language],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: list[Line] = []
        self._changed = threading.Condition()
        self.used_s = time.monotonic()
        """When it was last asked or told something."""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def lines(self, after: int, wait_s: float = 0.0) -> list[Line]:
        """Lines from number `after` on, as soon as there are some; none after `wait_s`."""
        self.used_s = time.monotonic()
        with self._changed:
            self._changed.wait_for(lambda: len(self._lines) > after, wait_s)
            return self._lines[after:]

    def say(self, text: str) -> None:
        """The visitor says something, or a command of `l2b2 talk`; lost when the talk is over."""
        self.used_s = time.monotonic()
        line = " ".join(text.split())
        self._add(Line("you", line))
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it has ended, and says so itself
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()

    def stop(self) -> None:
        """End it and delete the copy."""
        self._process.terminate()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(_END_S)
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self) -> None:
        assert self._process.stdout is not None and self._process.stderr is not None
        with self._process.stdout as output, self._process.stderr as complaints:
            for raw in output:
                try:
                    self._add(Line(**json.loads(raw)))
                except (ValueError, TypeError):
                    continue
            told = complaints.read().strip().splitlines()
        self._add(Line("end", self._why(told) if told and self._process.wait() > 0 else ""))

    def _why(self, told: list[str]) -> str:
        """The draft's own fault, before those that follow from it in other files."""
        return next((line for line in told if line.strip().startswith(self._file)), told[-1])

    def _add(self, line: Line) -> None:
        with self._changed:
            self._lines.append(line)
            self._changed.notify_all()


class Trials:
    """One talk a person at most."""

    def __init__(self, content: Path, map_folder: Path) -> None:
        self._content, self._map = content, map_folder
        self._running: dict[str, Trial] = {}
        self._lock = threading.Lock()

    def start(self, who: str, file: str, text: str, language: str) -> Trial:
        """Begin anew, with `text` in place of a file. Raises OSError."""
        copy = Path(tempfile.mkdtemp(prefix="l2b2-trial-"))
        shutil.copytree(self._content, copy, dirs_exist_ok=True)
        (copy / file).write_text(text, encoding="utf-8")
        with self._lock:
            self._end(lambda name, trial: name == who)
            while len(self._running) >= _AT_ONCE:
                oldest = min(self._running.values(), key=lambda trial: trial.used_s)
                self._end(lambda name, trial: trial is oldest)  # noqa: B023  # used at once
            trial = self._running[who] = Trial(copy, self._map, self._content, language, file)
        return trial

    def of(self, who: str) -> Trial | None:
        """Somebody's talk; those that were left are ended."""
        now_s = time.monotonic()
        with self._lock:
            self._end(lambda name, trial: now_s - trial.used_s > _LEFT_S)
            return self._running.get(who)

    def stop(self, who: str = "") -> None:
        """End somebody's talk; without a name, every one."""
        with self._lock:
            self._end(lambda name, trial: who in ("", name))

    def _end(self, chosen: Callable[[str, Trial], bool]) -> None:
        for name in [name for name, trial in self._running.items() if chosen(name, trial)]:
            self._running.pop(name).stop()
