"""The publisher's small English model, where it can be had: spoken English, understood.

It is looked for in L2B2_TEST_MODEL_EN (a folder or archive), then fetched with Maven's client and
kept in the user's cache. Archives on Maven Central need not hold a model (0.3.75 does not); one
that is empty skips as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.espeak_voice import EspeakVoice
from robot.adapters.folders import CONTENT, cache_folder
from robot.adapters.hearing import load_hearing
from robot.adapters.model_store import ModelError, ModelStore
from robot.core.events import Heard
from robot.core.settings import UnderstandingSettings
from robot.core.speech_settings import SpeechSettings

from .conftest import hear, together
from .pack import MAP, silence, spoken

pytestmark = pytest.mark.sound
ARTIFACT = "com.alphacephei:vosk-model-en:0.3.46:aar"
_FETCH_S = 120


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    given = os.environ.get("L2B2_TEST_MODEL_EN")
    archive = Path(given) if given else fetched()
    store = ModelStore(tmp_path_factory.mktemp("models"))
    try:
        store.install(archive, "en")
    except ModelError as error:
        pytest.skip(f"no English model: {error}")
    return store


def fetched() -> Path:
    """The archive from Maven Central, kept outside of the repository."""
    kept = cache_folder() / "test-models" / "vosk-model-en.aar"
    if kept.is_file():
        return kept
    maven = shutil.which("mvn")
    if maven is None:
        pytest.skip("no English model: no mvn to fetch it with, and no L2B2_TEST_MODEL_EN")
    done = subprocess.run(
        [maven, "-q", "-B", "dependency:get", f"-Dartifact={ARTIFACT}", "-Dtransitive=false"],
        capture_output=True,
        text=True,
        timeout=_FETCH_S,
        check=False,
    )
    if done.returncode:
        told = next((line for line in done.stdout.splitlines() if "ERROR" in line), "")
        pytest.skip(f"no English model, Maven does not get it: {told}")
    version = ARTIFACT.split(":")[2]
    got = Path.home() / ".m2/repository/com/alphacephei/vosk-model-en" / version
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(got / f"vosk-model-en-{version}.aar", kept)
    return kept


def test_an_english_visitor_is_understood(english: ModelStore) -> None:
    content = load_house(CONTENT, MAP).content
    ears = load_hearing(content, english, SpeechSettings(), UnderstandingSettings())
    assert ears.listener is not None
    assert "de, tr" in ears.faults[0], "what is missing is told"
    said = spoken(EspeakVoice(), "I need a new passport", "en", 1.0)
    told = hear(ears.listener, together(silence(0.6), said, silence(1.5)))
    (heard,) = [one for one in told if isinstance(one, Heard)]
    assert heard.language == "en" and "passport" in heard.text
