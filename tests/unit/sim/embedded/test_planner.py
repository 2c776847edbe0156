"""Plans: short, clear of walls, round obstacles, and failures by name."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from robot.core.driving_settings import NavigationSettings
from robot.core.geometry import Point2D
from robot.core.grid import Grid
from robot.core.nav_errors import NavError
from sim.embedded.costs import CostMap
from sim.embedded.planner import NoPlan, Planner, segment_distance_m

NAV = NavigationSettings()
WALL = (4.9, 0.0, 5.1, 6.0)


def door(width_m, south=2.0):
    """A wall across the room with a doorway."""
    return [(4.9, 0.0, 5.1, south), (4.9, south + width_m, 5.1, 6.0)]


def planner(scene):
    costs = CostMap(scene.grid(), NAV)
    return costs, Planner(costs)


def least_clearance(costs, points):
    share = np.linspace(0.0, 1.0, 60)[:, None]
    samples = np.concatenate([a + share * (b - a) for a, b in pairwise(points)])
    return float(costs.clearance.at(samples).min())


def test_straight_where_nothing_is_in_the_way(room):
    _, plans = planner(room())
    plan = plans.plan(Point2D(1.5, 3.0), Point2D(8.0, 3.4))
    assert plan.points.shape == (2, 2)
    assert plan.length_m == pytest.approx(math.hypot(6.5, 0.4))


@pytest.mark.parametrize("width", [0.7, 0.9])
@pytest.mark.parametrize("south", [2.0, 2.05, 2.1, 2.15])
def test_through_a_doorway_wherever_it_lies(room, width, south):
    costs, plans = planner(room(blocks=door(width, south)))
    plan = plans.plan(Point2D(1.0, 1.0), Point2D(9.0, 5.0))
    assert plan.length_m < 1.25 * math.hypot(8.0, 4.0)
    assert least_clearance(costs, plan.points) >= NAV.robot_radius_m


def test_too_narrow_a_door_is_no_way(room):
    _, plans = planner(room(blocks=door(0.5)))
    with pytest.raises(NoPlan) as fault:
        plans.plan(Point2D(1.0, 1.0), Point2D(9.0, 5.0))
    assert fault.value.code is NavError.NO_VALID_PATH


@pytest.mark.parametrize(
    ("start", "goal", "code"),
    [
        ((1.0, 1.0), (5.0, 1.0), NavError.GOAL_OCCUPIED),
        ((1.0, 1.0), (8.0, 0.1), NavError.GOAL_OCCUPIED),
        ((1.0, 1.0), (80.0, 1.0), NavError.GOAL_OUTSIDE_MAP),
        ((1.0, 1.0), (math.nan, 1.0), NavError.GOAL_OUTSIDE_MAP),
        ((-50.0, 1.0), (8.0, 1.0), NavError.START_OUTSIDE_MAP),
        ((5.0, 1.0), (8.0, 1.0), NavError.START_OCCUPIED),
    ],
)
def test_each_failure_by_its_name(room, start, goal, code):
    thick = [(4.0, 0.0, 6.0, 2.0), (4.0, 3.0, 6.0, 6.0)]
    _, plans = planner(room(blocks=thick))
    with pytest.raises(NoPlan) as fault:
        plans.plan(Point2D(*start), Point2D(*goal))
    assert fault.value.code is code
    assert "(" in str(fault.value)


def test_round_an_obstacle_and_back_to_the_straight_way_when_it_is_gone(room):
    _, plans = planner(room())
    obstacle = np.array([[5.0, 3.0], [5.1, 3.1]])
    around = plans.plan(Point2D(1.0, 3.0), Point2D(9.0, 3.0), obstacle)
    gaps = [segment_distance_m(a, b, obstacle) for a, b in pairwise(around.points)]
    assert min(gaps) >= NAV.robot_radius_m
    assert around.length_m < 9.5
    assert plans.plan(Point2D(1.0, 3.0), Point2D(9.0, 3.0)).length_m == pytest.approx(8.0)


def test_a_blocked_doorway_is_no_way(room):
    _, plans = planner(room(blocks=door(0.9)))
    with pytest.raises(NoPlan) as fault:
        plans.plan(Point2D(1.0, 2.0), Point2D(9.0, 2.0), np.array([[5.0, 2.45]]))
    assert fault.value.code is NavError.NO_VALID_PATH


def test_keepout_is_kept_out(room):
    scene = room()
    grid = scene.grid()
    mask = np.zeros_like(grid.cells)
    mask[20:110, 90:120] = 100
    costs = CostMap(grid, NAV, Grid(mask, 0.05, -0.2, -0.2))
    plan = Planner(costs).plan(Point2D(1.0, 3.0), Point2D(9.0, 3.0))
    assert plan.length_m > 8.5
    with pytest.raises(ValueError, match="keepout"):
        CostMap(grid, NAV, Grid(mask[:5], 0.05, -0.2, -0.2))


@settings(max_examples=30, deadline=None)
@given(
    st.tuples(st.floats(0.5, 4.4), st.floats(0.5, 5.5), st.floats(5.6, 9.5), st.floats(0.5, 5.5))
)
def test_any_pair_of_free_points_has_a_clear_path(ends):
    costs, plans = CACHED
    plan = plans.plan(Point2D(*ends[:2]), Point2D(*ends[2:]))
    assert least_clearance(costs, plan.points) >= NAV.robot_radius_m - 0.01
    assert np.allclose(plan.points[[0, -1]].ravel(), ends)


def _two_rooms():
    cells = np.zeros((128, 208), np.int8)
    cells[:4] = cells[-4:] = 100
    cells[:, :4] = cells[:, -4:] = 100
    cells[:44, 102:106] = 100
    cells[62:, 102:106] = 100
    costs = CostMap(Grid(cells, 0.05, -0.2, -0.2), NAV)
    return costs, Planner(costs)


CACHED = _two_rooms()
