"""YAML's words and the program's deeds agree; neither has one that the other does not know."""

from __future__ import annotations

from robot.dialogue.vocabulary import ACTIONS, ESCORT_ENDS, ESCORT_EVENTS, GUARDS
from robot.guiding.walk import ENDS, News
from robot.reception.actions import DEEDS, MOVES, REPEATS
from robot.reception.context import GUARD_TESTS


def test_every_guard_has_a_test():
    assert GUARD_TESTS.keys() == GUARDS.keys()


def test_every_action_has_a_deed():
    assert {*DEEDS, *MOVES, *REPEATS} == ACTIONS.keys()


def test_every_news_of_a_walk_is_an_event():
    assert {f"escort_{news.value}" for news in News} == set(ESCORT_EVENTS)
    assert {f"escort_{news.value}" for news in ENDS} == set(ESCORT_ENDS)
