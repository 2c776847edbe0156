"""The voice node: from a goal to its first sound, and from an interruption to silence.

Prints a table and writes build/bench/voice.json, for espeak-ng in three languages and for Piper
with the English voice of PyPI. The clock is the wall's: measure on idle cores.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from robot.nodes.voice_node import VoiceNode
from tests.ros.test_sound import Hall
from tests.ros.test_sound import add as add  # the fixture
from tests.sound.pack import PROJECT, joe_voice

OUT = PROJECT / "build" / "bench" / "voice.json"
TEXTS = {
    "de": "Reisepass: Bürgerbüro, im Erdgeschoss, Raum E01. Soll ich Sie hinbringen?",
    "en": "Passport: citizens' office, ground floor, room E01. Shall I take you there?",
    "tr": "Pasaport: vatandaş bürosu, zemin kat, E01 numaralı oda. Sizi götüreyim mi?",
}
ROUNDS = 6


def spoken_and_broken_off(hall: Hall, text: str, language: str) -> tuple[float, float]:
    """Seconds from the goal to its first sound, and from the interruption to silence."""
    hall.spoken.clear()
    begun_s = time.perf_counter()
    goal = hall.goal(text, language)
    while not hall.spoken:
        time.sleep(0.001)
    sounded_s = time.perf_counter()
    goal.cancel_goal_async()  # type: ignore[attr-defined]
    while len(hall.spoken[-1].samples):
        time.sleep(0.001)
    silent_s = time.perf_counter()
    hall.outcome(goal)
    return sounded_s - begun_s, silent_s - sounded_s


@pytest.mark.ros
@pytest.mark.parametrize(("voice", "languages"), [("espeak-ng", "de en tr"), ("Piper", "en")])
def test_voice(add: Callable[..., Hall], tmp_path: Path, voice: str, languages: str) -> None:
    hall = add(VoiceNode, voices_dir=joe_voice(tmp_path) if voice == "Piper" else tmp_path)
    report, table = {}, Table("ms", "first sound", "kept ready", "silence", title=voice)
    hall.outcome(hall.goal("Hello."))
    for language in languages.split():
        text = TEXTS[language]
        fresh, kept, silence = [], [], []
        for number in range(ROUNDS):
            new = text.replace("E01", f"E{number + 10}")
            first, hush = spoken_and_broken_off(hall, new, language)
            again, hush_again = spoken_and_broken_off(hall, new, language)
            fresh.append(first)
            kept.append(again)
            silence += [hush, hush_again]
        figures = {
            "first_sound_median_ms": 1000 * float(np.median(fresh)),
            "kept_ready_median_ms": 1000 * float(np.median(kept)),
            "silence_max_ms": 1000 * max(silence),
        }
        report[language] = {name: round(value, 1) for name, value in figures.items()}
        table.add_row(language, *(str(value) for value in report[language].values()))
    Console().print(table)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    whole = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    OUT.write_text(json.dumps(whole | {voice: report}, indent=1), encoding="utf-8")
