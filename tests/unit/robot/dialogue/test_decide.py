"""Answer, ask or decline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.ports import Candidate, Meaning
from robot.core.settings import UnderstandingSettings
from robot.dialogue.decide import Answer, Ask, Decline, decide

SETTINGS = UnderstandingSettings(answer_probability=0.6, answer_margin=0.2, ask_probability=0.5)


def meaning(**chances: float) -> Meaning:
    ranked = sorted(chances.items(), key=lambda item: -item[1])
    return Meaning(
        tuple(Candidate(i, "intent" if i == "out_of_scope" else "service", p) for i, p in ranked)
    )


def test_sure_is_answered() -> None:
    decision = decide(meaning(passport=0.8, id_card=0.1), SETTINGS)
    assert isinstance(decision, Answer) and decision.candidate.id == "passport"


def test_in_doubt_whether_it_is_ours_the_robot_asks() -> None:
    decision = decide(meaning(out_of_scope=0.45, passport=0.4, id_card=0.15), SETTINGS)
    assert isinstance(decision, Ask) and decision.first.id == "passport"


def test_close_is_asked() -> None:
    decision = decide(meaning(passport=0.5, id_card=0.4), SETTINGS)
    assert isinstance(decision, Ask)
    assert (decision.first.id, decision.second.id) == ("passport", "id_card")


def test_two_that_are_often_meant_by_the_same_words_are_asked_sooner() -> None:
    sure = meaning(passport=0.85, id_card=0.1)
    assert isinstance(decide(sure, SETTINGS), Answer)
    decision = decide(replace(sure, vague=True), SETTINGS)
    assert isinstance(decision, Ask) and decision.second.id == "id_card"
    surer = replace(meaning(passport=0.95, id_card=0.02), vague=True)
    assert isinstance(decide(surer, SETTINGS), Answer)
    outside = replace(meaning(out_of_scope=0.8, passport=0.1, id_card=0.1), vague=True)
    assert decide(outside, SETTINGS) == Decline("out_of_scope")


def test_neither_is_declined() -> None:
    assert decide(meaning(passport=0.2, id_card=0.2), SETTINGS) == Decline("unclear")
    assert decide(Meaning(()), SETTINGS) == Decline("unclear")


def test_out_of_scope_is_declined_and_never_offered() -> None:
    assert decide(meaning(out_of_scope=0.9, passport=0.1), SETTINGS) == Decline("out_of_scope")
    assert decide(meaning(out_of_scope=0.5, passport=0.2), SETTINGS) == Decline("out_of_scope")
    decision = decide(meaning(passport=0.5, out_of_scope=0.4, id_card=0.1), SETTINGS)
    assert isinstance(decision, Ask) and decision.second.id == "id_card"


@pytest.mark.parametrize(
    ("chances", "done"),
    [
        ({"toilet": 0.2, "greet": 0.04}, "unclear"),
        ({"greet": 0.4, "toilet": 0.2}, "unclear"),
        ({"thanks": 0.55, "toilet": 0.2}, "thanks"),
        ({"toilet": 0.55, "greet": 0.3}, "toilet"),
        ({"toilet": 0.4, "greet": 0.3, "copier": 0.2}, "toilet copier"),
        ({"toilet": 0.4, "call_staff": 0.3}, "toilet call_staff"),
    ],
)
def test_nobody_is_asked_whether_they_mean_a_wish_or_a_reaction(
    chances: dict[str, float], done: str
) -> None:
    decision = decide(meaning(**chances), SETTINGS)
    if isinstance(decision, Ask):
        assert f"{decision.first.id} {decision.second.id}" == done
    else:
        assert (decision.candidate.id if isinstance(decision, Answer) else decision.reason) == done


@given(st.lists(st.floats(0, 1), max_size=6), st.integers(0, 5))
def test_what_is_offered_is_among_the_candidates(chances: list[float], outside: int) -> None:
    ranked = sorted(chances, reverse=True)
    candidates = tuple(
        Candidate("out_of_scope" if n == outside else f"s{n}", "service", p)
        for n, p in enumerate(ranked)
    )
    decision = decide(Meaning(candidates), SETTINGS)
    if isinstance(decision, Ask):
        assert decision.first != decision.second
        assert {decision.first, decision.second} <= set(candidates)
        assert "out_of_scope" not in (decision.first.id, decision.second.id)
    if isinstance(decision, Answer):
        assert decision.candidate == candidates[0]
