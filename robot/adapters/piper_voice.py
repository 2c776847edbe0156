"""Text to sound with Piper's neural voices, made by a process of its own (piper_worker).

A voice is two files, NAME.onnx and NAME.onnx.json, in the voices' folder. A language without one
there is spoken by the voice that stands behind; so is every sentence that Piper fails to make.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from robot.adapters.folders import data_folder
from robot.core.ports import Sound, Voice, VoiceError

_KEPT_SENTENCES = 256
_DEADLINE_S = 10.0
"""A sentence that takes longer, loading included, comes from a process that hangs."""
_CALM_S = 10.0
"""A process that dies is started again no sooner than so long after its last start."""


def voices_folder(setting: str = "") -> Path:
    """Where voices lie: the setting, else L2B2_VOICES, else `voices` in the data folder."""
    chosen = setting or os.environ.get("L2B2_VOICES", "")
    return Path(chosen).expanduser() if chosen else data_folder() / "voices"


def voice_files(folder: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Voices in a folder by language (primary tag), and what is wrong with others there."""
    found: dict[str, Path] = {}
    faults = []
    for file in sorted(folder.glob("*.onnx")) if folder.is_dir() else ():
        try:
            about = json.loads(Path(f"{file}.json").read_text("utf-8"))
            language = str(about["espeak"]["voice"]).split("-")[0]
        except (OSError, ValueError, KeyError, TypeError) as error:
            faults.append(f"{file} needs a good {file.name}.json beside it ({error!r}): fetch both")
            continue
        if language in found:
            faults.append(f"two voices for {language}, {found[language].name} and {file.name}, of "
                          "which the first speaks: move one away")  # fmt: skip
        found.setdefault(language, file)
    if found and importlib.util.find_spec("piper") is None:
        return {}, (
            f"{folder} has voices for Piper, which is not installed: pip install piper-tts",
        )
    return found, tuple(faults)


class PiperVoice:
    """A Voice of several, one a language, with another behind them."""

    def __init__(self, files: Mapping[str, Path], behind: Voice) -> None:
        """The voices' files by language; if there are any, Piper's process starts at once."""
        self._files, self._behind = dict(files), behind
        self._lock = threading.Lock()
        self._started_s = -math.inf
        self._cached = lru_cache(maxsize=_KEPT_SENTENCES)(self._make)
        self._process = self._start() if files else None
        self.fault = ""
        """Why the voice behind spoke a sentence of Piper's last; empty: it did not."""

    @property
    def languages(self) -> frozenset[str]:
        """See Voice.languages."""
        return self._behind.languages | self._files.keys()

    def sound(self, text: str, language: str, rate: float) -> Sound:
        """See Voice.sound; the last sentences made are kept ready."""
        if language not in self._files or not text.strip():
            return self._behind.sound(text, language, rate)
        try:
            sound = self._cached(text, language, rate)
        except VoiceError as error:
            self.fault = f"the plain voice speaks {language} instead of Piper: {error}"
            return self._behind.sound(text, language, rate)
        self.fault = ""
        return sound

    def close(self) -> None:
        """End Piper's process for good."""
        self._started_s = math.inf  # so that nothing revives it
        if self._process is not None:
            self._process.kill()  # whoever waits for a sentence gives the lock back
            with self._lock:
                self._process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        self._started_s = time.monotonic()
        named = [f"{language}={file}" for language, file in self._files.items()]
        return subprocess.Popen(
            [sys.executable, "-m", "robot.adapters.piper_worker", *named],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def _make(self, text: str, language: str, rate: float) -> Sound:
        assert self._process is not None  # there are files
        with self._lock:
            late = threading.Timer(_DEADLINE_S, self._process.kill)
            late.start()
            try:
                return _ask(self._process, {"text": text, "language": language, "rate": rate})
            except (OSError, EOFError, ValueError) as error:
                self._revive()
                raise VoiceError(f"its process ended ({error}) and is started again") from error
            finally:
                late.cancel()

    def _revive(self) -> None:
        """Start Piper again; one that dies at once is left dead for a while."""
        assert self._process is not None  # there are files
        if time.monotonic() - self._started_s >= _CALM_S:
            self._process.kill()
            self._process.communicate()
            self._process = self._start()


def _ask(process: subprocess.Popen[bytes], request: dict[str, object]) -> Sound:
    to, back = process.stdin, process.stdout
    assert to is not None and back is not None  # both are pipes
    to.write(json.dumps(request).encode() + b"\n")
    to.flush()
    line = back.readline()
    if not line.endswith(b"\n"):
        raise EOFError("no answer")
    told = json.loads(line)
    if "error" in told:
        raise VoiceError(f"{told['error']} (fetch it again, or move it away)")
    data = back.read(told["bytes"])
    if len(data) < told["bytes"]:
        raise EOFError("half an answer")
    return Sound(np.frombuffer(data, "<i2").astype(np.int16), told["rate_hz"])
