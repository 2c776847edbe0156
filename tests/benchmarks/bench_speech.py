"""Our turn-taking against a plain KaldiRecognizer with the model's own end rules, on one audio.

Prints a table and writes build/bench/speech.json. Korean always, because that model can be had from
PyPI; English where the publisher's model can be had (see tests/sound/models.py). espeak-ng's Korean
is hard to recognise: compare the columns, not the words with other benchmarks. Delays are from the
last sample of the visitor's voice to the final text: sound that has to pass by, and the work after
it as processor time, so that what else runs on the machine does not count.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import numpy as np
import pytest
import vosk
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from robot.adapters.espeak_voice import EspeakVoice
from robot.core import events
from robot.core.commands import Say
from robot.core.settings import UnderstandingSettings
from robot.dialogue.decide import Answer, decide
from robot.reception.receptionist import Receptionist
from robot.speech.listening import RATE_HZ
from robot.speech.speaking import pieces as sentence_sounds
from tests.benchmarks.speech_cases import ENGLISH, KOREAN, Cases, Hall, Heard
from tests.sound.conftest import Town, english_town, korean
from tests.sound.pack import PROJECT, Samples

OUT = PROJECT / "build" / "bench" / "speech.json"
PIECE = RATE_HZ // 20
NOISE_DB = (20, 10, 5, 0)
NOTHING_DONE = ("out_of_scope", "small_talk")


@dataclass
class Result:
    """What became of one sound."""

    text: str = ""
    acted: bool = False
    id: str = ""
    delay_s: float | None = None
    """From the end of speech to the final text."""
    work_s: float = 0.0


Way = Callable[[Heard], Result]


def ours(town: Town, *, robot_speaks: bool = False) -> Way:
    """The listener as the speech node runs it."""
    listener, now_s = town.listener(), 0.0

    def way(heard: Heard) -> Result:
        nonlocal now_s
        found = Result()
        if robot_speaks:
            listener.robot_speaks(heard.ends_s, now_s)
        listener.speak_in(town.language)
        for at_s, piece in pieces(heard.sound):
            listener.last, begun_s = None, time.process_time()
            told = listener.hear(piece, now_s + at_s)
            worked_s = time.process_time() - begun_s
            found.work_s += worked_s
            if listener.last is not None and listener.last.hypothesis is not None:
                found.text += f" {listener.last.hypothesis.transcript.text}"
            for event in told:
                if isinstance(event, events.Heard) and event.text:
                    note(town, found, event.text, at_s + worked_s - heard.ends_s)
        now_s += heard.sound.size / RATE_HZ + 5.0
        return found

    return way


def plain(town: Town) -> Way:
    """A KaldiRecognizer that ends by itself; whatever it writes down is taken for a request."""

    def way(heard: Heard) -> Result:
        # the benchmark compares with the library itself
        recogniser, found = vosk.KaldiRecognizer(town.model._model, RATE_HZ), Result()
        for at_s, piece in pieces(heard.sound):
            begun_s = time.process_time()
            ended = recogniser.AcceptWaveform(piece.tobytes())
            text = json.loads(recogniser.Result())["text"] if ended else ""
            worked_s = time.process_time() - begun_s
            found.work_s += worked_s
            if text:
                found.text += f" {text}"
                note(town, found, text, at_s + worked_s - heard.ends_s)
        found.text += f" {json.loads(recogniser.FinalResult())['text']}"
        return found

    return way


def note(town: Town, found: Result, text: str, delay_s: float) -> None:
    """The last final text counts for delay; the first that is acted on is what was done."""
    meaning = town.understander.understand(text, town.language)
    decision = decide(meaning, UnderstandingSettings())
    found.delay_s = delay_s
    if isinstance(decision, Answer) and not found.acted:
        found.id = decision.candidate.id
        found.acted = found.id not in NOTHING_DONE


def pieces(sound: Samples) -> list[tuple[float, Samples]]:
    """Pieces of 50 ms with the time at which each has passed."""
    return [
        (min(start + PIECE, sound.size) / RATE_HZ, sound[start : start + PIECE])
        for start in range(0, sound.size, PIECE)
    ]


def requests(way: Way, sounds: Iterable[Heard]) -> dict[str, float | None]:
    """How requests fare."""
    done = [(heard, way(heard)) for heard in sounds]
    delays = [found.delay_s for heard, found in done if found.delay_s and found.id == heard.id]
    letters = [
        Levenshtein.normalized_similarity(heard.text.replace(" ", ""), found.text.replace(" ", ""))
        for heard, found in done
    ]
    right = sum(found.id == heard.id for heard, found in done)
    return {
        "count": len(done),
        "letters_right": round(float(np.mean(letters)), 3),
        "understood": right,
        "wrong": sum(found.acted for _, found in done) - right,
        "delay_median_s": round(float(np.median(delays)), 3) if delays else None,
        "delay_p95_s": round(float(np.percentile(delays, 95)), 3) if delays else None,
        "real_time_factor": round(
            sum(found.work_s for _, found in done)
            / sum(heard.sound.size / RATE_HZ for heard, _ in done),
            3,
        ),
    }


def acted(way: Way, sounds: Iterable[Heard]) -> dict[str, int]:
    """How often something is acted on that nobody should act on."""
    done = [way(heard) for heard in sounds]
    return {"count": len(done), "acted": sum(found.acted for found in done)}


def first_sound_s(town: Town, cases: Cases) -> float:
    """Work from the final text to the answer's first sentence as sound, p95."""
    voice, took = EspeakVoice(), []
    for text, _ in cases.requests:
        brain = Receptionist(
            town.house,
            town.understander,
            lambda _: datetime(2026, 11, 24, 10, tzinfo=timezone.utc),
            lambda: "visit",
        )
        said = brain.step(events.Touched(events.TouchAction.LANGUAGE, cases.language), 1.0)
        greeting = next(one for one in said if isinstance(one, Say))
        brain.step(events.SpeechEnded(greeting.say_id, events.SpeechOutcome.SPOKEN), 3.0)
        voice._cached.cache_clear()
        begun_s = time.process_time()
        done = brain.step(events.Heard(text, cases.language), 5.0)
        answer = next(one for one in done if isinstance(one, Say))
        next(sentence_sounds(voice, answer.text, answer.language, answer.rate))
        took.append(time.process_time() - begun_s)
    return float(np.percentile(took, 95))


def measured(town: Town, cases: Cases) -> dict[str, Any]:
    """Both ways on the same sounds."""
    hall, report = Hall(EspeakVoice(), cases), {}
    for name, way, own in (
        ("ours", ours(town), ours(town, robot_speaks=True)),
        ("plain_vosk", plain(town), plain(town)),
    ):
        part: dict[str, Any] = {"clean": requests(way, hall.requests())}
        part["own_voice"] = acted(own, hall.own_voice())
        part["silence"] = acted(way, hall.silences())
        part["off_topic"] = acted(way, hall.off_topic())
        for snr_db in NOISE_DB:
            part[f"babble_{snr_db}_db"] = requests(way, hall.requests(snr_db))
            part[f"babble_{snr_db}_db_alone"] = acted(way, hall.babble_alone(snr_db))
        report[name] = part
    report["model_mb"] = town.model_mb
    delay_s = report["ours"]["clean"]["delay_p95_s"]
    work_s = first_sound_s(town, cases)
    report["answer_work_p95_s"] = round(work_s, 3)
    report["end_of_request_to_first_sound_p95_s"] = round(delay_s + work_s, 3)
    return report


def show(language: str, report: dict[str, Any]) -> None:
    table = Table("figure", "ours", "plain Vosk", title=f"speech, {language}")
    for key, one in report["ours"].items():
        other = report["plain_vosk"][key]
        for figure in one:
            table.add_row(f"{key} {figure}", str(one[figure]), str(other[figure]))
    for key in ("model_mb", "answer_work_p95_s", "end_of_request_to_first_sound_p95_s"):
        table.add_row(key, str(report[key]), "")
    Console(width=90).print(table)


@pytest.mark.sound
@pytest.mark.parametrize("cases", [KOREAN, ENGLISH], ids=["ko", "en"])
def test_speech(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> None:
    make = korean if cases is KOREAN else english_town
    report = measured(make(tmp_path_factory), cases)
    show(cases.language, report)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    whole = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    whole[cases.language] = report
    OUT.write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
    assert report["ours"]["own_voice"]["acted"] == 0
    assert report["ours"]["silence"]["acted"] == 0
