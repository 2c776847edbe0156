"""A sound device to listen at, whatever its rate and channels; gives 16 kHz mono."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

RATE_HZ = 16_000
BLOCK_S = 0.05
_SILENT_S = 2.0
"""A microphone that gives nothing for so long is gone."""

Samples = NDArray[np.int16]


class MicrophoneError(Exception):
    """The microphone cannot be used; says why and what to do."""


class Resampler:
    """Sound of any rate and number of channels, as a stream, to 16 kHz mono."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._channels = channels
        same = rate_hz == RATE_HZ
        self._stream = None if same else soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32")

    def convert(self, samples: Samples, last: bool = False) -> Samples:
        """(N * channels,) interleaved samples to (M,); a few milliseconds come later."""
        frames = samples[: samples.size // self._channels * self._channels]
        mono = frames.reshape(-1, self._channels).mean(axis=1, dtype=np.float32)
        if self._stream is not None:
            mono = self._stream.resample_chunk(mono, last=last)
        whole: Samples = np.clip(np.rint(mono), -32768, 32767).astype(np.int16)
        return whole


class Microphone:
    """One open sound device; `close` it, or use it in a with statement."""

    def __init__(self, device: str = "") -> None:
        """Open a device by (part of) its name, or the system's own. Raises MicrophoneError."""
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise MicrophoneError(
                f"no sound input: {error} (install your system's package libportaudio2)"
            ) from error
        self._blocks: queue.Queue[Samples] = queue.Queue(maxsize=50)
        try:
            _look_again(sounddevice)
            found = sounddevice.query_devices(device or None, "input")
            rate_hz = int(found["default_samplerate"])
            channels = min(2, int(found["max_input_channels"]))
            self._resampler = Resampler(rate_hz, channels)
            self._stream = sounddevice.RawInputStream(
                samplerate=rate_hz,
                blocksize=int(rate_hz * BLOCK_S),
                device=device or None,
                channels=channels,
                dtype="int16",
                callback=self._take,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise MicrophoneError(
                f"no sound from {device or 'the default microphone'}: {error} (connect one, close "
                f"what else uses it, or name one of: {_names(sounddevice)})"
            ) from error
        self.name = str(found["name"])

    def __enter__(self) -> Microphone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def blocks(self) -> Iterator[Samples]:
        """Pieces of 50 ms as they come. Raises MicrophoneError when the device is gone."""
        while True:
            try:
                block = self._blocks.get(timeout=_SILENT_S)
            except queue.Empty as error:
                raise MicrophoneError(
                    f"{self.name} gives no sound any more: is it still plugged in?"
                ) from error
            yield self._resampler.convert(block)

    def close(self) -> None:
        """Let the device go."""
        self._stream.close(ignore_errors=True)

    def _take(self, data: Any, frames: int, when: Any, status: Any) -> None:
        """Called by PortAudio in its own thread; a full queue loses sound, never waits."""
        if not self._blocks.full():
            self._blocks.put_nowait(np.frombuffer(bytes(data), np.int16))


def _look_again(sounddevice: Any) -> None:
    """PortAudio lists devices once, at its start; a microphone may have been plugged in since."""
    sounddevice._terminate()
    sounddevice._initialize()


def _names(sounddevice: Any) -> str:
    found = [one["name"] for one in sounddevice.query_devices() if one["max_input_channels"] > 0]
    return ", ".join(found) or "none found"
