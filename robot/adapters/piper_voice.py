"""Text to sound with Piper's neural voices; the only file that imports piper (extra `piper`).

A voice is two files, NAME.onnx and NAME.onnx.json, in the voices' folder. A language without one
there is spoken by the voice that stands behind.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from robot.adapters.folders import data_folder
from robot.core.ports import Sound, Voice, VoiceError

_KEPT_SENTENCES = 256


def voices_folder(setting: str = "") -> Path:
    """Where voices lie: the setting, else L2B2_VOICES, else `voices` in the data folder."""
    chosen = setting or os.environ.get("L2B2_VOICES", "")
    return Path(chosen).expanduser() if chosen else data_folder() / "voices"


def with_piper(folder: Path, behind: Voice) -> Voice:
    """The voices of a folder, with another voice behind them; that one alone if there are none.

    Raises VoiceError for voices that cannot be used; says which, why and what to do.
    """
    files = sorted(folder.glob("*.onnx")) if folder.is_dir() else []
    return PiperVoice(files, behind) if files else behind


class PiperVoice:
    """A Voice made of several, one a language; of two for one language the last by name."""

    def __init__(self, files: list[Path], behind: Voice) -> None:
        """Load the voices, which takes about a second each. Raises VoiceError."""
        self._voices = dict(_loaded(file) for file in files)
        self._behind = behind
        self._cached = lru_cache(maxsize=_KEPT_SENTENCES)(self._make)

    @property
    def languages(self) -> frozenset[str]:
        """See Voice.languages."""
        return self._behind.languages | self._voices.keys()

    def sound(self, text: str, language: str, rate: float) -> Sound:
        """See Voice.sound; the last sentences made are kept ready."""
        if language not in self._voices or not text.strip():
            return self._behind.sound(text, language, rate)
        return self._cached(text, language, rate)

    def _make(self, text: str, language: str, rate: float) -> Sound:
        from piper import SynthesisConfig

        voice = self._voices[language]
        slowness = voice.config.length_scale / rate
        chunks = list(voice.synthesize(text, SynthesisConfig(length_scale=slowness)))
        if not chunks:
            raise VoiceError(f"Piper made no sound: the text has no word of {language} in it")
        samples = np.concatenate([chunk.audio_int16_array for chunk in chunks])
        return Sound(samples, chunks[0].sample_rate)


def _loaded(file: Path) -> tuple[str, Any]:
    """Language tag and voice of a file."""
    about = Path(f"{file}.json")
    try:
        import piper

        language = json.loads(about.read_text("utf-8"))["language"]["family"]
        return str(language), piper.PiperVoice.load(file, about)
    except ImportError as error:
        raise VoiceError(
            f"{file.name} is a voice for Piper, which is not installed: "
            "pip install 'l2b2[piper]', or move the file away"
        ) from error
    except Exception as error:  # onnxruntime raises what it likes for a damaged file
        raise VoiceError(
            f"the voice {file} cannot be used: {error} (it needs {about.name} beside it; "
            "fetch both again, or move them away)"
        ) from error
