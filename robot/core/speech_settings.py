"""Settings of listening: the microphone, turns, trust and models."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.setting import setting


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """Listening."""

    echo_tail_s: float = setting(
        0.4, "The microphone stays closed this long after the robot spoke.", low=0, high=3
    )
    end_silence_s: float = setting(0.8, "Silence that ends an utterance.", low=0.2, high=3)
    settle_s: float = setting(
        0.2,
        "Silence that ends an utterance which is a complete request by then.",
        low=0.1,
        high=2,
    )
    longest_s: float = setting(15.0, "An utterance is cut off after this long.", low=3, high=60)
    quiet_db: float = setting(
        -45.0, "Speech below this level (full scale is 0) is told as too quiet.", low=-80, high=-10
    )
    loud_db: float = setting(
        -3.0, "Speech above this level (full scale is 0) is told as too loud.", low=-20, high=0
    )
    stands_out_db: float = setting(
        7.0, "Speech to the robot is at least this much louder than the room.", low=0, high=20
    )
    voice_strictness: int = setting(
        2, "How sure webrtcvad must be that a sound is speech.", low=0, high=3
    )
    trust: float = setting(
        0.2,
        "Acts on words whose confidence, share of known words and meaning multiply to this.",
        low=0.05,
        high=0.95,
    )
    sure_word: float = setting(
        0.8, "A spoken yes or no needs every word this confident.", low=0.3, high=1
    )
    side_by_side: int = setting(
        3, "So many languages are decoded at once while the visitor's is unknown.", low=1, high=8
    )
    models_dir: str = setting(
        "", "Folder of the speech models; empty: L2B2_MODELS, or models in the data folder."
    )


@dataclass(frozen=True, slots=True)
class MicrophoneSettings:
    """The robot's own microphone."""

    device: str = setting("", "Sound device to listen at; empty: the system's own.")
    retry_s: float = setting(
        3.0, "A microphone that is gone or busy is looked for this often.", low=0.5, high=60
    )
