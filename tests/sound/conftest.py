"""Real models and real voices, heard by the real listener."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.hearing import listener_on
from robot.adapters.understanding import UnderstandingStore
from robot.adapters.vosk_recogniser import VoskModel
from robot.core.events import Heard, Hearing
from robot.core.settings import UnderstandingSettings
from robot.core.speech_settings import SpeechSettings
from robot.dialogue.understanding import Understander
from robot.dialogue.understanding.from_content import topics_of
from robot.reception.content import House
from robot.speech.listening import RATE_HZ, Listener

from .pack import MAP, Samples, korean_model, korean_town


@dataclass
class Town:
    """Everything of the Korean town, loaded once."""

    house: House
    understander: Understander
    model: VoskModel
    voice: EspeakVoice

    def listener(self) -> Listener:
        return listener_on(
            {"ko": self.model.recogniser()},
            topics_of(self.house.content),
            self.understander,
            SpeechSettings(),
            UnderstandingSettings(),
        )


def hear(listener: Listener, sound: Samples, begin_s: float = 0.0) -> list[Heard | Hearing]:
    """Everything that is told of a sound that comes in pieces of 0.1 s."""
    told: list[Heard | Hearing] = []
    for start in range(0, sound.size, RATE_HZ // 10):
        piece = sound[start : start + RATE_HZ // 10]
        told += listener.hear(piece, begin_s + (start + piece.size) / RATE_HZ)
    return told


def together(*pieces: Samples) -> Samples:
    return np.concatenate(pieces)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder: Path = tmp_path_factory.mktemp("ko")
    house = load_house(korean_town(folder / "town"), MAP)
    store = UnderstandingStore(folder / "cache")
    return Town(
        house,
        store.load(topics_of(house.content)),
        VoskModel(korean_model(), "ko"),
        EspeakVoice(),
    )
