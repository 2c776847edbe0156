"""People keep off the robot, whatever they push, and get round it."""

from __future__ import annotations

from functools import cache

import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.core.geometry import Point2D, distance
from sim.embedded.figures import FIGURES, Figure
from sim.embedded.people import Crowd
from sim.embedded.walks import Walk
from sim.embedded.world import World
from sim.scene import Scene, load_scene


@cache
def scene() -> Scene:
    return load_scene(MAP, CONTENT)


def met(figure: Figure) -> tuple[World, Crowd]:
    """Somebody stands three metres in front of the robot, and faces it."""
    world = World(MAP / "town_hall.xml", scene().start, people=(figure,))
    crowd = Crowd(world.bodies, scene().ways.walls.clearance)
    crowd.stand(0, Point2D(world.pose.x + 3.0, world.pose.y), 3.1)
    return world, crowd


def step(world: World, crowd: Crowd) -> None:
    crowd.step(0.1, world.pose, 0.0)
    world.step(0.1)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_nobody_walks_into_a_robot_that_stands(figure: Figure) -> None:
    world, crowd = met(figure)
    start = world.pose
    for step_number in range(150):
        beyond = -0.3 if step_number < 100 else 3.0  # at it, and then turns round to leave
        crowd.target[0] = (start.x + beyond, start.y)
        crowd.pace[0] = 1.3
        step(world, crowd)
        if step_number == 99:
            near_m = distance(crowd.position(0), start)
    assert world.take_contacts() == []
    assert world.pose == start
    assert near_m < crowd.stands_off_m(0) + 0.3, "came up to it"


def test_who_finds_the_robot_in_the_way_goes_round_it() -> None:
    world, crowd = met(FIGURES[0])
    crowd.stand(0, Point2D(world.pose.x + 1.0, world.pose.y))
    walk = Walk(scene().ways, Point2D(world.pose.x - 0.9, world.pose.y), 1.0)
    for tenth in range(250):
        if walk.step(crowd, 0, 0.1 * tenth):
            break
        step(world, crowd)
    assert distance(crowd.position(0), walk.goal) < 0.3
    assert world.take_contacts() == []
