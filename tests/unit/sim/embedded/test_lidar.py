from __future__ import annotations

import math

import mujoco
import numpy as np
import pytest

from robot.adapters.folders import MAP
from robot.adapters.map_files import read_map
from robot.core.geometry import Pose2D
from robot.core.rays import hit_points, moved
from robot.perception.background import DistanceField
from sim.embedded.figures import HIP_M, LEG_RADIUS_M
from sim.embedded.lidar import HEIGHT_M
from sim.embedded.outlines import outlines_of
from sim.embedded.world import World

POSES = (Pose2D(10.0, 12.0, 0.3), Pose2D(25.0, 9.5, -2.0), Pose2D(30.7, 20.0, 1.0))


@pytest.mark.parametrize("pose", POSES)
def test_the_scan_fits_the_map(pose: Pose2D) -> None:
    scan = World(MAP / "town_hall.xml", pose, people=1, seed=1).scan()
    walls = DistanceField(read_map(MAP / "floor_0.yaml"))
    off = np.abs(walls.at(moved(hit_points(scan), pose)))
    assert scan.ranges.shape == (360,)
    assert np.median(off) < 0.02
    assert np.mean(off < 0.06) > 0.95


def test_sees_both_legs_at_their_distance() -> None:
    pose = POSES[0]
    made = World(MAP / "town_hall.xml", pose, people=2, seed=1)
    empty = made.scan().ranges
    made.bodies.present[1] = True
    made.bodies.position[1] = (pose.x + 2 * math.cos(pose.yaw), pose.y + 2 * math.sin(pose.yaw))
    made.bodies.heading[1] = pose.yaw + math.pi
    made.step(0.05)
    seen = made.scan().ranges
    nearer = np.flatnonzero(seen < empty - 0.3)
    assert 6 <= nearer.size <= 14
    expected = math.hypot(2.0, HIP_M) - LEG_RADIUS_M
    assert float(np.nanmin(seen[nearer])) == pytest.approx(expected, abs=0.05)
    assert np.abs(np.sort(np.abs(nearer - 180))[:6]).max() < 8


def test_measures_with_noise_and_drop_outs() -> None:
    made = World(MAP / "town_hall.xml", POSES[0], people=1, seed=1)
    turns = np.stack([made.scan().ranges for _ in range(60)])
    hits = np.isfinite(turns).all(axis=0)
    assert 0.007 < float(turns[:, hits].std(axis=0).mean()) < 0.013
    assert 0.001 < float(np.isnan(turns).mean()) < 0.01
    assert np.nanmax(turns[np.isfinite(turns)]) <= 12.0


@pytest.mark.parametrize("seed", range(4))
def test_casts_as_mujoco_does(seed: int) -> None:
    made = World(MAP / "town_hall.xml", POSES[0], people=1, seed=1)
    model, data = made.model, made.data
    fixed = np.flatnonzero(model.geom_bodyid == 0).astype(np.int32)
    walls = outlines_of(model, data, fixed, HEIGHT_M)
    rng = np.random.default_rng(seed)
    pose = POSES[seed % len(POSES)]
    first = float(rng.uniform(-4.0, 4.0))
    angles = first + 2.0 * math.pi / 360 * np.arange(360)
    cast = walls.cast(complex(pose.x, pose.y), np.exp(1j * angles), first, 12.0)
    for ray in range(360):
        direction = np.array([math.cos(angles[ray]), math.sin(angles[ray]), 0.0])
        hit = mujoco.mj_ray(
            model, data, np.array([pose.x, pose.y, HEIGHT_M]), direction,
            np.array([1, 1, 0, 0, 0, 0], np.uint8), 1, -1, np.zeros(1, np.int32),
        )  # fmt: skip
        if 0.0 <= hit < 12.0:
            assert cast[ray] == pytest.approx(hit, abs=1e-4), f"seed {seed}, ray {ray}"
