"""A language added by files alone, with the genuine model: spoken, understood, answered."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest

from robot.adapters.hearing import unheard_words
from robot.adapters.model_store import ModelStore
from robot.adapters.vosk_recogniser import RecogniserError, VoskModel
from robot.core.commands import Say
from robot.core.events import Heard, Hearing, SpeechEnded, SpeechOutcome, TouchAction, Touched
from robot.reception.context import ReceptionSettings
from robot.reception.receptionist import Receptionist

from .conftest import Town, hear, together
from .models import korean_model
from .pack import FATHER_DIED, Samples, silence, spoken

pytestmark = pytest.mark.sound


@pytest.fixture(scope="module")
def request_sound(town: Town) -> Samples:
    return together(silence(0.6), spoken(town.voice, FATHER_DIED), silence(1.2))


def final(told: list[Heard | Hearing]) -> list[Heard]:
    return [one for one in told if isinstance(one, Heard)]


def test_a_korean_visitor_is_understood_and_answered_in_korean(
    town: Town, request_sound: Samples
) -> None:
    told = hear(town.listener(), request_sound)
    assert any(isinstance(one, Hearing) for one in told), "nothing was shown while he spoke"
    (heard,) = final(told)
    assert heard.language == "ko"

    brain = Receptionist(
        town.house,
        town.understander,
        lambda _: datetime(2026, 11, 24, 10, tzinfo=timezone.utc),
        lambda: "visit",
        ReceptionSettings(),
    )
    said = brain.step(Touched(TouchAction.WAKE), 1.0)
    (greeting,) = [one for one in said if isinstance(one, Say)]
    brain.step(SpeechEnded(greeting.say_id, SpeechOutcome.SPOKEN), 3.0)
    answers = [one for one in brain.step(heard, 5.0) if isinstance(one, Say)]
    assert [one.language for one in answers] == ["ko"]
    assert "사망 신고" in answers[0].text and "E12" in answers[0].text


def test_the_robot_never_acts_on_its_own_voice(town: Town, request_sound: Samples) -> None:
    listener = town.listener()
    listener.robot_speaks(request_sound.size / 16_000, 0.0)
    assert hear(listener, request_sound) == []


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("level", [200, 6000])
def test_noise_is_nothing(town: Town, seed: int, level: int) -> None:
    noise = np.random.default_rng(seed).normal(0, level, 3 * 16_000)
    listener = town.listener()
    assert final(hear(listener, np.clip(noise, -32000, 32000).astype(np.int16))) == []
    assert final(hear(listener, silence(1.5), 3.0)) == []


def test_a_corrupt_model_says_what_to_do(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"no model")
    with pytest.raises(RecogniserError, match="l2b2 models verify"):
        VoskModel(tmp_path, "ko")


def test_the_check_names_words_of_the_content_that_are_never_heard(
    town: Town, tmp_path: Path
) -> None:
    store = ModelStore(tmp_path)
    (tmp_path / "vosk-model-small-ko-0.22").symlink_to(korean_model())
    told = list(unheard_words(town.house.content, store))
    assert [line for line in told if "가족관계등록과" in line and "등록 과" in line], told
    assert not any("화장실;" in line for line in told), "a word that it knows"


def test_words_that_the_model_can_never_hear_are_named(town: Town) -> None:
    assert town.model.lacks(["아버지", "루트비히스부르크청"]) == ("루트비히스부르크청",)
