"""Gazebo's pairs of shapes become one name for each touch."""

from __future__ import annotations

import pytest

from sim.gazebo.touches import Touches, touched

HULL = "l2b2::base_link::hull"


@pytest.mark.parametrize("turned", [False, True])
def test_the_other_one_is_named_as_in_the_building(turned: bool) -> None:
    pair = (HULL, "plant_3::link::plant_3_pot_collision")
    assert touched(*(reversed(pair) if turned else pair)) == "plant_3_pot"


def test_the_robot_must_be_one_of_the_two_and_only_one() -> None:
    assert touched("a::link::b", "c::link::d") is None
    assert touched(HULL, "l2b2::left_wheel::tyre") is None


def test_a_touch_is_told_once_and_again_after_it_ended() -> None:
    touches = Touches()
    assert touches.new(frozenset({"b", "a"}), 0.0) == ("a", "b")
    assert touches.new(frozenset({"a"}), 0.4) == ()
    assert touches.new(frozenset({"a", "b"}), 0.8) == ("b",)
    assert touches.new(frozenset({"a"}), 0.85) == ()
    assert touches.new(frozenset({"a"}), 5.0) == ("a",)
