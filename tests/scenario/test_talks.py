"""Transcripts of whole talks; a change of any word shows up here, to be read and accepted.

`L2B2_WRITE_TALKS=1 pytest tests/scenario/test_talks.py` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from robot.core.events import GoalOutcome, TouchAction
from robot.core.ports import Candidate, Meaning

TALKS = Path(__file__).parent / "talks"
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)
PASSPORT = Candidate("passport", "service", 0.95)
ID_CARD = Candidate("id_card", "service", 0.95)
TAX = Candidate("broadcasting_fee", "elsewhere", 0.95)


def led_in_turkish(play: Any) -> Any:
    return (
        play().come().say("Pasaportumu yenilemek istiyorum", "tr").say("evet").wait(2)
        .touch(TouchAction.INTENT, "rating_good").wait(5).leave()
    )  # fmt: skip


def to_the_lift_in_english(play: Any) -> Any:
    return (
        play().come().touch(TouchAction.LANGUAGE, "en").touch(TouchAction.SERVICE, "dog_tax")
        .touch(TouchAction.INTENT, "papers_needed").touch(TouchAction.INTENT, "fee")
        .touch(TouchAction.INTENT, "yes").wait(2).say("thank you", "en").wait(5)
    )  # fmt: skip


def two_needs(play: Any) -> Any:
    both = Meaning((PASSPORT,), also=(Candidate("dog_tax", "service", 0.9),), language="de")
    return (
        play(told={"Ich brauche einen Pass und muss den Hund anmelden": both}).come()
        .say("Ich brauche einen Pass und muss den Hund anmelden", "de").say("ja").wait(2)
        .say("ja").wait(1).say("ja").wait(2).say("danke").wait(5)
    )  # fmt: skip


def correction(play: Any) -> Any:
    corrected = Meaning((ID_CARD,), rejected=("passport",), language="de")
    return (
        play(told={"Nein, nicht den Pass, den Ausweis": corrected}).come()
        .say("Reisepass", "de").say("Nein, nicht den Pass, den Ausweis").say("nein").leave()
    )  # fmt: skip


def asked_between_two(play: Any) -> Any:
    unsure = Meaning(
        (Candidate("passport", "service", 0.5), Candidate("id_card", "service", 0.4)), language="de"
    )
    return (
        play(told={"mein Ausweis für die Reise": unsure}).come()
        .say("mein Ausweis für die Reise", "de").touch(TouchAction.SERVICE, "id_card")
        .say("nein").say("auf Wiedersehen").wait(5)
    )  # fmt: skip


def not_understood(play: Any) -> Any:
    return play().come().say("grmbl", "de").say("hrmpf").say("brumm").say("ja").wait(3).leave()


def elsewhere_and_out_of_scope(play: Any) -> Any:
    told = {
        "Rundfunkbeitrag": Meaning((TAX,), language="de"),
        "Bestellen Sie mir eine Pizza": Meaning(
            (Candidate("out_of_scope", "intent", 0.95),), language="de"
        ),
    }
    return (
        play(told=told).come().say("Rundfunkbeitrag", "de").say("Bestellen Sie mir eine Pizza")
        .say("nein").say("auf Wiedersehen").wait(5)
    )  # fmt: skip


def closed_on_sunday(play: Any) -> Any:
    return play(start=SUNDAY).come().say("Reisepass", "de").say("nein").say("nein").wait(5)


def blocked_way(play: Any) -> Any:
    here = play(goal_outcome=lambda goal: GoalOutcome.BLOCKED)
    return here.come().say("Reisepass", "de").say("ja").wait(20).leave()


def time_runs_out(play: Any) -> Any:
    return (
        play().come().say("Reisepass", "de").wait(45).touch(TouchAction.MORE_TIME).wait(45)
        .wait(30)
    )  # fmt: skip


def language_in_mid_talk_and_easy(play: Any) -> Any:
    return (
        play().come().say("Toilette", "de").touch(TouchAction.LANGUAGE, "en")
        .touch(TouchAction.LANGUAGE, "de").touch(TouchAction.EASY, "on")
        .touch(TouchAction.INTENT, "slower").touch(TouchAction.INTENT, "call_staff").leave()
    )  # fmt: skip


PLAYS: tuple[Callable[[Any], Any], ...] = (
    led_in_turkish,
    to_the_lift_in_english,
    two_needs,
    correction,
    asked_between_two,
    not_understood,
    elsewhere_and_out_of_scope,
    closed_on_sunday,
    blocked_way,
    time_runs_out,
    language_in_mid_talk_and_easy,
)


@pytest.mark.parametrize("script", PLAYS, ids=lambda script: script.__name__)
def test_talk_reads_as_written_down(script: Callable[[Any], Any], play: Any) -> None:
    transcript = script(play).transcript
    file = TALKS / f"{script.__name__}.txt"
    if os.environ.get("L2B2_WRITE_TALKS"):
        file.write_text(transcript, encoding="utf-8")
    assert transcript == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (Candidate("police", "elsewhere", 0.9), "Stuttgarter Straße"),
        (Candidate("toilet", "facility", 0.9), "Toilette"),
        (Candidate("registry_office", "department", 0.9), "Standesamt"),
        (Candidate("dog_tax", "service", 0.9), "Hundesteuer"),
    ],
)
def test_a_second_need_of_any_kind_is_answered_like_a_first(
    second: Candidate, told: str, play: Any
) -> None:
    both = Meaning((PASSPORT,), also=(second,), language="de")
    talk = play(told={"Beides bitte": both}).come().say("Beides bitte", "de").say("ja").wait(2)
    talk.say("ja")
    assert told in talk.show.caption and ",," not in talk.show.caption
