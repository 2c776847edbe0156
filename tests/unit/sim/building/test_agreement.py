"""Map, MuJoCo world and Gazebo world show the same building to within a centimetre."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import mujoco
import numpy as np
import pytest
from numpy.typing import NDArray

from robot.adapters.map_files import read_map
from robot.core.grid import Grid
from sim.building.generate import Generated, write
from sim.building.placing import survey

LASER_Z_M = 0.27
TOLERANCE_M = 0.01
Box = tuple[float, float, float, float, float]
"""x, y, half length, half width, yaw."""


@pytest.fixture(scope="session")
def grid(town_hall: Generated, tmp_path_factory: pytest.TempPathFactory) -> Grid:
    folder = tmp_path_factory.mktemp("maps")
    write(town_hall.map_files, folder)
    return read_map(folder / "floor_0.yaml")


@pytest.fixture(scope="session")
def model(town_hall: Generated) -> mujoco.MjModel:
    return mujoco.MjModel.from_xml_string(town_hall.map_files["town_hall.xml"].decode())


def boxes_of_sdf(text: str, tag: str) -> list[Box]:
    """What a laser at LASER_Z_M meets among the collisions or the visuals of a world."""
    boxes: list[Box] = []
    for element in ElementTree.fromstring(text).iter(tag):
        size = element.findtext("geometry/box/size")
        if size is None:
            continue
        dx, dy, dz = (float(v) for v in size.split())
        x, y, z, _, _, yaw = (float(v) for v in element.findtext("pose", "").split())
        if z - dz / 2 <= LASER_Z_M <= z + dz / 2:
            boxes.append((x, y, dx / 2, dy / 2, yaw))
    return boxes


def boxes_of_mjcf(model: mujoco.MjModel) -> list[Box]:
    boxes: list[Box] = []
    for geom in range(model.ngeom):
        if model.geom_type[geom] != mujoco.mjtGeom.mjGEOM_BOX or not model.geom_contype[geom]:
            continue
        (x, y, z), (hx, hy, hz) = model.geom_pos[geom], model.geom_size[geom]
        w, _, _, qz = model.geom_quat[geom]
        if z - hz <= LASER_Z_M <= z + hz:
            boxes.append((x, y, hx, hy, 2 * math.atan2(qz, w)))
    return boxes


def depth(boxes: list[Box], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """How deep each point lies in the nearest box; negative outside. (N,) metres."""
    best = np.full(len(points), -np.inf)
    for x, y, hx, hy, yaw in boxes:
        c, s = math.cos(yaw), math.sin(yaw)
        dx, dy = points[:, 0] - x, points[:, 1] - y
        inside = np.minimum(hx - np.abs(c * dx + s * dy), hy - np.abs(-s * dx + c * dy))
        best = np.maximum(best, inside)
    return best


def sample(seed: int, count: int) -> NDArray[np.float64]:
    print("seed", seed)
    generator = np.random.default_rng(seed)
    return generator.uniform((0.0, 0.0), (50.0, 25.0), (count, 2))


@pytest.mark.parametrize("world", ["sdf collision", "sdf visual", "mjcf"])
def test_points_are_solid_in_map_and_world_alike(
    town_hall: Generated, model: mujoco.MjModel, grid: Grid, world: str
) -> None:
    if world == "mjcf":
        boxes = boxes_of_mjcf(model)
    else:
        boxes = boxes_of_sdf(town_hall.world_files["town_hall.sdf"].decode(), world.split()[1])
    near_walls = near(boxes, sample(3, 20_000))
    points = np.concatenate([sample(2, 40_000), near_walls])
    deep = depth(boxes, points)
    sure = np.abs(deep) > TOLERANCE_M
    occupied = np.array([grid.cells[grid.cell_at(x, y)] == 100 for x, y in points])
    wrong = points[sure & (occupied != (deep > 0))]
    assert len(wrong) == 0, wrong[:5]
    assert np.count_nonzero(deep > 0) > 1000


def near(boxes: list[Box], draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """The draws bent to within 5 cm of the boxes' edges, where mistakes would show."""
    picked = np.array(boxes)[(draws[:, 0] * 1e6).astype(int) % len(boxes)]
    side = np.where(draws[:, 1] < 12.5, 1.0, -1.0)
    shift = (draws[:, 0] * 1e3 % 1.0 - 0.5) * 0.1
    c, s = np.cos(picked[:, 4]), np.sin(picked[:, 4])
    along = (draws[:, 1] * 1e4 % 2.0 - 1.0) * picked[:, 2]
    across = side * picked[:, 3] + shift
    return np.stack(
        [picked[:, 0] + c * along - s * across, picked[:, 1] + s * along + c * across], 1
    )


def test_mujoco_rays_end_where_the_map_says(
    town_hall: Generated, model: mujoco.MjModel, grid: Grid
) -> None:
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    reached = np.argwhere(survey(town_hall.building).reached)
    generator = np.random.default_rng(5)
    hit = np.zeros(1, dtype=np.int32)
    groups = np.array([1, 1, 0, 0, 0, 0], dtype=np.uint8)
    off = []
    for row, column in generator.choice(reached, 60):
        x, y = grid.centre_of(int(row), int(column))
        for yaw in generator.uniform(-math.pi, math.pi, 12):
            ray = np.array([math.cos(yaw), math.sin(yaw), 0.0])
            start = np.array([x, y, LASER_Z_M])
            far = mujoco.mj_ray(model, data, start, ray, groups, 1, -1, hit, None)
            if 0.0 < far <= 12.0:
                off.append(abs(far - march(grid, x, y, yaw)))
    assert len(off) > 500
    assert np.quantile(off, 0.99) <= TOLERANCE_M
    assert np.median(off) <= 0.003


def march(grid: Grid, x: float, y: float, yaw: float) -> float:
    """How far a ray runs on the map before it enters an occupied cell, metres."""
    reach = np.arange(0.0, 13.0, 0.002)
    columns = ((x + reach * math.cos(yaw) - grid.origin_x_m) // grid.resolution_m).astype(int)
    rows = ((y + reach * math.sin(yaw) - grid.origin_y_m) // grid.resolution_m).astype(int)
    inside = (rows >= 0) & (rows < grid.cells.shape[0]) & (columns >= 0)
    inside &= columns < grid.cells.shape[1]
    blocked = ~inside
    blocked[inside] = grid.cells[rows[inside], columns[inside]] == 100
    return float(reach[np.argmax(blocked)]) if blocked.any() else math.inf


def test_every_open_doorway_lets_the_robot_through(town_hall: Generated) -> None:
    ground = survey(town_hall.building)
    doors = [d for _, d in town_hall.building.doors if d.kind in ("hinged", "open")]
    kept_out = {"door_stairs"}
    assert len(doors) > 12
    for door in doors:
        assert door.width_m >= 0.9
        if door.id not in kept_out:
            assert ground.reaches(door.at.x, door.at.y), door.id


def test_the_worlds_name_every_thing_once(town_hall: Generated, model: mujoco.MjModel) -> None:
    root = ElementTree.fromstring(town_hall.world_files["town_hall.sdf"])
    world = root.find("world")
    assert world is not None
    siblings = [world, *world.iter("link")]
    for parent in siblings:
        names = [child.get("name") for child in parent if child.get("name")]
        names = [name for name in names if not str(name).startswith("gz::")]
        assert len(names) == len(set(names))
    geoms = [model.geom(i).name for i in range(model.ngeom)]
    assert len(geoms) == len(set(geoms)) and all(geoms)


def test_the_groups_tell_walls_furniture_and_looks(model: mujoco.MjModel) -> None:
    by_group = {g: [i for i in range(model.ngeom) if model.geom_group[i] == g] for g in range(3)}
    assert all(len(ids) > 20 for ids in by_group.values())
    assert all(model.geom_contype[i] for g in (0, 1) for i in by_group[g])
    assert {model.geom(i).name for i in by_group[2] if model.geom_contype[i]} == {"floor"}


def test_sdf_version_is_known_to_older_parsers(town_hall: Generated) -> None:
    text = town_hall.world_files["town_hall.sdf"].decode()
    assert ElementTree.fromstring(text).get("version") == "1.9"
