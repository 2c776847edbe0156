"""The real voice: pyttsx3 on espeak-ng, without root and without the system's espeak-ng."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from robot.adapters.espeak_voice import EspeakVoice
from robot.core.ports import VoiceError


@pytest.fixture(scope="module")
def voice() -> EspeakVoice:
    return EspeakVoice()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Guten Tag, ich bringe Sie zum Bürgerbüro."),
        ("en", "Good morning, I will take you to the citizens' office."),
        ("tr", "Merhaba, sizi nüfus dairesine götüreceğim."),
    ],
)
def test_each_language_of_the_town_is_heard(voice: EspeakVoice, language: str, text: str) -> None:
    sound = voice.sound(text, language, 1.0)
    assert 1.0 < sound.duration_s < 6.0
    assert np.abs(sound.samples).max() > 3000


def test_a_lower_rate_takes_longer(voice: EspeakVoice) -> None:
    text = "Das Standesamt ist in Zimmer E 12."
    normal = voice.sound(text, "de", 1.0).duration_s
    assert voice.sound(text, "de", 0.7).duration_s > 1.2 * normal


def test_two_voices_at_once_say_all_of_their_sentences(voice: EspeakVoice) -> None:
    said = {"de": "Ich möchte bitte einen neuen Reisepass beantragen.", "en": "Yes."}

    def made(language: str) -> list[float]:
        other = EspeakVoice()
        return [other._make(said[language], language, 1.0).duration_s for _ in range(4)]

    with ThreadPoolExecutor() as pool:
        for language, durations in zip(said, pool.map(made, said), strict=True):
            alone = voice.sound(said[language], language, 1.0).duration_s
            assert durations == pytest.approx([alone] * 4, abs=0.1)


def test_languages_do_not_leak_into_each_other(voice: EspeakVoice) -> None:
    before = voice.sound("eins", "de", 1.0).samples.size
    voice.sound("bir", "tr", 1.0)
    voice._cached.cache_clear()
    assert voice.sound("eins", "de", 1.0).samples.size == pytest.approx(before, rel=0.05)


def test_nothing_to_say_is_silence(voice: EspeakVoice) -> None:
    assert voice.sound("  ", "de", 1.0).duration_s == 0.0


def test_a_language_without_a_voice_is_named(voice: EspeakVoice) -> None:
    with pytest.raises(VoiceError, match="no voice for language 'tlh'"):
        voice.sound("nuqneH", "tlh", 1.0)


def test_nothing_is_printed(voice: EspeakVoice, capsys: pytest.CaptureFixture[str]) -> None:
    voice.sound("Nichts davon gehört auf den Bildschirm.", "de", 1.0)
    assert capsys.readouterr().out == ""
