"""Free way along arcs, against a robot that is walked along them step by step."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.safety.arcs import free_arc_m, nearest_m, side_gap_m

HULL = 0.26


def walked(point, curvature, radius, length=6.0):
    """Metres until the distance to the point falls below the radius."""
    s = np.arange(0.0, length, 0.002)
    k = curvature if abs(curvature) > 1e-6 else 1e-6
    gap = np.hypot(np.sin(k * s) / k - point[0], (1.0 - np.cos(k * s)) / k - point[1])
    touching = np.flatnonzero(gap < radius)
    return s[touching[0]] if touching.size else math.inf


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3), st.floats(0.27, 0.5))
def test_agrees_with_walking_along(x, y, curvature, radius):
    if math.hypot(x, y) <= radius + 0.01:
        return
    free = float(free_arc_m(np.array([[x, y]]), np.array([curvature]), np.array([radius]), HULL)[0])
    expected = walked((x, y), curvature, radius)
    wider, narrower = (walked((x, y), curvature, radius + d) for d in (0.003, -0.003))
    if (wider < math.inf) != (narrower < math.inf) or abs(wider - narrower) > 0.1:
        return  # only just grazed, or only just not
    if expected < math.inf and free < 5.9:
        assert free == pytest.approx(expected, abs=0.01)
    elif expected < math.inf:
        pytest.fail(f"touches after {expected} m, said {free} m")


def test_beside_and_behind_do_not_stop():
    points = np.array([[-0.3, 0.0], [0.0, 0.3], [0.0, -0.3]])
    free = free_arc_m(points, np.array([0.0]), np.full(3, 0.32), HULL)
    assert (free > 1.0).all()


def test_inside_the_margin_only_nearing_stops():
    ahead = free_arc_m(np.array([[0.3, 0.0]]), np.array([0.0]), np.array([0.35]), HULL)
    assert 0.0 <= ahead[0] < 0.02
    jamb = free_arc_m(np.array([[0.05, 0.29]]), np.array([0.0]), np.array([0.35]), HULL)
    assert jamb[0] > 1.0


def test_gaps_and_nearest():
    points, straight = np.array([[1.0, 0.5], [-1.0, 0.1], [2.0, 0.0]]), np.array([0.0])
    assert side_gap_m(points, straight, np.array([1.5]))[0] == pytest.approx(0.5, abs=1e-3)
    assert nearest_m(np.empty((0, 2))) == math.inf
    assert nearest_m(np.array([[3.0, 4.0], [6.0, 8.0]])) == pytest.approx(5.0)
