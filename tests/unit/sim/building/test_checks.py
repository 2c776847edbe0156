"""What must hold of a building is checked, and what blocks a place is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.core.problems import Problem
from sim.building.checks import check_ids
from sim.building.generate import Generated, generate


def made(house: Path, old: str = "", new: str = "") -> Generated:
    path = house / "building.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return generate(house)


def faults(house: Path, old: str, new: str) -> tuple[Problem, ...]:
    return made(house, old, new).problems


def test_a_good_house_has_no_fault(house: Path) -> None:
    assert generate(house).problems == ()


def test_a_thing_on_a_place_is_named_with_both_lines(house: Path) -> None:
    problems = faults(house, "{type: plant, at: [3, 5]", "{type: plant, at: [2, 1]")
    (problem,) = problems
    assert problem.line == 20 and problem.key == "base"
    assert "plant (line 17)" in problem.found


def test_a_blocked_doorway_is_named_with_what_blocks_it(house: Path) -> None:
    problems = faults(house, "{type: plant, at: [3, 5]", "{type: plant, at: [6.3, 3]")
    assert {problem.key for problem in problems} == {"door"}
    assert all(problem.line == 15 and "plant" in problem.found for problem in problems)


def test_a_place_behind_a_barrier_is_cut_off(house: Path) -> None:
    row = "\n".join(
        f"  - {{type: plant, at: [4.5, {0.5 + 0.7 * i:.2f}], yaw_deg: 0}}" for i in range(8)
    )
    problems = faults(house, "  - {type: plant, at: [3, 5], yaw_deg: 0}", row)
    office = [problem for problem in problems if problem.key == "office"]
    assert office and "cut off from the dock" in office[0].found
    assert "plant (line" in office[0].found and "0.6 m wide" in office[0].expected


def test_a_place_in_a_wall_or_outside_is_a_fault(house: Path) -> None:
    assert "shell" in faults(house, "at: [2, 1]", "at: [2, 0]")[0].found
    assert "outside" in faults(house, "at: [2, 0]", "at: [200, 0]")[0].found


def test_dock_base_and_the_way_up_must_be_there(house: Path) -> None:
    assert "dock" in faults(house, "id: dock", "id: post")[0].expected
    (problem, *_) = faults(house, "via: office", "via: lift")
    assert problem.expected == "a place 'dock'"
    found = faults(house, "id: post", "id: dock")
    assert [(problem.key, problem.found) for problem in found] == [("via", "'lift'")]


def test_ids_that_the_content_does_not_know(house: Path) -> None:
    it = generate(house)
    known = {"department": frozenset({"office"})}
    (problem,) = check_ids(it.building, it.placed, known)
    assert problem.found == "'attic'" and problem.line == 24
    assert check_ids(it.building, it.placed, {}) == ()


@pytest.mark.parametrize("stand", ["left", "right"])
def test_the_robot_waits_on_the_wanted_side_facing_the_door(house: Path, stand: str) -> None:
    it = made(house, "hinge: left", f"hinge: left, stand: {stand}")
    office = next(place for place in it.placed if place.id == "office")
    assert office.pose is not None
    # Facing the door means facing east here: left is north of the doorway, which is at [6, 3].
    assert (office.pose.y > 3.5) == (stand == "left")
    assert office.pose.x == pytest.approx(6 - 0.1 - 0.7)
