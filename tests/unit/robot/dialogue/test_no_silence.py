"""Whatever is understood while the robot listens, it answers: nobody is met with silence."""

from __future__ import annotations

import pytest

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.dialogue.flow import State
from robot.dialogue.vocabulary import INTENTS, MEANINGS, TONES

STATES = load_house(CONTENT, MAP).content.flow.states.values()
QUESTIONS = ("papers_needed", "fee", "opening_hours", "online_service", "waiting_time")
ON_THE_WAY = (
    *QUESTIONS, "service", "department", "facility", "elsewhere", "stop", "cancel", "no", "back",
    "help", "thanks", "repeat", "slower", "louder", "call_staff", "goodbye", "who_are_you",
)  # fmt: skip
"""On a walk people also talk to each other: only what is surely meant for the robot."""


@pytest.mark.parametrize("state", [one for one in STATES if one.listen], ids=lambda one: one.id)
def test_a_state_that_listens_answers_all_that_can_be_said(state: State) -> None:
    said = ON_THE_WAY if state.walk else (*INTENTS, *MEANINGS, *TONES)
    silent = [event for event in said if all(one.guarded for one in state.answers(event))]
    assert silent == []
