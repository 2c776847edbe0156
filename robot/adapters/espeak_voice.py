"""Text to sound with pyttsx3 on espeak-ng; the only file that imports pyttsx3.

Sound is made in memory and never written to disk.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import threading
import time
import wave
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import espeakng_loader
import numpy as np

from robot.core.ports import Sound, VoiceError

NORMAL_WORDS_PER_MINUTE = 155
"""A calm pace; espeak-ng's own normal is 175."""
_TRIES = 3
_DEADLINE_S = 10.0
_KEPT_SENTENCES = 256
_ENGINE = threading.Lock()
"""Held while a sentence is made: a process has one espeak-ng, whatever number of voices."""


class EspeakVoice:
    """A Voice. All objects of a process share its one espeak-ng, and take turns."""

    def __init__(self) -> None:
        """Start espeak-ng: the system's library, or the one a wheel brings. Raises VoiceError."""
        with _ENGINE:
            self._engine, self._synchronize, self._finished = _engine()
            self._languages = _primary_tags(self._engine.getProperty("voices"))
        self._cached = lru_cache(maxsize=_KEPT_SENTENCES)(self._make)

    @property
    def languages(self) -> frozenset[str]:
        """See Voice.languages."""
        return self._languages

    def sound(self, text: str, language: str, rate: float) -> Sound:
        """See Voice.sound; the last sentences made are kept ready."""
        if language not in self._languages:
            raise VoiceError(
                f"espeak-ng has no voice for language '{language}' "
                f"(it has {len(self._languages)} others; 'espeak-ng --voices' lists them)"
            )
        if not text.strip():
            return Sound(np.zeros(0, np.int16), 22_050)
        return self._cached(text, language, rate)

    def _make(self, text: str, language: str, rate: float) -> Sound:
        # On a busy machine the end of one sentence may come so late that it is taken for the next
        # one's, which then is empty.
        for _ in range(_TRIES):
            sound = self._saved(text, language, rate)
            if sound.samples.size or not any(map(str.isalnum, text)):
                return sound
        raise VoiceError(f"espeak-ng made no sound of a text in '{language}'")

    def _saved(self, text: str, language: str, rate: float) -> Sound:
        wav = io.BytesIO()
        with _ENGINE, contextlib.redirect_stdout(io.StringIO()):  # pyttsx3 prints as it saves
            self._finished.clear()
            self._engine.setProperty("voice", language)
            self._engine.setProperty("rate", round(NORMAL_WORDS_PER_MINUTE * rate))
            self._synchronize()  # espeak-ng takes settings in its own thread, else perhaps too late
            self._engine.save_to_file(text, wav)
            self._engine.runAndWait()
            self._wait()
        return _sound(wav)

    def _wait(self) -> None:
        """Until the engine, which works in a thread of its own, takes settings again."""
        deadline = time.monotonic() + _DEADLINE_S
        while not self._finished.wait(0.001) or self._engine.isBusy():
            if time.monotonic() > deadline:
                raise VoiceError(f"espeak-ng did not finish within {_DEADLINE_S:.0f} s")
            time.sleep(0.001)


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Callable[[], object], threading.Event]:
    """The engine, what waits until espeak-ng's thread rests, and what tells an end."""
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        _load_from_wheel()
    import pyttsx3  # looks for libespeak-ng.so.1 as it is imported

    try:
        engine = pyttsx3.init("espeak")
        from pyttsx3.drivers import _espeak
    except (RuntimeError, OSError, ImportError) as error:
        raise VoiceError(
            f"espeak-ng does not start: {error} (reinstall with 'make setup', "
            "or install your system's package libespeak-ng1)"
        ) from error
    finished = threading.Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    return engine, _espeak.Synchronize, finished


def _load_from_wheel() -> None:
    """Load the wheel's library by its full path; a later look-up by its short name finds it."""
    os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
    try:
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise VoiceError(
            f"the espeak-ng library of the wheel espeakng-loader does not load: {error} "
            "(install your system's package libespeak-ng1)"
        ) from error


def _primary_tags(voices: Iterable[Any]) -> frozenset[str]:
    tags = (tag for voice in voices for tag in voice.languages)
    return frozenset(tag.split("-")[0].lower() for tag in tags)


def _sound(wav: io.BytesIO) -> Sound:
    try:
        with wave.open(io.BytesIO(wav.getvalue())) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
            return Sound(samples.astype(np.int16), file.getframerate())
    except (wave.Error, EOFError) as error:
        raise VoiceError(f"espeak-ng made no sound: {error}") from error
