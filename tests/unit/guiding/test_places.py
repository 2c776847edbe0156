"""Places from plain dicts."""

from __future__ import annotations

import math
from typing import Any

import pytest

from robot.core.problems import Problem
from robot.guiding.places import Leg, Onward, Places, Way, places_from


def good() -> dict[str, Any]:
    return {
        "building": "town_hall",
        "map": "floor_0.yaml",
        "places": {
            "dock": {"x": 0, "y": 1, "yaw_deg": 0, "floor": 0, "kind": "base", "name": "Dock"},
            "base": {"x": 1, "y": 1, "yaw_deg": 0, "floor": 0, "kind": "base", "name": "Base"},
            "lift": {"x": 9, "y": 2, "yaw_deg": -90, "floor": 0, "kind": "facility", "name": "L",
                     "from_base": {"legs": [{"turn": "round", "distance_m": 9}], "door": "ahead"}},
            "tax_office": {
                "floor": 1, "kind": "department", "name": "Steueramt", "room": "104", "via": "lift",
                "from_via": {"turn": "left", "distance_m": 8, "door": "right"},
            },
        },
    }  # fmt: skip


def read(data: object) -> Places:
    places = places_from(data)
    assert isinstance(places, Places), places
    return places


def faults(data: object) -> tuple[Problem, ...]:
    problems = places_from(data)
    assert isinstance(problems, tuple)
    return problems


def test_a_place_has_its_pose_in_radians() -> None:
    lift = read(good())["lift"]
    assert lift.pose is not None
    assert (lift.pose.x, lift.pose.y) == (9.0, 2.0)
    assert lift.pose.yaw == pytest.approx(-math.pi / 2)


def test_upstairs_the_robot_goes_to_the_lift_and_knows_the_rest() -> None:
    places = read(good())
    office = places["tax_office"]
    assert office.pose is None and office.floor == 1 and office.room == "104"
    assert places.goal("tax_office").id == "lift"
    assert places.pose("tax_office") == places["lift"].pose
    assert office.onward == Onward("left", 8.0, "right")
    assert places.goal("lift").id == "lift"


def test_the_way_from_the_base_is_read() -> None:
    places = read(good())
    assert places["lift"].way == Way((Leg("round", 9.0),), "ahead")
    assert places["tax_office"].way is None


def test_base_dock_and_the_rest_of_a_mapping() -> None:
    places = read(good())
    assert places.base.x == 1.0 and places.dock.x == 0.0
    assert "lift" in places and "moon" not in places and len(places) == 4
    assert [place.id for place in places] == ["dock", "base", "lift", "tax_office"]
    with pytest.raises(KeyError):
        places.goal("moon")


@pytest.mark.parametrize(
    ("place", "key", "value", "word"),
    [
        ("lift", "x", "far", "a number"),
        ("lift", "x", math.inf, "a number"),
        ("lift", "yaw_deg", None, "a number"),
        ("lift", "kind", "elevator", "one of"),
        ("lift", "colour", "red", "one of"),
        ("lift", "name", "", "a text"),
        ("tax_office", "room", 104, "a text"),
        ("tax_office", "via", "stairs", "a place with a pose"),
        ("tax_office", "via", "tax_office", "a place with a pose"),
        ("lift", "from_base", [], "a mapping"),
        ("lift", "from_base", {"legs": [], "door": "left"}, "a mapping"),
        ("lift", "from_base", {"legs": ["left"], "door": "left"}, "a mapping"),
        ("lift", "from_base", {"legs": [{"turn": "up", "distance_m": 1}], "door": "left"}, "one"),
        ("lift", "from_base", {"legs": [{"turn": "left", "distance_m": 1}], "door": "up"}, "one"),
        ("tax_office", "from_via", "left", "a mapping"),
        ("tax_office", "from_via", {"turn": "up", "distance_m": 8, "door": "left"}, "one of"),
    ],
)
def test_each_fault_is_named(place: str, key: str, value: object, word: str) -> None:
    data = good()
    data["places"][place][key] = value
    (problem,) = faults(data)
    assert problem.key.startswith(f"places.{place}.{key}")
    assert word in problem.expected


def test_a_pose_is_whole_or_not_there() -> None:
    data = good()
    del data["places"]["lift"]["y"]
    del data["places"]["tax_office"]["via"]
    keys = {problem.key for problem in faults(data)}
    assert "places.lift.y" in keys
    assert {"places.tax_office.x", "places.tax_office.y"} <= keys


def test_base_and_dock_must_be_there() -> None:
    data = good()
    del data["places"]["dock"]
    (problem,) = faults(data)
    assert "dock" in problem.found


@pytest.mark.parametrize("data", [None, [], {"building": "b", "map": "m"}, {"places": {}}])
def test_what_is_no_list_of_places_is_a_fault(data: object) -> None:
    assert faults(data)


def test_a_misspelt_key_gets_a_suggestion_and_its_line() -> None:
    data = good()
    data["places"]["lift"]["yaw_degs"] = data["places"]["lift"].pop("yaw_deg")
    problems = places_from(data, "places.yaml", lambda path: 7)
    assert isinstance(problems, tuple)
    assert any("yaw_deg" in problem.hint for problem in problems)
    assert {problem.line for problem in problems} == {7}
