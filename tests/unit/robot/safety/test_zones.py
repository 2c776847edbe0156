"""Speed zones of the map."""

from __future__ import annotations

import numpy as np

from robot.core.geometry import Pose2D
from robot.core.grid import Grid
from robot.safety.zones import SpeedZones


def zones():
    cells = np.zeros((20, 20), np.int8)
    cells[10:, :] = 40
    return SpeedZones(Grid(cells, 0.5, 0.0, 0.0), 0.8)


def test_the_zone_here_counts():
    assert zones().limit_mps(Pose2D(1.0, 1.0, 0.0)) == 0.8
    assert zones().limit_mps(Pose2D(1.0, 9.0, 0.0)) == 0.8 * 0.6


def test_not_knowing_where_is_the_cautious_case():
    assert zones().limit_mps(None) == 0.8 * 0.6
    assert zones().limit_mps(Pose2D(99.0, 1.0, 0.0)) == 0.8 * 0.6


def test_no_zones_no_limit():
    assert SpeedZones(None, 0.8).limit_mps(None) == 0.8
