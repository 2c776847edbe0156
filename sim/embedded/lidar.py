"""The laser at leg height: MuJoCo's rays on what crosses the beam, noise, drop-outs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from robot.core.scan import Scan

HEIGHT_M = 0.27
"""Of the beam above the floor."""
_TILE_M = 8.0
"""Walls are grouped by tiles of this size, so that rays skip those far from them."""
_PARKED_M = -1000.0
_GROUPS = np.ones(mujoco.mjNGROUP, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class LidarModel:
    """A usual indoor laser."""

    rays: int = 360
    range_min_m: float = 0.1
    range_max_m: float = 12.0
    noise_m: float = 0.01
    """One sigma of a range."""
    dropout: float = 0.004
    """Probability that a ray brings nothing back, nan."""


class Lidar:
    """Casts scans; ray 0 points backwards (-pi), the rays go round anticlockwise.

    Rays run in models of their own that hold only what crosses the beam, which is what makes
    them cheap. Walls are cast anew only if the laser has moved since.
    """

    def __init__(
        self,
        model: mujoco.MjModel,
        data: mujoco.MjData,
        fixed: NDArray[np.int32],
        radii: NDArray[np.float64],
        rng: np.random.Generator,
        properties: LidarModel | None = None,
    ) -> None:
        """`fixed`: geoms of `model` that never move; `radii`: (P,) of the parts that do, metres."""
        self._rng = rng
        self._lidar = lidar = properties or LidarModel()
        self._step_rad = 2.0 * math.pi / lidar.rays
        self._angles = -math.pi + self._step_rad * np.arange(lidar.rays)
        crossing = _at_beam(model, data, fixed)
        self._walls = _Caster(_walls_model(model, data, crossing), lidar)
        self._people = _Caster(_people_model(radii), lidar)
        self._radii = radii
        self._cast_from: tuple[float, float, float] | None = None
        self._vectors = np.zeros((lidar.rays, 3))
        self._wall_ranges = np.full(lidar.rays, np.inf)

    def scan(
        self, stamp_s: float, pose: tuple[float, float, float], parts: NDArray[np.float64]
    ) -> Scan:
        """One turn from a true pose (x, y, yaw); `parts`: (P, 2) where people's parts are, map."""
        x, y, yaw = pose
        if self._cast_from is None or _moved(pose, self._cast_from):
            angles = self._angles + yaw
            self._vectors[:, 0] = np.cos(angles)
            self._vectors[:, 1] = np.sin(angles)
            self._wall_ranges = self._walls.cast(x, y, self._vectors)
            self._cast_from = pose
        ranges = self._wall_ranges.copy()
        self._add_people(ranges, parts, self._cast_from)
        return self._measured(stamp_s, ranges)

    def _add_people(
        self,
        ranges: NDArray[np.float64],
        parts: NDArray[np.float64],
        pose: tuple[float, float, float],
    ) -> None:
        x, y, yaw = pose
        dx, dy = parts[:, 0] - x, parts[:, 1] - y
        gap = np.hypot(dx, dy)
        near = (gap < self._lidar.range_max_m + self._radii) & (gap > self._radii)
        if not near.any():
            return
        half = np.arcsin(self._radii[near] / gap[near]) + self._step_rad
        off = (np.arctan2(dy[near], dx[near]) - yaw)[:, None] - self._angles
        off = np.abs(np.remainder(off + math.pi, 2.0 * math.pi) - math.pi)
        rays = np.flatnonzero((off <= half[:, None]).any(axis=0))
        self._people.place(parts, near)
        hits = self._people.cast(x, y, self._vectors[rays])
        ranges[rays] = np.minimum(ranges[rays], hits)

    def _measured(self, stamp_s: float, ranges: NDArray[np.float64]) -> Scan:
        lidar = self._lidar
        ranges += lidar.noise_m * self._rng.standard_normal(lidar.rays)
        ranges[ranges > lidar.range_max_m] = np.inf
        ranges[ranges < lidar.range_min_m] = -np.inf
        ranges[self._rng.random(lidar.rays) < lidar.dropout] = np.nan
        return Scan(
            stamp_s=stamp_s,
            angle_min_rad=-math.pi,
            angle_step_rad=self._step_rad,
            ranges=ranges.astype(np.float32),
            range_min_m=lidar.range_min_m,
            range_max_m=lidar.range_max_m,
        )


def _moved(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    return abs(a[0] - b[0]) + abs(a[1] - b[1]) > 5e-4 or abs(a[2] - b[2]) > 5e-4


class _Caster:
    """Rays in one model."""

    def __init__(self, model: mujoco.MjModel, lidar: LidarModel) -> None:
        self._model, self._data = model, mujoco.MjData(model)
        mujoco.mj_forward(self._model, self._data)
        self._range_m = lidar.range_max_m
        self._distances = np.zeros(lidar.rays)
        self._hits = np.zeros(lidar.rays, dtype=np.int32)
        self._origin = np.array([0.0, 0.0, HEIGHT_M])

    def place(self, positions: NDArray[np.float64], those: NDArray[np.bool_]) -> None:
        """Put those of the movable bodies there, (P, 2); the others away."""
        mocap = self._data.mocap_pos
        mocap[:, 0] = _PARKED_M
        mocap[those, :2] = positions[those]
        mujoco.mj_kinematics(self._model, self._data)

    def cast(self, x: float, y: float, vectors: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distances of the rays (R, 3), inf where nothing was hit."""
        count = len(vectors)
        self._origin[:2] = x, y
        distances = self._distances[:count]
        mujoco.mj_multiRay(
            self._model, self._data, self._origin, vectors.reshape(-1), _GROUPS, True, -1,
            self._hits[:count], distances, None, count, self._range_m,
        )  # fmt: skip
        return np.where(distances < 0.0, np.inf, distances)


def _at_beam(
    model: mujoco.MjModel, data: mujoco.MjData, ids: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Those geoms that can be touched and cross the height of the beam."""
    solid = (model.geom_contype[ids] | model.geom_conaffinity[ids]) != 0
    ids = ids[solid & (model.geom_type[ids] != mujoco.mjtGeom.mjGEOM_PLANE)]
    extent = np.abs(data.geom_xmat[ids].reshape(-1, 3, 3)) @ model.geom_aabb[ids, 3:, None]
    gap = np.abs(data.geom_xpos[ids, 2] - HEIGHT_M)
    return np.asarray(ids[gap <= extent[:, 2, 0]], dtype=np.int32)


def _walls_model(
    model: mujoco.MjModel, data: mujoco.MjData, ids: NDArray[np.int32]
) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    tiles: dict[tuple[int, int], mujoco.MjsBody] = {}
    for index in ids.tolist():
        position = data.geom_xpos[index]
        quaternion = np.zeros(4)
        mujoco.mju_mat2Quat(quaternion, data.geom_xmat[index])
        tile = (int(position[0] // _TILE_M), int(position[1] // _TILE_M))
        body = tiles.get(tile) or spec.worldbody.add_body()
        tiles[tile] = body
        body.add_geom(
            type=int(model.geom_type[index]), size=model.geom_size[index], pos=position,
            quat=quaternion,
        )  # fmt: skip
    return spec.compile()


def _people_model(radii: NDArray[np.float64]) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    for radius in radii.tolist():
        part = spec.worldbody.add_body(mocap=True, pos=[_PARKED_M, 0.0, HEIGHT_M])
        part.add_geom(type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=[radius, 0.3, 0.0])
    return spec.compile()
