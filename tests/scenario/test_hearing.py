"""What the brain makes of ears that hear badly, and of visitors who do not wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from robot.core.commands import Listen, Say, StopSaying
from robot.core.events import (
    Engagement,
    HardToHear,
    Heard,
    Loudness,
    PeopleSeen,
    Person,
    TouchAction,
)
from robot.core.geometry import Point2D
from robot.core.talk_settings import TalkSettings
from tests.scenario.words import WORDS

UNHEARD = Heard("", "de", 0.0)


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_who_is_not_heard_twice_is_offered_the_screen_without_a_word(
    play: Callable[..., Any], language: str
) -> None:
    talk = play().come().touch(TouchAction.LANGUAGE, language)
    said = [one for one in talk.commands if isinstance(one, Say)]
    talk.rehearsal.tell(UNHEARD)
    assert talk.show.notice == "", "once may be anything"
    talk.rehearsal.tell(UNHEARD)
    offer = {"de": "Bildschirm", "en": "screen", "tr": "ekrana"}[language]
    assert offer in talk.show.notice
    assert [one for one in talk.commands if isinstance(one, Say)] == said, "it may be babble"
    talk.touch(TouchAction.SERVICE, "passport")
    assert talk.show.notice == ""


def test_understood_words_withdraw_the_offer(play: Callable[..., Any]) -> None:
    talk = play().come()
    for _ in range(3):
        talk.rehearsal.tell(UNHEARD)
    assert talk.show.notice
    talk.say("Reisepass", "de")
    assert talk.show.notice == "" and talk.show.service == "passport"


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_who_speaks_too_softly_reads_so_once_a_visit(
    play: Callable[..., Any], language: str
) -> None:
    talk = play().come().touch(TouchAction.LANGUAGE, language)
    said = [one for one in talk.commands if isinstance(one, Say)]
    talk.rehearsal.tell(HardToHear(Loudness.TOO_QUIET))
    assert {"de": "näher", "en": "closer", "tr": "yaklaşıp"}[language] in talk.show.notice
    assert [one for one in talk.commands if isinstance(one, Say)] == said, "it may be babble"
    talk.say(WORDS[language]["passport"], language)
    assert talk.show.notice == "", "got through"
    talk.rehearsal.tell(HardToHear(Loudness.TOO_LOUD))
    assert talk.show.notice == "", "no nagging"
    talk.leave().wait(30).come().touch(TouchAction.LANGUAGE, language)
    talk.rehearsal.tell(HardToHear(Loudness.TOO_LOUD))
    assert {"de": "leiser", "en": "softly", "tr": "alçak"}[language] in talk.show.notice


def test_babble_wakes_nobody(play: Callable[..., Any]) -> None:
    talk = play()
    before = len(talk.commands)
    for _ in range(5):
        talk.rehearsal.tell(UNHEARD)
    assert not [one for one in talk.commands[before:] if isinstance(one, Say | Listen)]


@pytest.mark.parametrize("by_touch", [True, False], ids=["touch", "coming closer"])
def test_touching_and_coming_closer_interrupt_the_robot_at_once(
    play: Callable[..., Any], by_touch: bool
) -> None:
    talk = play().speak_in_time().come()
    assert isinstance(talk.commands[-1], type(talk.show)) and talk.show.mood.value == "speaking"
    brain, now_s, robot = talk.receptionist, talk.rehearsal.now_s + 0.1, talk.rehearsal.robot
    near = Point2D(robot.x + 0.45, robot.y)
    closer = Person(talk.rehearsal.visitor, near, Point2D(0.0, 0.0), Engagement.ENGAGED)
    if by_touch:
        done = talk.commands
        talk.touch(TouchAction.MORE_TIME)
    else:
        done = brain.step(PeopleSeen((closer,)), now_s)
    assert any(isinstance(one, StopSaying) for one in done)
    assert any(isinstance(one, Listen) and one.on for one in done), "and listens"


@pytest.mark.parametrize("language", sorted(WORDS))
def test_loudness_and_pace_are_the_usual_ones_for_the_next_visitor(
    play: Callable[..., Any], language: str
) -> None:
    usual, words = TalkSettings(), WORDS[language]
    talk = play().come().touch(TouchAction.LANGUAGE, language)
    talk.say(words["louder"], language).say(words["slower"], language)
    last = [one for one in talk.commands if isinstance(one, Say)][-1]
    assert last.volume > usual.volume and last.rate < 1.0
    talk.leave().wait(30).come()
    greeting = [one for one in talk.commands if isinstance(one, Say)][-1]
    assert (greeting.volume, greeting.rate) == (usual.volume, 1.0)
