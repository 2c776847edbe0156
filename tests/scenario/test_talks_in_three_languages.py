"""Each skill of the talk in each language, as a transcript in talks/<language>/.

`L2B2_WRITE_TALKS=1 pytest tests/scenario/test_talks_in_three_languages.py` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.scenario.scripts import HOW, SCRIPTS, Script, told
from tests.scenario.words import WORDS

TALKS = Path(__file__).parent / "talks"


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_talk_reads_as_written_down(script: Script, language: str, play: Any) -> None:
    words = WORDS[language]
    began = play(told=told(words, language), **HOW.get(script.__name__, {})).come()
    transcript = script(began, words, language).transcript
    file = TALKS / language / f"{script.__name__}.txt"
    if os.environ.get("L2B2_WRITE_TALKS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(transcript, encoding="utf-8")
    assert transcript == file.read_text(encoding="utf-8")
