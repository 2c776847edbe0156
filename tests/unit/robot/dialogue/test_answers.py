"""What is told of a topic: short to the ear, whole on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.dialogue.answers import Moment, Topic, facts_of, slots_of
from robot.dialogue.content import Content
from robot.dialogue.hours import public_holidays

BERLIN = ZoneInfo("Europe/Berlin")
OPEN = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=BERLIN)
LONGEST = 330
"""Characters of a spoken answer: about 20 seconds, in the worst case (closed, long name)."""
USUAL = 200
"""While the office is open."""
CALENDAR = public_holidays("DE", "BW")
EASY = [("de", True), ("de", False), ("en", False), ("tr", False)]


@pytest.fixture(scope="module")
def content() -> Content:
    return load_house(CONTENT, MAP).content


def spoken(content: Content, id_: str, moment: Moment) -> str:
    values = slots_of(Topic(id_, "service"), content, moment)
    return content.phrases.say("answer_service", moment.language, values, easy=moment.easy)


@pytest.mark.parametrize(("language", "easy"), EASY)
def test_spoken_answers_are_short_enough_to_listen_to(
    content: Content, language: str, easy: bool
) -> None:
    for id_, service in content.services.items():
        answer = spoken(content, id_, Moment(OPEN, CALENDAR, language, easy))
        assert len(answer) - len(service.name[language]) <= USUAL, answer
        assert len(spoken(content, id_, Moment(SUNDAY, CALENDAR, language, easy))) <= LONGEST


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_the_screen_has_it_all(content: Content, language: str) -> None:
    for id_, service in content.services.items():
        facts = facts_of(Topic(id_, "service"), content, Moment(OPEN, CALENDAR, language), "way")
        lines = {fact.kind: fact.lines for fact in facts}
        assert lines["papers"] == service.papers[language]
        assert lines["fee"] == (service.fee[language],)
        assert {"room", "hours", "directions"} <= lines.keys()
        assert ("online" in lines) == bool(service.online)


@pytest.mark.parametrize(("language", "easy"), EASY)
def test_a_service_without_papers_says_so(content: Content, language: str, easy: bool) -> None:
    bare = replace(content.services["pay_bill"], papers={language: ()})
    content = replace(content, services={**content.services, "pay_bill": bare})
    moment = Moment(OPEN, CALENDAR, language, easy)
    none = content.phrases.say("papers_none", language, {}, easy=easy)
    assert none in spoken(content, "pay_bill", moment)
    values = slots_of(Topic("pay_bill", "service"), content, moment)
    assert content.phrases.say("papers", language, values, easy=easy) == none


def test_one_paper_is_not_several(content: Content) -> None:
    assert "eine Unterlage;" in spoken(content, "pay_bill", Moment(OPEN, CALENDAR, "de"))


def test_closed_it_says_when_it_opens_and_what_can_be_done_now(content: Content) -> None:
    answer = spoken(content, "passport", Moment(SUNDAY, CALENDAR, "de"))
    assert "Gerade ist geschlossen" in answer and "morgen um" in answer
    assert "Im Internet geht es schon jetzt." in answer
    assert "geschlossen" not in spoken(content, "passport", Moment(OPEN, CALENDAR, "de"))
