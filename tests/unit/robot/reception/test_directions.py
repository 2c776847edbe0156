"""The way in words, as it depends on where robot and place are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from robot.core.geometry import Pose2D
from robot.guiding.places import BASE, LIFT, Leg, Onward, Place, Places, Way
from robot.reception.directions import way_in_words

HOME, FAR = Pose2D(2.0, 16.0, 0.0), Pose2D(30.0, 9.0, 0.0)
DOOR = Pose2D(30.0, 13.0, 0.0)
OFFICE = Place(
    "office", "department", 0, DOOR, "Office", "E16",
    way=Way((Leg("straight", 28.0), Leg("left", 4.0)), "right"),
)  # fmt: skip
ABOVE = Place("above", "department", 1, None, "Above", "104", LIFT, Onward("left", 8.0, "right"))
TOILET = Place("toilet", "facility", 0, DOOR, "WC", way=Way((Leg("round", 3.0),), "ahead"))
PLACES = Places(
    "hall",
    "floor_0.yaml",
    {
        BASE: Place(BASE, "base", 0, HOME, "Base"),
        LIFT: Place(LIFT, "facility", 0, FAR, "Lift", way=Way((Leg("straight", 46.0),), "left")),
        **{place.id: place for place in (OFFICE, ABOVE, TOILET)},
    },
)


def say(phrase: str, **values: str) -> str:
    """The phrase's name and what is put into it."""
    return f"{phrase}({' '.join(f'{k}={v}' for k, v in values.items() if v)})"


def words(place: Place | None, room: str, robot: Pose2D | None) -> str:
    return way_in_words(place, room, PLACES, robot, say)


@pytest.mark.parametrize("robot", [HOME, Pose2D(4.0, 15.0, 1.0), None])
def test_at_the_base_the_way_is_told_leg_by_leg(robot: Pose2D | None) -> None:
    assert words(OFFICE, "E16", robot) == (
        "way_from_base(legs=way_start(turn=turn_straight() metres=30), "
        "way_leg(turn=turn_left() metres=4) room=E16 floor=floor_0() side=side_right())"
    )


def test_elsewhere_only_the_number_on_the_door_helps() -> None:
    assert words(OFFICE, "E16", FAR) == "way_here(room=E16 floor=floor_0())"
    unknown = replace(PLACES, by_id={**PLACES.by_id, "office": replace(OFFICE, way=None)})
    told = way_in_words(unknown["office"], "E16", unknown, HOME, say)
    assert told == "way_here(room=E16 floor=floor_0())"


def test_upstairs_it_is_the_way_to_the_lift_and_the_rest() -> None:
    rest = "way_upstairs(room=104 floor=floor_1() turn=turn_left() metres=8 side=side_right())"
    to_lift = "way_to_lift(legs=way_start(turn=turn_straight() metres=45))"
    assert words(ABOVE, "104", HOME) == f"{to_lift} {rest}"
    assert words(ABOVE, "104", FAR) == rest


def test_a_facility_has_no_room_and_away_from_the_base_no_way() -> None:
    assert words(TOILET, "", HOME).endswith("floor=floor_0() side=side_ahead())")
    assert words(TOILET, "", FAR) == ""
    assert words(None, "", HOME) == ""
