"""The robot's last sentences as WAV files in memory, for the kiosk page to play."""

from __future__ import annotations

import io
import threading
import wave
from collections import OrderedDict

from robot.core.ports import Sound

_KEPT = 16


class SpokenSounds:
    """Keeps the last few sentences; older ones are forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wavs: OrderedDict[str, bytes] = OrderedDict()
        self._count = 0

    def add(self, sound: Sound) -> str:
        """Keep a sentence; returns the id under which it can be fetched."""
        with self._lock:
            self._count += 1
            sound_id = str(self._count)
            self._wavs[sound_id] = _wav(sound)
            while len(self._wavs) > _KEPT:
                self._wavs.popitem(last=False)
        return sound_id

    def get(self, sound_id: str) -> bytes | None:
        """The WAV file of a sentence; None when it is forgotten or never was."""
        with self._lock:
            return self._wavs.get(sound_id)


def _wav(sound: Sound) -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples.astype("<i2").tobytes())
    return memory.getvalue()
