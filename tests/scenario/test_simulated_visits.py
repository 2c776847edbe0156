"""Whole visits through the real brain, escort, tracker, navigation and safety rules on MuJoCo."""

from __future__ import annotations

from functools import cache

import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.core.ports import Candidate, Meaning
from robot.core.visit import Outcome
from robot.dialogue.content import Content
from sim.day import steady_day
from sim.embedded.phases import Ending
from sim.embedded.world import Cause
from sim.outcome import Spent, figures_of
from sim.result import DayResult
from sim.run import Run
from sim.scene import load_scene


class ByHeart:
    """Understands the content's own examples only: these tests are not about meaning."""

    def __init__(self, content: Content) -> None:
        self._known = {_plain(text): (id_, kind) for kind, id_, _, text in content.examples()}

    def understand(self, text: str, language: str) -> Meaning:
        found = self._known.get(_plain(text))
        return Meaning((Candidate(*found, 0.95),) if found else ())


def _plain(text: str) -> str:
    return " ".join(text.rstrip(".!? ").lower().split())


@cache
def played(seed: int) -> DayResult:
    scene = load_scene(MAP, CONTENT)
    run = Run(scene, ByHeart(scene.house.content), steady_day(4, seed, 40.0))
    return run.whole()


@pytest.mark.parametrize("seed", [1, 2])
def test_who_stays_is_brought_to_the_right_place_or_told_it_as_wanted(seed: int) -> None:
    result = played(seed)
    stayed = [visitor for visitor in result.visits if visitor.stayed]
    assert stayed
    assert all(visitor.served for visitor in stayed), f"seed {seed}"


@pytest.mark.parametrize("seed", [1, 2])
def test_the_robot_touches_nobody_and_nothing(seed: int) -> None:
    contacts = played(seed).contacts
    assert [each for each in contacts if each.cause is Cause.ROBOT] == [], f"seed {seed}"


def test_there_are_both_who_are_led_and_who_only_want_the_way() -> None:
    endings = {visitor.ending for seed in (1, 2) for visitor in played(seed).visits}
    assert {Ending.BROUGHT, Ending.TOLD} <= endings


def test_every_visit_that_began_is_recorded_once() -> None:
    result = played(1)
    assert len({record.id for record in result.records}) == len(result.records)
    led = [r for r in result.records if r.outcome in (Outcome.LED, Outcome.AT_LIFT)]
    assert len(led) >= sum(v.ending is Ending.BROUGHT for v in result.visits)


def test_figures_add_up() -> None:
    figures = figures_of([played(1)], 1, "Europe/Berlin", Spent(2.0, 0.0))
    assert figures["visits"] == sum(figures["endings"].values()) == 4
    assert sum(row["visits"] for row in figures["languages"].values()) == 4
    assert figures["served"] <= figures["stayed"] <= figures["visits"]
