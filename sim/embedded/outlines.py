"""What stands at the height of the laser's beam, as a drawing: edges of walls, circles of
legs and wheels.

Rays in the plane against edges give the same ranges as MuJoCo's rays against its boxes (a test
compares them), at a quarter of the time: each edge is asked of the few rays that cross it.
Points of the plane are complex numbers, x + iy, metres, frame map.
"""

from __future__ import annotations

import math

import mujoco
import numpy as np
import shapely
from numba import types
from numpy.typing import NDArray
from shapely.geometry.polygon import orient

from robot.core.compiled import NUMBER, compiled, read, written

Plane = NDArray[np.complex128]
Floats = NDArray[np.float64]
_SIMPLIFY_M = 1e-6


class Outlines:
    """The edges that a ray from outside can meet; seen from there, each runs anticlockwise."""

    def __init__(self, edges: Plane) -> None:
        """`edges`: (E, 2) start and end."""
        self._start = np.ascontiguousarray(edges[:, 0])
        self._end = np.ascontiguousarray(edges[:, 1])

    def cast(self, origin: complex, rays: Plane, first_rad: float, range_m: float) -> Floats:
        """(R,) distances along evenly spread `rays`, unit vectors; inf: nothing in `range_m`.

        `first_rad`: where ray 0 points to.
        """
        ranges = np.full(rays.size, np.inf)
        _cast_edges(ranges, self._start - origin, self._end - origin, rays, first_rad, range_m)
        return ranges


@compiled(
    types.void, written(NUMBER), read(types.complex128), read(types.complex128),
    read(types.complex128), NUMBER, NUMBER,
)  # fmt: skip
def _cast_edges(
    ranges: Floats, starts: Plane, ends: Plane, rays: Plane, first_rad: float, range_m: float
) -> None:
    """Shorten `ranges` to edges; their ends are seen from the origin."""
    step = 2.0 * math.pi / rays.size
    for edge in range(starts.size):
        start, end = starts[edge], ends[edge]
        if abs(start + end) >= abs(end - start) + 2.0 * range_m:
            continue
        turn = start.real * end.imag - start.imag * end.real
        if turn <= 1e-9:
            continue  # seen from behind
        width = math.atan2(turn, start.real * end.real + start.imag * end.imag)
        begin = (math.atan2(start.imag, start.real) - first_rad) / step
        along = end - start
        for ray in range(math.ceil(begin), math.floor(begin + width / step) + 1):
            index = ray % rays.size
            direction = rays[index]
            met = turn / (direction.real * along.imag - direction.imag * along.real)
            ranges[index] = min(ranges[index], met)


@compiled(
    types.void, written(NUMBER), read(types.complex128), read(NUMBER), read(types.complex128),
    NUMBER,
)  # fmt: skip
def cast_circles(
    ranges: Floats, centres: Plane, radii_m: Floats, rays: Plane, first_rad: float
) -> None:
    """Shorten `ranges` to circles (L,); `centres`: seen from the origin, which is outside."""
    step = 2.0 * math.pi / rays.size
    for circle in range(centres.size):
        x, y, radius = centres[circle].real, centres[circle].imag, radii_m[circle]
        half = math.asin(radius / math.sqrt(x * x + y * y)) / step
        middle = (math.atan2(y, x) - first_rad) / step
        for ray in range(math.ceil(middle - half), math.floor(middle + half) + 1):
            index = ray % rays.size
            c, s = rays[index].real, rays[index].imag
            aside = c * y - s * x
            met = c * x + s * y - math.sqrt(max(radius * radius - aside * aside, 0.0))
            ranges[index] = min(ranges[index], met)


def outlines_of(
    model: mujoco.MjModel, data: mujoco.MjData, ids: NDArray[np.int32], height_m: float
) -> Outlines:
    """Of those of the fixed geoms that can be touched and cross this height.

    Raises ValueError for anything but upright boxes, which is all that our buildings have.
    """
    crossing = _at_height(model, data, ids, height_m)
    if (model.geom_type[crossing] != mujoco.mjtGeom.mjGEOM_BOX).any():
        raise ValueError("the laser knows only boxes; write the world with `l2b2 maps build`")
    turned = data.geom_xmat[crossing].reshape(-1, 3, 3)[:, :2, :2]
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * model.geom_size[crossing, None, :2]
    corners = corners @ turned.transpose(0, 2, 1) + data.geom_xpos[crossing, None, :2]
    solid = shapely.union_all(shapely.polygons(corners)).simplify(_SIMPLIFY_M)
    edges = [_edges(ring) for part in shapely.get_parts(solid) for ring in _rings(orient(part))]
    return Outlines(np.concatenate(edges) if edges else np.empty((0, 2), np.complex128))


def _rings(part: shapely.Polygon) -> list[shapely.LinearRing]:
    return [part.exterior, *part.interiors]


def _edges(ring: shapely.LinearRing) -> Plane:
    """(E, 2) the ring's edges turned round: what is solid lies on their right."""
    at = shapely.get_coordinates(ring)
    points = at[:, 0] + 1j * at[:, 1]
    return np.stack([points[1:], points[:-1]], axis=1)


def _at_height(
    model: mujoco.MjModel, data: mujoco.MjData, ids: NDArray[np.int32], height_m: float
) -> NDArray[np.int32]:
    solid = (model.geom_contype[ids] | model.geom_conaffinity[ids]) != 0
    ids = ids[solid & (model.geom_type[ids] != mujoco.mjtGeom.mjGEOM_PLANE)]
    extent = np.abs(data.geom_xmat[ids].reshape(-1, 3, 3)) @ model.geom_aabb[ids, 3:, None]
    gap = np.abs(data.geom_xpos[ids, 2] - height_m)
    return np.asarray(ids[gap <= extent[:, 2, 0]], dtype=np.int32)
