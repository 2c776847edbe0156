"""The lower of two speed limits is in force."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.guiding.limits import SpeedWish, lowest_mps

WISHES = st.builds(SpeedWish, st.floats(0, 100), st.booleans())


@given(st.lists(WISHES, max_size=4), st.floats(0.1, 2.0))
def test_no_wish_is_broken(wishes: list[SpeedWish], top_mps: float) -> None:
    limit = lowest_mps(tuple(wishes), top_mps)
    assert 0 <= limit <= top_mps
    assert all(limit <= wish.limit_mps(top_mps) for wish in wishes)


def test_nav2s_meaning() -> None:
    assert lowest_mps((), 0.8) == 0.8
    assert lowest_mps((SpeedWish(0.0), SpeedWish(0.0, percentage=True)), 0.8) == 0.8
    assert lowest_mps((SpeedWish(50.0, percentage=True), SpeedWish(0.5)), 0.8) == 0.4
    assert lowest_mps((SpeedWish(100.0, percentage=True), SpeedWish(0.001)), 0.8) == 0.001


@pytest.mark.parametrize("value", [-0.1, math.nan, math.inf])
def test_what_is_no_limit_is_told(value: float) -> None:
    with pytest.raises(ValueError, match="expected 0 or more"):
        SpeedWish(value).limit_mps(0.8)
