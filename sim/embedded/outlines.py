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
from numpy.typing import NDArray
from shapely.geometry.polygon import orient

Plane = NDArray[np.complex128]
Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
_SIMPLIFY_M = 1e-6


class Outlines:
    """The edges that a ray from outside can meet; seen from there, each runs anticlockwise."""

    def __init__(self, edges: Plane) -> None:
        """`edges`: (E, 2) start and end."""
        self._start, self._end = (
            np.ascontiguousarray(edges[:, 0]),
            np.ascontiguousarray(edges[:, 1]),
        )
        self._middle = (self._start + self._end) / 2.0
        self._half_m = np.abs(self._end - self._start) / 2.0

    def cast(self, origin: complex, rays: Plane, first_rad: float, range_m: float) -> Floats:
        """(R,) distances along evenly spread `rays`, unit vectors; inf: nothing in `range_m`.

        `first_rad`: where ray 0 points to.
        """
        near = (np.abs(self._middle - origin) < self._half_m + range_m).nonzero()[0]
        start, end = self._start.take(near), self._end.take(near)
        start -= origin
        end -= origin
        turn = start.conj()
        turn *= end
        facing = (turn.imag > 1e-9).nonzero()[0]
        start, end, turn = start.take(facing), end.take(facing), turn.take(facing)
        width = np.arctan2(turn.imag, turn.real)
        edge, ray = _crossed(np.arctan2(start.imag, start.real) - first_rad, width, rays.size)
        end -= start
        met = turn.imag.take(edge) / (rays.conj().take(ray) * end.take(edge)).imag
        ranges = np.full(rays.size, np.inf)
        np.minimum.at(ranges, ray, met)
        return ranges


def cast_circles(
    ranges: Floats, centres: Plane, radii_m: Floats, rays: Plane, first_rad: float
) -> None:
    """Shorten `ranges` to circles (L,); `centres`: seen from the origin, which is outside."""
    half = np.arcsin(radii_m / np.abs(centres))
    start = np.arctan2(centres.imag, centres.real) - half - first_rad
    circle, ray = _crossed(start, 2.0 * half, rays.size)
    along = rays.conj().take(ray) * centres.take(circle)
    radius = radii_m.take(circle)
    inside = np.maximum(radius * radius - np.square(along.imag), 0.0)
    np.minimum.at(ranges, ray, along.real - np.sqrt(inside))


def _crossed(start_rad: Floats, width_rad: Floats, rays: int) -> tuple[Indices, Indices]:
    """Pairs of thing and ray, where each thing fills `width_rad` anticlockwise from its start."""
    step = 2.0 * math.pi / rays
    start = start_rad / step
    first = np.ceil(start)
    counts = (np.floor(start + width_rad / step) - first).astype(np.int64) + 1
    thing = np.repeat(np.arange(counts.size), counts)
    nth = np.arange(thing.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return thing, (first.astype(np.int64).take(thing) + nth) % rays


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
