from __future__ import annotations

import math

import numpy as np
import pytest

from robot.adapters.folders import MAP
from robot.core.geometry import Pose2D, distance
from sim.embedded.world import Cause, World

OPEN = Pose2D(10.0, 12.0, 0.0)


def world(start: Pose2D = OPEN, seed: int = 1) -> World:
    return World(MAP / "town_hall.xml", start, Pose2D(0.85, 16.0, 0.0), people=2, seed=seed)


def put(made: World, index: int, x: float, y: float, vx: float = 0.0) -> None:
    made.bodies.present[index] = True
    made.bodies.position[index] = (x, y)
    made.bodies.velocity[index] = (vx, 0.0)
    made.bodies.heading[index] = math.pi if vx < 0.0 else 0.0


def test_drives_as_told_and_speeds_up_gently() -> None:
    made = world()
    made.command(0.5, 0.0)
    made.step(0.1)
    assert made.velocity[0] < 0.2
    made.step(3.9)
    assert made.velocity[0] == pytest.approx(0.5, abs=0.01)
    assert made.pose.x - OPEN.x == pytest.approx(4.0 * 0.5 - 0.5**2 / (2 * 0.8), abs=0.03)
    assert made.pose.y == pytest.approx(OPEN.y, abs=0.01)


def test_drives_a_circle_without_sliding_sideways() -> None:
    made = world()
    made.command(0.4, 0.4)
    made.step(15.7)
    made.command(0.0, 0.0)
    assert distance(made.pose, OPEN) < 0.3


def test_a_wall_stops_the_robot_and_is_counted_once() -> None:
    made = world(Pose2D(16.5, 10.0, -math.pi / 2))
    made.command(0.3, 0.0)
    made.step(8.0)
    assert made.pose.y > 8.0 + 0.2
    contacts = made.take_contacts()
    assert [contact.cause for contact in contacts] == [Cause.ROBOT]
    assert not contacts[0].person
    assert made.take_contacts() == []


def test_who_walks_into_a_standing_robot_brought_the_contact_about() -> None:
    made = world()
    put(made, 0, OPEN.x + 1.5, OPEN.y, vx=-1.0)
    made.step(1.2)
    contacts = made.take_contacts()
    assert [(c.name, c.cause) for c in contacts] == [("person_0", Cause.PERSON)]


def test_a_robot_that_drives_at_a_person_brought_it_about() -> None:
    made = world()
    put(made, 1, OPEN.x + 1.5, OPEN.y)
    made.command(0.5, 0.0)
    made.step(4.0)
    contacts = made.take_contacts()
    assert [(c.name, c.cause) for c in contacts] == [("person_1", Cause.ROBOT)]


def test_odometry_drifts_a_little_and_never_while_standing() -> None:
    made = world(seed=3)
    made.step(5.0)
    assert made.odometry.pose == Pose2D(0.0, 0.0, 0.0)
    made.command(0.5, 0.0)
    for _ in range(100):
        made.step(0.1)
    driven = made.pose.x - OPEN.x
    assert 0.0 < abs(made.odometry.pose.x - driven) < 0.06 * driven


def test_charges_in_its_dock_only() -> None:
    docked, free = world(Pose2D(0.85, 16.0, 0.0)), world()
    before = docked.battery.fraction
    docked.step(60.0)
    free.step(60.0)
    assert docked.battery.charging
    assert docked.battery.fraction > before > free.battery.fraction
    assert not free.battery.charging


def test_same_seed_same_world() -> None:
    def ranges(seed: int) -> np.ndarray:
        made = world(seed=seed)
        put(made, 0, OPEN.x + 2.0, OPEN.y)
        made.command(0.4, 0.3)
        made.step(2.0)
        return made.scan().ranges

    np.testing.assert_array_equal(ranges(5), ranges(5))
    assert not np.array_equal(ranges(5), ranges(6), equal_nan=True)


def test_refuses_steps_and_commands_that_make_no_sense() -> None:
    made = world()
    with pytest.raises(ValueError, match="multiples"):
        made.step(0.01)
    with pytest.raises(ValueError, match="finite"):
        made.command(math.nan, 0.0)


def test_a_missing_world_names_file_and_remedy(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FileNotFoundError, match=r"town_hall.xml.*l2b2 maps build"):
        World(tmp_path / "town_hall.xml", OPEN)
