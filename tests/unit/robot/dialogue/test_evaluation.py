"""Counting: what is right at first, offered, asked, wrongly served."""

from __future__ import annotations

import pytest

from robot.core.ports import Candidate, Kind, Meaning
from robot.dialogue.decide import Answer, Ask, Decision, Decline
from robot.dialogue.evaluation import Case, Judged, calibration, confusions, figures, grouped


def candidate(name: str, probability: float = 0.8) -> Candidate:
    kind: Kind = "intent" if name in ("yes", "out_of_scope") else "service"
    return Candidate(name, kind, probability)


def judged(expected: str, *guesses: str, how: str = "answer", language: str = "de") -> Judged:
    found = tuple(candidate(name, 0.8 / (n + 1)) for n, name in enumerate(guesses))
    decisions: dict[str, Decision] = {"decline": Decline("unclear")}
    if guesses:
        decisions["answer"] = Answer(found[0])
    if len(guesses) > 1:
        decisions["ask"] = Ask(found[0], found[1])
    case = Case("text", tuple(expected.split("|")), "tag", language, 1)
    return Judged(case, Meaning(found), decisions[how], 2.0)


def test_clear_cases() -> None:
    found = figures(
        [
            judged("passport", "passport"),
            judged("passport", "passport", "id_card", how="ask"),
            judged("passport", "id_card", "passport", how="ask"),
            judged("passport", "id_card", "passport"),
            judged("passport", "passport", how="decline"),
        ]
    )
    assert (found.top1, found.top2, found.answered_rightly) == (0.4, 0.6, 0.2)
    assert (found.answers, found.asks, found.declines) == (0.4, 0.4, 0.2)


def test_ambiguous_cases_count_only_when_both_are_offered() -> None:
    found = figures(
        [
            judged("passport|id_card", "id_card", "passport", how="ask"),
            judged("passport|id_card", "id_card", "dog_tax", how="ask"),
            judged("passport|id_card", "id_card"),
        ]
    )
    assert found.asked_when_ambiguous == pytest.approx(1 / 3) and found.top1 is None


def test_out_of_scope_answered_with_a_service_is_counted() -> None:
    found = figures(
        [
            judged("out_of_scope", "passport"),
            judged("out_of_scope", "out_of_scope", how="decline"),
            judged("out_of_scope", "yes"),
            judged("out_of_scope", "passport", "id_card", how="ask"),
        ]
    )
    assert found.out_of_scope_answered == 0.25 and found.clear == 0


def test_no_cases_have_no_shares() -> None:
    assert figures([]).top1 is None and figures([]).ms_per_call is None


def test_confusions_are_ranked() -> None:
    cases = [
        judged("a", "b"),
        judged("a", "b"),
        judged("c", how="decline"),
        judged("a", "a"),
    ]
    assert confusions(cases) == [("a", "b", 2), ("c", "-", 1)]


def test_calibration_of_an_overconfident_robot() -> None:
    bins, error = calibration([judged("a", "a"), judged("a", "b")])
    assert [(row.cases, row.said, row.right) for row in bins] == [(2, 0.8, 0.5)]
    assert error == pytest.approx(0.3)


def test_groups_by_language() -> None:
    groups = grouped([judged("a", "a"), judged("a", "a", language="tr")], lambda j: j.language)
    assert list(groups) == ["de", "tr"]
