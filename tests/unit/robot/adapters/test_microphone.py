"""A microphone of any rate and number of channels, that comes, goes and is busy."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from robot.adapters import microphone
from robot.adapters.microphone import Microphone, MicrophoneError, Resampler
from tests.sound.port_audio import FakePortAudio


def tone(rate_hz: int, channels: int, seconds: float = 1.0) -> NDArray[np.int16]:
    wave = 8000 * np.sin(2 * np.pi * 440 * np.arange(int(rate_hz * seconds)) / rate_hz)
    return np.repeat(wave.astype(np.int16), channels)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_sound_becomes_16_khz_mono(rate_hz: int, channels: int) -> None:
    resampler, sound = Resampler(rate_hz, channels), tone(rate_hz, channels)
    block = rate_hz // 10 * channels
    pieces = [
        resampler.convert(sound[at : at + block], last=at + block >= sound.size)
        for at in range(0, sound.size, block)
    ]
    made = np.concatenate(pieces)
    assert abs(made.size - 16_000) <= 16
    spectrum = np.abs(np.fft.rfft(made.astype(float)))
    assert abs(int(spectrum.argmax()) * 16_000 / made.size - 440) < 3
    assert abs(np.abs(made[2000:-2000]).max() - 8000) < 400


@pytest.fixture
def port_audio(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    fake = FakePortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    monkeypatch.setattr(microphone, "_SILENT_S", 0.05)
    return fake


def test_sound_comes_in_pieces_of_a_tenth_of_a_second(port_audio: FakePortAudio) -> None:
    with Microphone("USB") as opened:
        assert port_audio.callback is not None
        for _ in range(3):
            port_audio.callback(tone(48_000, 2, 0.1).tobytes(), 4800, None, None)
        blocks = opened.blocks()
        sizes = [next(blocks).size for _ in range(3)]
    assert 4000 < sum(sizes) <= 4800


def test_a_microphone_unplugged_in_mid_word_is_told(port_audio: FakePortAudio) -> None:
    with Microphone() as opened, pytest.raises(MicrophoneError, match="still plugged in"):
        next(opened.blocks())


def test_a_busy_sound_card_is_told_and_works_once_it_is_free(port_audio: FakePortAudio) -> None:
    port_audio.fault = "Device unavailable"
    with pytest.raises(MicrophoneError, match=r"Device unavailable.*close what else uses it"):
        Microphone()
    port_audio.fault = ""
    Microphone().close()
    assert port_audio.looked == 2, "devices are looked for anew each time"


def test_an_unknown_name_tells_which_there_are(port_audio: FakePortAudio) -> None:
    with pytest.raises(MicrophoneError, match="name one of: USB Audio"):
        Microphone("Bluetooth")
