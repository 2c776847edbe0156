from __future__ import annotations

import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.core.geometry import Point2D
from sim.embedded.figures import CHILD
from sim.embedded.footing import Bodies
from sim.embedded.passers import draw_pupil
from sim.embedded.people import Crowd
from sim.embedded.programme import PUPILS, Pupil
from sim.scene import load_scene


@pytest.mark.parametrize("stays_s", [5.0, 60.0])
def test_a_school_class_comes_and_is_gone_again(stays_s: float) -> None:
    """Thirty who leave by one door at once must not block each other for good."""
    scene = load_scene(MAP, CONTENT)
    crowd = Crowd(Bodies.none((CHILD,) * PUPILS), scene.ways.walls.clearance)
    entrance, here, now_s = scene.spots.entrance, [], 0.0
    for number in range(PUPILS):
        body = crowd.enter(Point2D(entrance.x, entrance.y + 0.1 * number), 0.0)
        assert body is not None
        pupil = Pupil(0.0, number, stays_s)
        here.append(draw_pupil(body, pupil, scene.start, scene.ways, scene.spots))
    while not all(passer.gone for passer in here):
        now_s += 0.1
        for passer in here:
            if not passer.gone:
                passer.step(crowd, now_s)
        crowd.step(0.1, scene.start, 0.0)
        crowd.bodies.move(0.1)
        assert now_s < 400.0, f"{sum(not p.gone for p in here)} are still inside"
