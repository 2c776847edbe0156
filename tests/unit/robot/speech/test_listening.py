"""Turns, recognisers, language and trust joined, with recognisers that follow a script.

The real recogniser is heard in tests/sound.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from robot.core.events import HardToHear, Heard, Hearing, Loudness
from robot.core.ports import Candidate, Meaning, Transcript, Word
from robot.core.speech_settings import SpeechSettings
from robot.speech.listening import RATE_HZ, Knowledge, Listener, Utterance
from robot.speech.trust import KnownWords, Verdict
from robot.speech.turns import End

WORDS = {"en": "i need a passport", "tr": "pasaport istiyorum", "de": "ich brauche einen pass"}
SETTINGS = SpeechSettings(end_silence_s=0.6, settle_s=0.2)


@dataclass
class ScriptedRecogniser:
    """Understands one more word of its script every 0.3 s of loud sound."""

    language: str
    confidence: float = 0.95
    heard_s: float = 0.0
    fed: int = 0
    late: int = 0
    """Words that `feed` does not tell yet."""
    finished: list[int] = field(default_factory=list)

    def feed(self, samples: NDArray[np.int16]) -> str:
        self.fed += samples.size
        self.heard_s += np.count_nonzero(np.abs(samples) > 1000) / RATE_HZ
        words = self._words()
        return " ".join(words[: len(words) - self.late])

    def settle(self) -> Transcript:
        words = tuple(
            Word(word, self.confidence, 0.3 * n, 0.3 * n + 0.3)
            for n, word in enumerate(self._words())
        )
        return Transcript(self.language, words)

    def finish(self) -> Transcript:
        whole = self.settle()
        self.finished.append(self.fed)
        self.heard_s, self.fed = 0.0, 0
        return whole

    def _words(self) -> list[str]:
        return WORDS[self.language].split()[: int(self.heard_s / 0.29)]


class LoudIsVoice:
    def voiced(self, frame: NDArray[np.int16]) -> bool:
        return bool(np.abs(frame).max() > 1000)


class PassportOrNothing:
    def understand(self, text: str, language: str) -> Meaning:
        tongue = next((one for one, words in WORDS.items() if text and text in words), "")
        sure = 0.95 if "pas" in text else 0.1
        return Meaning((Candidate("passport", "service", sure),), language=tongue)


class Scene:
    def __init__(self, settings: SpeechSettings = SETTINGS, **confidence: float) -> None:
        self.recognisers = {one: ScriptedRecogniser(one, sure) for one, sure in confidence.items()}
        self.listener = Listener(
            self.recognisers,
            LoudIsVoice(),
            Knowledge(
                PassportOrNothing(),
                lambda text, language: "pas" in text,
                KnownWords(WORDS.items()),
            ),
            settings,
        )
        self.now_s = 50.0
        self.told: list[Heard | Hearing | HardToHear] = []
        self.silence()

    def sound(self, seconds: float, amplitude: int) -> None:
        for _ in range(round(seconds * 10)):
            self.now_s += 0.1
            chunk = np.full(RATE_HZ // 10, amplitude, np.int16)
            self.told += self.listener.hear(chunk, self.now_s)

    def speech(self, seconds: float = 1.3) -> None:
        self.sound(seconds, 5000)

    def silence(self, seconds: float = 1.0) -> None:
        self.sound(seconds, 0)

    @property
    def heard(self) -> list[Heard]:
        return [one for one in self.told if isinstance(one, Heard)]

    @property
    def last(self) -> Utterance:
        assert self.listener.last is not None
        return self.listener.last


def test_partial_results_come_while_one_speaks_and_the_whole_at_the_end() -> None:
    scene = Scene(en=0.95)
    scene.silence()
    scene.speech()
    partial = [one.text for one in scene.told if isinstance(one, Hearing)]
    assert partial[-1] == "i need a passport" and len(partial) == 4
    scene.silence()
    assert [one.text for one in scene.heard] == ["i need a passport"]
    assert scene.last.end is End.MEANING


def test_languages_run_side_by_side_until_one_is_known_then_only_that_one() -> None:
    scene = Scene(de=0.4, en=0.5, tr=0.95)
    scene.speech(0.7)
    scene.silence()
    assert [one.language for one in scene.heard] == ["tr"]
    assert scene.listener.language == "tr"
    scene.speech(0.7)
    scene.silence()
    assert len(scene.recognisers["tr"].finished) == 2
    assert len(scene.recognisers["de"].finished) == 1


def test_who_changes_language_is_followed_within_one_utterance() -> None:
    scene = Scene(de=0.3, en=0.95)
    scene.listener.speak_in("de")
    scene.speech()
    scene.silence()
    assert [(one.language, one.text) for one in scene.heard] == [("en", "i need a passport")]
    assert scene.recognisers["en"].finished[0] > RATE_HZ, "it got the whole sound"


def test_a_small_machine_decodes_one_at_a_time() -> None:
    scene = Scene(SpeechSettings(side_by_side=1), de=0.3, en=0.95)
    scene.speech()
    assert scene.recognisers["en"].fed == 0
    scene.silence(1.5)
    assert [one.language for one in scene.heard] == ["en"]


def test_of_what_is_not_trusted_no_word_is_told_only_that_somebody_spoke() -> None:
    scene = Scene(en=0.2)
    scene.speech()
    scene.silence()
    assert scene.heard == [Heard("", "", 0.0)]
    assert scene.last.trust.verdict is Verdict.NOTHING


@pytest.mark.parametrize(
    ("amplitude", "loudness"),
    [(1200, None), (1100, Loudness.TOO_QUIET), (30000, Loudness.TOO_LOUD)],
)
def test_of_what_is_not_understood_a_wrong_loudness_is_told(
    amplitude: int, loudness: Loudness | None
) -> None:
    scene = Scene(SpeechSettings(quiet_db=-29.0), en=0.2)
    scene.sound(1.3, amplitude)
    scene.silence()
    told = [one.loudness for one in scene.told if isinstance(one, HardToHear)]
    assert told == ([loudness] if loudness else [])
    assert scene.heard == [Heard("", "", 0.0)]


def test_a_quiet_voice_that_is_understood_is_good_enough() -> None:
    scene = Scene(SpeechSettings(quiet_db=-29.0), en=0.95)
    scene.sound(1.3, 1100)
    scene.silence()
    assert [type(one) for one in scene.told if not isinstance(one, Hearing)] == [Heard]


def test_new_content_is_known_to_the_ears_from_then_on() -> None:
    scene = Scene(en=0.95)
    scene.listener.knowledge = Knowledge(
        PassportOrNothing(), lambda text, language: False, KnownWords([("en", "nothing of it")])
    )
    scene.speech()
    scene.silence()
    assert scene.last.trust.verdict is Verdict.NOTHING


def test_a_noise_too_short_for_words_is_not_told() -> None:
    scene = Scene(en=0.2)
    scene.speech(0.3)
    scene.silence()
    assert scene.heard == []


def test_words_that_come_late_do_not_keep_a_request_open() -> None:
    """Recognisers hold the last words back until they hear what follows."""
    scene = Scene(en=0.95)
    scene.recognisers["en"].late = 2
    scene.speech()
    scene.silence(0.4)
    assert [one.text for one in scene.heard] == ["i need a passport"]
    assert scene.last.end is End.MEANING


def test_the_robots_own_voice_is_never_decoded() -> None:
    scene = Scene(en=0.95)
    scene.listener.robot_speaks(2.0, scene.now_s)
    scene.speech(2.0)
    scene.silence(2.0)
    assert scene.told == [] and scene.recognisers["en"].finished == []


def test_a_touch_drops_the_utterance() -> None:
    scene = Scene(en=0.95)
    scene.speech()
    scene.listener.drop()
    scene.silence(2.0)
    assert scene.heard == []


def test_a_microphone_that_goes_away_ends_the_utterance() -> None:
    scene = Scene(en=0.95)
    scene.speech()
    told = scene.listener.wait(scene.now_s + 5)
    assert [one.text for one in told if isinstance(one, Heard)] == ["i need a passport"]
    assert scene.listener.wait(scene.now_s + 6) == ()


def test_no_sound_of_an_utterance_is_kept_after_it() -> None:
    scene = Scene(en=0.95)
    scene.speech()
    scene.silence()
    kept = scene.listener._sound + scene.listener._waiting
    assert kept == []
    assert all(not np.any(frame) for frame in scene.listener._before)
