"""How fast the hall is simulated and ways are planned, beside ir-sim and pyrobosim.

    make bench ARGS="-k simulation"

The same building, robot and laser (360 rays, 10 Hz, 12 m) in our world and in ir-sim; the same map
and the same robot for our planner and for pyrobosim's A*. Prints a table and writes
build/bench/simulation.json. Times are
CPU seconds of one core. Published figures stand beside, as printed where they come from.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rich.console import Console
from rich.table import Table

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP, PROJECT
from robot.adapters.map_files import read_map
from robot.core.driving_settings import NavigationSettings
from robot.core.geometry import Pose2D
from sim.embedded.bodies import RADIUS_M
from sim.embedded.costs import CostMap
from sim.embedded.planner import Planner
from sim.embedded.world import World

irsim = pytest.importorskip("irsim", reason="ir-sim is in the extra `bench`")
a_star = pytest.importorskip("pyrobosim.navigation.a_star", reason="pyrobosim is in `bench`")

START = Pose2D(8.0, 12.0, 0.0)
STEPS, STEP_S = 300, 0.1
THEIR_TRIPS = 12
"""Of ours; they take long."""
OUT = PROJECT / "build" / "bench" / "simulation.json"
PUBLISHED_MS = {
    "Nav2 Smac 2D A*, about 75 m": 243.0,
    "Nav2 NavFn, about 75 m": 146.0,
    "Nav2 Hybrid-A*, about 75 m": 144.0,
}
"""Of nav2_smac_planner's README; other map, other machine."""


def times_real(step: Callable[[], object]) -> float:
    """Simulated seconds in one of a core's, the robot driving in a circle."""
    step()
    began = time.process_time()
    for _ in range(STEPS):
        step()
    return STEPS * STEP_S / (time.process_time() - began)


def ours() -> float:
    world = World(MAP / "town_hall.xml", START, people=0, seed=1)
    world.command(0.5, 0.5)

    def step() -> None:
        world.step(STEP_S)
        world.scan()

    return times_real(step)


def theirs(folder: Path) -> float:
    file = folder / "hall.yaml"
    file.write_text(yaml.safe_dump(_hall_for_irsim()), encoding="utf-8")
    env = irsim.make(str(file), display=False, disable_all_plot=True, log_level="ERROR")
    drive = np.array([[0.5], [0.5]])

    def step() -> None:
        env.step(drive)
        env.get_lidar_scan()

    try:
        return times_real(step)
    finally:
        env.end()


def _hall_for_irsim() -> dict[str, Any]:
    model = World(MAP / "town_hall.xml", START, people=0, seed=1).model
    boxes = []
    for index in range(model.ngeom):
        solid = model.geom_contype[index] and model.geom_bodyid[index] == 0
        x, y, z = model.geom_pos[index].tolist()
        half = model.geom_size[index].tolist()
        if not solid or abs(z - 0.27) > half[2] or half[2] == 0.0:
            continue
        w, _, _, qz = model.geom_quat[index].tolist()
        boxes.append({
            "shape": {"name": "rectangle", "length": 2 * half[0], "width": 2 * half[1]},
            "state": [x, y, 2.0 * math.atan2(qz, w)],
        })  # fmt: skip
    laser = {
        "name": "lidar2d", "range_min": 0.1, "range_max": 12.0, "angle_range": 2.0 * math.pi,
        "number": 360, "noise": True, "std": 0.01,
    }  # fmt: skip
    robot = {
        "kinematics": {"name": "diff"}, "shape": {"name": "circle", "radius": RADIUS_M},
        "state": [START.x, START.y, 0.0], "goal": [45.0, 9.0, 0.0], "sensors": [laser],
    }  # fmt: skip
    world = {"width": 50, "height": 25, "step_time": STEP_S, "sample_time": STEP_S}
    return {"world": world, "robot": [robot], "obstacle": boxes}


def plans() -> dict[str, dict[str, float]]:
    """To every place from the base and back: milliseconds and metres."""
    costs = CostMap(read_map(MAP / "floor_0.yaml"), NavigationSettings())
    places = load_house(CONTENT, MAP).places
    goals = [p.pose.point for p in places if p.pose is not None and p.kind != "base"]
    base = places.base.point
    trips = [(base, goal) for goal in goals] + [(goal, base) for goal in goals]
    rows: dict[str, list[tuple[float, float]]] = {"ours, new goal": [], "ours, known goal": []}
    seen = Planner(costs)
    for start, goal in trips:
        rows["ours, new goal"].append(
            _timed(lambda s=start, g=goal: Planner(costs).plan(s, g).points)
        )
        seen.plan(start, goal)
        rows["ours, known goal"].append(_timed(lambda s=start, g=goal: seen.plan(s, g).points))
    for cell_m in (0.1, 0.2):
        name = f"pyrobosim A*, {cell_m} m cells"
        planner = _a_star(costs, cell_m)
        rows[name] = [
            _timed(lambda p=planner, s=s, g=g: _their_way(p, s, g)) for s, g in trips[:THEIR_TRIPS]
        ]
    return {name: _figures(row) for name, row in rows.items()}


def _timed(plan: Callable[[], np.ndarray[Any, Any]]) -> tuple[float, float]:
    began = time.process_time()
    points = plan()
    took = 1000.0 * (time.process_time() - began)
    return took, float(np.hypot(*np.diff(points, axis=0).T).sum())


def _a_star(costs: CostMap, cell_m: float) -> Any:
    """Their planner on our map: what is nearer to a wall than the robot's need is occupied."""
    from pyrobosim.navigation.occupancy_grid import OccupancyGrid

    grid = costs.grid
    rows, columns = grid.cells.shape
    x = grid.origin_x_m + cell_m * (0.5 + np.arange(int(columns * grid.resolution_m / cell_m)))
    y = grid.origin_y_m + cell_m * (0.5 + np.arange(int(rows * grid.resolution_m / cell_m)))
    points = np.stack(np.meshgrid(x, y, indexing="ij"), axis=2).reshape(-1, 2)
    taken = (costs.clearance.at(points) < costs.need_m).reshape(x.size, y.size)
    planner = a_star.AStarPlanner(
        grid_resolution=cell_m, grid_inflation_radius=costs.need_m, diagonal_motion=True,
        heuristic="euclidean", compress_path=False,
    )  # fmt: skip
    origin = grid.origin_x_m, grid.origin_y_m
    planner.world = costs  # only asked for not being None; reset() would draw a map of its own
    planner._set_actions()
    planner._set_heuristic()
    planner.grid = OccupancyGrid(taken.astype(int), cell_m, origin)
    return planner


def _their_way(planner: Any, start: Any, goal: Any) -> np.ndarray[Any, Any]:
    from pyrobosim.utils.pose import Pose

    path = planner.plan(Pose(x=start.x, y=start.y), Pose(x=goal.x, y=goal.y))
    return np.array([(pose.x, pose.y) for pose in path.poses]).reshape(-1, 2)


def _figures(row: list[tuple[float, float]]) -> dict[str, float]:
    took, length = np.array(row).T
    found = length > 0.0
    return {
        "found": round(float(found.mean()), 3),
        "median_ms": round(float(np.median(took)), 2),
        "p95_ms": round(float(np.percentile(took, 95)), 2),
        "mean_m_of_first": round(float(length[:THEIR_TRIPS][found[:THEIR_TRIPS]].mean()), 2),
    }


def test_simulation(tmp_path: Path) -> None:
    speeds = {"ours (MuJoCo)": round(ours(), 2), "ir-sim": round(theirs(tmp_path), 2)}
    found = {"times_real_time": speeds, "plans": plans(), "published_ms": PUBLISHED_MS}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    table = Table("one robot, 360 rays at 10 Hz, nobody else", "times real time")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:g}")
    Console().print(table)
    table = Table("plan", "found", "median ms", "p95 ms", "mean metres")
    for name, row in found["plans"].items():
        table.add_row(name, *(f"{value:g}" for value in row.values()))
    for name, took in PUBLISHED_MS.items():
        table.add_row(f"{name} (published)", "", f"{took:g}", "", "")
    Console().print(table)
