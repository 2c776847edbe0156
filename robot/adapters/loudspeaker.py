"""The machine's loudspeaker through sounddevice; the only file that imports it for output."""

from __future__ import annotations

from typing import Any

import numpy as np

from robot.core.ports import Sound, VoiceError


class SoundDeviceLoudspeaker:
    """A Loudspeaker on the default or a named output device."""

    def __init__(self, device: str = "") -> None:
        """Look for the device; empty takes the default. Raises VoiceError when there is none."""
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise VoiceError(
                f"no sound output: {error} (install your system's package libportaudio2)"
            ) from error
        self._sounddevice: Any = sounddevice
        self._device = device or None
        try:
            self._sounddevice.check_output_settings(device=self._device)
        except (sounddevice.PortAudioError, ValueError) as error:
            raise VoiceError(
                f"no sound output on {device or 'the default device'}: {error} "
                "(connect a loudspeaker, or name one of: " + (self._names() or "none found") + ")"
            ) from error

    def play(self, sound: Sound, volume: float) -> None:
        """See Loudspeaker.play. Raises VoiceError when the device is gone or busy."""
        scaled = (sound.samples * np.float32(volume)).astype(np.int16)
        try:
            self._sounddevice.play(scaled, sound.rate_hz, device=self._device)
        except self._sounddevice.PortAudioError as error:
            raise VoiceError(f"the loudspeaker does not play: {error}") from error

    def silence(self) -> None:
        """See Loudspeaker.silence."""
        self._sounddevice.stop()

    def _names(self) -> str:
        devices = self._sounddevice.query_devices()
        return ", ".join(d["name"] for d in devices if d["max_output_channels"] > 0)
