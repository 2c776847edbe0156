"""The way on foot from the base to each place, as legs to be told in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from robot.core.geometry import Point2D, Pose2D, distance
from robot.guiding.directions import directions, legs_of
from robot.guiding.places import BASE, Way
from sim.building.placing import Ground, Placed

_STRIDE = 4
"""Cells of the map per step of the search: 0.2 m."""
_DOOR_M = 1.0
"""Doors and machines are about this far before the robot's pose."""


def ways_from_base(ground: Ground, placed: Sequence[Placed]) -> dict[str, Way]:
    """The way to each place with a pose, by place id; none without a base that is reached."""
    base = next((place.pose for place in placed if place.id == BASE), None)
    if base is None or not ground.reaches(base.x, base.y):
        return {}
    net = _Net(ground)
    before = net.search(base.point)
    ways: dict[str, Way] = {}
    for place in placed:
        if place.pose is None or place.kind == "base":
            continue
        path = _taut(net.path(before, base.point, place.pose.point), ground)
        steps = directions(path, _door(place.pose)) if path else ()
        if steps:
            ways[place.id] = legs_of(steps, path, base.yaw)
    return ways


def _door(pose: Pose2D) -> Point2D:
    return Point2D(pose.x + _DOOR_M * math.cos(pose.yaw), pose.y + _DOOR_M * math.sin(pose.yaw))


def _taut(path: list[Point2D], ground: Ground) -> list[Point2D]:
    """The path pulled straight: from each corner to the last point that is seen from it."""
    taut, at = path[:1], 0
    while at < len(path) - 1:
        ahead = range(len(path) - 1, at + 1, -1)
        at = next((i for i in ahead if _free(path[at], path[i], ground)), at + 1)
        taut.append(path[at])
    return taut


def _free(a: Point2D, b: Point2D, ground: Ground) -> bool:
    """Whether the straight line keeps to cells that are reached."""
    count = 2 + int(distance(a, b) / ground.grid.resolution_m)
    xs, ys = np.linspace(a.x, b.x, count), np.linspace(a.y, b.y, count)
    rows = ((ys - ground.grid.origin_y_m) // ground.grid.resolution_m).astype(int)
    columns = ((xs - ground.grid.origin_x_m) // ground.grid.resolution_m).astype(int)
    return bool(ground.reached[rows, columns].all())


class _Net:
    """Cells that the robot reaches, every fifth of a metre, and how far they are apart."""

    def __init__(self, ground: Ground) -> None:
        self._grid = ground.grid
        self._reached = ground.reached[::_STRIDE, ::_STRIDE]
        self._graph = _edges(self._reached)

    def search(self, start: Point2D) -> NDArray[np.int32]:
        """(N,) the cell before each on the shortest way from the start; negative: none."""
        _, before = dijkstra(
            self._graph, directed=False, indices=self._cell(start), return_predecessors=True
        )
        return np.asarray(before, dtype=np.int32)

    def path(self, before: NDArray[np.int32], start: Point2D, end: Point2D) -> list[Point2D]:
        """The way as points, frame map; empty where there is none."""
        cells = [self._cell(end)]
        while (previous := int(before[cells[-1]])) >= 0:
            cells.append(previous)
        if cells[-1] != self._cell(start):
            return []
        between = [self._point(cell) for cell in cells[-2:0:-1]]
        return [start, *between, end]

    def _cell(self, point: Point2D) -> int:
        """The nearest reached cell."""
        row, column = self._grid.cell_at(point.x, point.y)
        rows, columns = np.nonzero(self._reached)
        nearest = np.argmin((rows * _STRIDE - row) ** 2 + (columns * _STRIDE - column) ** 2)
        return int(rows[nearest] * self._reached.shape[1] + columns[nearest])

    def _point(self, cell: int) -> Point2D:
        row, column = divmod(cell, self._reached.shape[1])
        return Point2D(*self._grid.centre_of(row * _STRIDE, column * _STRIDE))


def _edges(reached: NDArray[np.bool_]) -> csr_matrix:
    """Steps to the eight neighbours, each once."""
    rows, columns = reached.shape
    ids = np.arange(rows * columns).reshape(rows, columns)
    starts, ends, costs = [], [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = (slice(0, rows - down), slice(max(0, -right), columns - max(0, right)))
        there = (slice(down, rows), slice(max(0, right), columns + min(0, right)))
        both = reached[here] & reached[there]
        starts.append(ids[here][both])
        ends.append(ids[there][both])
        costs.append(np.full(int(both.sum()), math.hypot(down, right)))
    shape = (ids.size, ids.size)
    data = (np.concatenate(costs), (np.concatenate(starts), np.concatenate(ends)))
    return csr_matrix(data, shape=shape)
