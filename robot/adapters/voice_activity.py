"""Speech or not, with WebRTC's detector; the only file that imports webrtcvad."""

from __future__ import annotations

import numpy as np
import webrtcvad
from numpy.typing import NDArray

_RATE_HZ = 16_000


class WebRtcVoiceActivity:
    """A VoiceActivity; it adapts to the room, so each microphone needs its own."""

    def __init__(self, strictness: int) -> None:
        """0 takes nearly every sound for speech, 3 only clear speech."""
        self._detector = webrtcvad.Vad(strictness)

    def voiced(self, frame: NDArray[np.int16]) -> bool:
        """See VoiceActivity.voiced."""
        return bool(self._detector.is_speech(frame.tobytes(), _RATE_HZ))
