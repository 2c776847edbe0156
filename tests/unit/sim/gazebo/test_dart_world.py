"""In DART, among the walls of the generated world, the robot passes every doorway, and no wall."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sim
from sim.building.read import read_building
from sim.building.walls import stretch_at
from tests.unit.sim.gazebo.dart_robot import Robot, dart

ROOT = Path(sim.__file__).resolve().parents[1]
WORLD = ROOT / "sim/gazebo/worlds/town_hall.sdf"
NEAR_M = 3.0
HULL_M = 0.26
BEFORE_M, PAST_M, PACE_MPS = 0.7, 0.4, 0.8


@dataclass(frozen=True)
class Box:
    name: str
    size: tuple[float, ...]
    pose: tuple[float, ...]


@cache
def boxes() -> tuple[Box, ...]:
    """Everything solid that stands in the world."""
    found = []
    for solid in ElementTree.parse(WORLD).getroot().iter("collision"):
        size = solid.findtext("geometry/box/size")
        if size:
            pose = tuple(float(v) for v in solid.findtext("pose", "").split())
            found.append(Box(str(solid.get("name")), tuple(map(float, size.split())), pose))
    return tuple(found)


def doors() -> list[tuple[str, float, float, float]]:
    """Id, place and direction through each doorway that is open."""
    building = read_building(ROOT / "nav_maps/town_hall/building.yaml")
    found = []
    for _, door in building.doors:
        stretch = stretch_at(building, door.at, door.width_m)
        if stretch is not None and door.kind in ("hinged", "open", "sliding"):
            found.append((door.id, door.at.x, door.at.y, stretch.yaw + math.pi / 2))
    return found


class Hall(Robot):
    """The robot with what stands near a place."""

    def __init__(self, x: float, y: float, yaw: float) -> None:
        super().__init__()
        walls = dart.dynamics.Skeleton("walls")
        _, body = walls.createWeldJointAndBodyNodePair()
        for box in boxes():
            if math.hypot(box.pose[0] - x, box.pose[1] - y) < NEAR_M + max(box.size[:2]) / 2:
                node = body.createShapeNode(dart.dynamics.BoxShape(list(box.size)))
                node.createCollisionAspect()
                node.createDynamicsAspect()
                c, s = math.cos(box.pose[5]), math.sin(box.pose[5])
                place = dart.math.Isometry3()
                place.set_rotation([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
                place.set_translation(list(box.pose[:3]))
                node.setRelativeTransform(place)
        self.world.addSkeleton(walls)
        self.skeleton.getRootJoint().setPositions([0.0, 0.0, yaw, x, y, 0.0])


DOORS = doors()


@pytest.mark.parametrize(("x", "y", "yaw"), [d[1:] for d in DOORS], ids=[d[0] for d in DOORS])
def test_the_robot_passes_the_doorway(x: float, y: float, yaw: float) -> None:
    c, s = math.cos(yaw), math.sin(yaw)
    robot = Hall(x - BEFORE_M * c, y - BEFORE_M * s, yaw)
    robot.run(PACE_MPS, 0.0, (BEFORE_M + PAST_M) / PACE_MPS + 0.4)
    px, py, turned = robot.pose
    assert (px - x) * c + (py - y) * s > PAST_M - 0.1
    assert (
        abs((py - y) * c - (px - x) * s) < 0.02
        and abs(math.remainder(turned - yaw, math.tau)) < 0.02
    )


def test_there_are_as_many_doorways_as_rooms_to_lead_to() -> None:
    assert len(DOORS) >= 15


def test_a_wall_stops_the_robot() -> None:
    """Beside the door of E08: the corridor's south wall ends at y = 8.0."""
    robot = Hall(22.5, 8.8, -math.pi / 2)
    robot.run(0.4, 0.0, 3.0)
    x, y, _ = robot.pose
    assert x == pytest.approx(22.5, abs=0.05)
    assert y == pytest.approx(8.0 + HULL_M, abs=0.03)
