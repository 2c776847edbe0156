"""The publisher's small English model, where it can be had: spoken English, understood.

The whole way, through the real nodes to the door, is in tests/e2e/test_speech.py.
"""

from __future__ import annotations

import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.folders import CONTENT
from robot.adapters.hearing import knowledge_of, load_hearing
from robot.adapters.model_store import ModelStore
from robot.adapters.understanding import UnderstandingStore
from robot.core.events import Heard
from robot.core.settings import UnderstandingSettings
from robot.core.speech_settings import SpeechSettings
from robot.dialogue.understanding.from_content import topics_of

from .conftest import hear, together
from .models import english_store
from .pack import MAP, silence, spoken

pytestmark = pytest.mark.sound


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    return english_store(tmp_path_factory.mktemp("models"))


def test_an_english_visitor_is_understood(english: ModelStore) -> None:
    topics = topics_of(load_house(CONTENT, MAP).content)
    understanding = UnderstandingStore().load(topics)
    knowledge = knowledge_of(topics, understanding, UnderstandingSettings())
    ears = load_hearing(("de", "en", "tr"), english, knowledge, SpeechSettings())
    assert ears.listener is not None
    assert "de, tr" in ears.faults[0], "what is missing is told"
    said = spoken(EspeakVoice(), "I need a new passport", "en", 1.0)
    told = hear(ears.listener, together(silence(0.6), said, silence(1.5)))
    (heard,) = [one for one in told if isinstance(one, Heard)]
    assert heard.language == "en" and "passport" in heard.text
