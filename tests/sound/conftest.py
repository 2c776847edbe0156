"""Real models and real voices, heard by the real listener."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.folders import CONTENT
from robot.adapters.hearing import knowledge_of, listener_on
from robot.adapters.understanding import UnderstandingStore
from robot.adapters.vosk_recogniser import VoskModel
from robot.core.events import Event
from robot.core.settings import UnderstandingSettings
from robot.core.speech_settings import SpeechSettings
from robot.dialogue.understanding import Understander
from robot.dialogue.understanding.from_content import topics_of
from robot.reception.content import House
from robot.speech.listening import RATE_HZ, Listener

from .models import english_store, korean_model
from .pack import MAP, Samples, korean_town


@dataclass
class Town:
    """Everything of a town and one of its languages, loaded once."""

    language: str
    house: House
    understander: Understander
    model: VoskModel
    voice: EspeakVoice
    model_mb: int
    """Memory that loading the model took."""

    def listener(self) -> Listener:
        topics = topics_of(self.house.content)
        knowledge = knowledge_of(topics, self.understander, UnderstandingSettings())
        return listener_on({self.language: self.model.recogniser()}, knowledge, SpeechSettings())


def hear(listener: Listener, sound: Samples, begin_s: float = 0.0) -> list[Event]:
    """Everything that is told of a sound that comes in pieces of 0.1 s."""
    told: list[Event] = []
    for start in range(0, sound.size, RATE_HZ // 10):
        piece = sound[start : start + RATE_HZ // 10]
        told += listener.hear(piece, begin_s + (start + piece.size) / RATE_HZ)
    return told


def together(*pieces: Samples) -> Samples:
    return np.concatenate(pieces)


def korean(temporary: pytest.TempPathFactory) -> Town:
    """The town of tests/sound/ko, heard with PyPI's model."""
    folder = temporary.mktemp("ko")
    store = UnderstandingStore(folder / "cache")
    return _town("ko", load_house(korean_town(folder / "town"), MAP), store, korean_model())


def english_town(temporary: pytest.TempPathFactory) -> Town:
    """The shipped town, heard with the publisher's model; skips aloud where there is none."""
    model = english_store(temporary.mktemp("models")).by_language()["en"]
    return _town("en", load_house(CONTENT, MAP), UnderstandingStore(), model.folder)


def _town(language: str, house: House, store: UnderstandingStore, model: Path) -> Town:
    understander, before_mb = store.load(topics_of(house.content)), _memory_mb()
    loaded = VoskModel(model, language)
    loaded.recogniser()
    return Town(language, house, understander, loaded, EspeakVoice(), _memory_mb() - before_mb)


def _memory_mb() -> int:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return korean(tmp_path_factory)
