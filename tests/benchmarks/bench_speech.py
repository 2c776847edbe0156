"""Our turn-taking against a plain KaldiRecognizer with the model's own end rules.

Prints a summary and writes build/bench/speech.json. The language is Korean, spoken by espeak-ng,
because that model can be had from PyPI; espeak-ng's Korean is hard to recognise, so compare the two
columns, not the words with other benchmarks. Delays are from the last sample of the visitor's voice
to the final text: sound that has to pass by, and the work after it as processor time, so that what
else runs on the machine does not count.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import vosk
from rapidfuzz.distance import Levenshtein

from robot.core.events import Heard
from robot.core.settings import UnderstandingSettings
from robot.dialogue.decide import Answer, decide
from robot.speech.listening import RATE_HZ
from tests.sound.conftest import Town
from tests.sound.conftest import town as town  # the fixture
from tests.sound.pack import PROJECT, Samples, silence, spoken

OUT = PROJECT / "build" / "bench" / "speech.json"
PIECE = RATE_HZ // 10
REQUESTS = (
    ("아버지가 돌아가셨어요", "death_registration"),
    ("어머니가 돌아가셨어요", "death_registration"),
    ("라디오를 잃어버렸어요", "lost_item"),
    ("우리 아이가 태어났어요", "birth_registration"),
    ("네", "yes"),
    ("아니요", "no"),
)
OFF_TOPIC = (
    "오늘 날씨가 정말 좋네요", "어제 저녁에 텔레비전을 봤어요", "버스가 또 늦게 왔어요",
    "점심에 무엇을 먹을까", "그 영화는 재미없었어", "내일 친구를 만나기로 했어",
)  # fmt: skip
SPEAKERS = ("ko+f1", "ko+f2")
NOISE_DB = (20, 0)


@dataclass
class Result:
    """What became of one sound."""

    text: str = ""
    acted: bool = False
    id: str = ""
    delay_s: float | None = None
    """From the end of speech to the final text."""
    work_s: float = 0.0


Way = Callable[[Samples, float], Result]


def ours(town: Town, *, robot_speaks: bool = False) -> Way:
    """The listener as the speech node runs it."""

    def way(sound: Samples, ends_s: float) -> Result:
        listener, found = town.listener(), Result()
        if robot_speaks:
            listener.robot_speaks(ends_s, 0.0)
        for at_s, piece in pieces(sound):
            begun_s = time.process_time()
            told = listener.hear(piece, at_s)
            worked_s = time.process_time() - begun_s
            found.work_s += worked_s
            for event in told:
                if isinstance(event, Heard):
                    note(town, found, event.text, at_s + worked_s - ends_s)
        return found

    return way


def plain(town: Town) -> Way:
    """A KaldiRecognizer that ends by itself; whatever it writes down is taken for a request."""
    model = town.model._model  # the benchmark compares with the library itself

    def way(sound: Samples, ends_s: float) -> Result:
        recogniser, found = vosk.KaldiRecognizer(model, RATE_HZ), Result()
        for at_s, piece in pieces(sound):
            begun_s = time.process_time()
            ended = recogniser.AcceptWaveform(piece.tobytes())
            text = json.loads(recogniser.Result())["text"] if ended else ""
            worked_s = time.process_time() - begun_s
            found.work_s += worked_s
            if text:
                note(town, found, text, at_s + worked_s - ends_s)
        return found

    return way


def note(town: Town, found: Result, text: str, delay_s: float) -> None:
    """The last final text counts for words and delay; any that is acted on counts as acted."""
    decision = decide(town.understander.understand(text, "ko"), UnderstandingSettings())
    found.text = f"{found.text} {text}".strip()
    found.delay_s = delay_s
    if isinstance(decision, Answer) and not found.acted:
        found.acted, found.id = True, decision.candidate.id


def pieces(sound: Samples) -> list[tuple[float, Samples]]:
    """Pieces of 0.1 s with the time at which each has passed."""
    return [
        (min(start + PIECE, sound.size) / RATE_HZ, sound[start : start + PIECE])
        for start in range(0, sound.size, PIECE)
    ]


def framed(said: Samples, noise: Samples | None = None) -> tuple[Samples, float]:
    """The voice in a room, and when it ends (silence that espeak-ng adds is cut)."""
    loud = np.flatnonzero(np.abs(said) > 300)
    said = said[: loud[-1] + 1] if loud.size else said
    sound = np.concatenate([silence(0.6), said, silence(1.6)])
    if noise is not None:
        mixed = sound.astype(np.int32) + np.resize(noise, sound.size)
        sound = np.clip(mixed, -32768, 32767).astype(np.int16)
    return sound, 0.6 + said.size / RATE_HZ


def babble(town: Town, voice: Samples, snr_db: float) -> Samples:
    """Six people who talk about other things, so much below a voice."""
    talk = [spoken(town.voice, text, SPEAKERS[n % 2]) for n, text in enumerate(OFF_TOPIC)]
    length = 4 * RATE_HZ
    mixed = sum(
        np.roll(np.resize(one, length), 4001 * n).astype(float) for n, one in enumerate(talk)
    )
    power = np.mean(np.square(voice.astype(float))) / 10 ** (snr_db / 10)
    return (mixed * np.sqrt(power / np.mean(np.square(mixed)))).astype(np.int32)  # type: ignore[return-value]


def words_right(results: Sequence[tuple[str, Result]]) -> float:
    """Share of letters, spaces left out: Korean is spelled with and without them."""
    right = [
        Levenshtein.normalized_similarity(wanted.replace(" ", ""), found.text.replace(" ", ""))
        for wanted, found in results
    ]
    return float(np.mean(right))


def requests(town: Town, way: Way, snr_db: float | None = None) -> dict[str, float | None]:
    """Every request by every speaker; in babble three by one."""
    results, right, length_s = [], 0, 0.0
    for text, id_ in REQUESTS if snr_db is None else REQUESTS[:3]:
        for speaker in SPEAKERS if snr_db is None else SPEAKERS[1:]:
            said = spoken(town.voice, text, speaker)
            noise = None if snr_db is None else babble(town, said, snr_db)
            sound, ends_s = framed(said, noise)
            found = way(sound, ends_s)
            length_s += sound.size / RATE_HZ
            right += found.id == id_
            results.append((text, found))
    delays = [found.delay_s for _, found in results if found.delay_s is not None]
    return {
        "count": len(results),
        "letters_right": words_right(results),
        "understood": right,
        "wrong_action": sum(found.acted for _, found in results) - right,
        "final_text": len(delays),
        "delay_median_s": float(np.median(delays)) if delays else None,
        "delay_p95_s": float(np.percentile(delays, 95)) if delays else None,
        "real_time_factor": sum(found.work_s for _, found in results) / length_s,
    }


def acted(way: Way, sounds: Sequence[Samples]) -> dict[str, int]:
    """How often something is acted on that nobody should act on."""
    return {
        "count": len(sounds),
        "acted": sum(way(*framed(sound)).acted for sound in sounds),
    }


def first_sound_s(town: Town, delay_p95_s: float) -> float:
    """End of the request to the first sentence of the answer as sound, p95, without playing it."""
    took = []
    for text, _ in REQUESTS[:4]:
        begun_s = time.process_time()
        town.understander.understand(text, "ko")
        town.voice._make(f"사망 신고. 가족관계등록과, {len(took)} 층.", "ko", 1.0)
        took.append(time.process_time() - begun_s)
    return delay_p95_s + float(np.percentile(took, 95))


@pytest.mark.sound
def test_speech(town: Town) -> None:
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    robot = [spoken(town.voice, text, "ko") for text in ("사망 신고. 가족관계등록과, 일 층.", "네")]
    others = [spoken(town.voice, text, one) for text in OFF_TOPIC for one in SPEAKERS[:1]]
    voice = spoken(town.voice, REQUESTS[0][0])
    hum = [babble(town, voice, snr).astype(np.int16) for snr in NOISE_DB]
    quiet = [silence(3.0)]
    report: dict[str, Any] = {"peak_memory_with_model_mb": round(before_mb)}
    for name, way, own in (
        ("ours", ours(town), ours(town, robot_speaks=True)),
        ("plain_vosk", plain(town), plain(town)),
    ):
        part = report[name] = {"clean": requests(town, way)}
        part["own_voice"] = acted(own, robot)
        part["silence"] = acted(way, quiet)
        part["off_topic"] = acted(way, others)
        part["babble_alone"] = acted(way, hum)
        part["babble_10_db"] = requests(town, way, 10)
        print(name, json.dumps(part, indent=1), flush=True)
    delay_s = report["ours"]["clean"]["delay_p95_s"]
    report["end_of_request_to_first_sound_p95_s"] = first_sound_s(town, delay_s)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    assert report["ours"]["own_voice"]["acted"] == 0
    assert report["ours"]["silence"]["acted"] == 0
