"""The tracker finds the people of the simulated hall: floors; tests/benchmarks has the figures."""

from __future__ import annotations

import numpy as np
import pytest

from robot.core.geometry import Pose2D
from sim.embedded.figures import ADULT, mixed
from tests.scenario.watching import Watch

HERE = Pose2D(8.5, 12.4, 0.3)


@pytest.mark.parametrize(
    ("figures", "seed"), [((ADULT,) * 12, 1), (mixed(12), 2)], ids=["grown-ups", "mixed"]
)
def test_finds_who_is_within_four_metres(figures, seed) -> None:
    tally = Watch(figures, seed, HERE).run(30.0)
    about = f"seed {seed}: {tally.found} of {tally.persons} found, missed {tally.missed}"
    assert tally.persons > 200, about
    assert tally.found_share >= 0.95, about
    assert tally.false <= 0.05 * tally.scans, about
    assert tally.switches <= 3.0 * tally.seen_s / 60.0, about
    assert np.median(tally.off_m) < 0.1, about


def test_a_robot_that_turns_finds_them_too() -> None:
    tally = Watch(mixed(12), 3, HERE).run(20.0, turn_radps=0.6)
    assert tally.found_share >= 0.95, f"seed 3, missed {tally.missed}"
