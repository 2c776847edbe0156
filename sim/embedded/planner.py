"""Global plans: Dijkstra on the lattice from the goal, kept per goal, and a straightened path."""

from __future__ import annotations

import heapq
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numba import types
from numpy.typing import NDArray
from scipy.spatial import KDTree

from robot.core.compiled import COUNT, NUMBER, YES_NO, compiled, pair, read, written
from robot.core.geometry import Point2D
from robot.core.nav_errors import NavError
from robot.core.rays import Floats
from sim.embedded.costs import CostMap

_SNAP_M = 0.6
"""Start and goal join the lattice at a place no farther than this ..."""
_MOST_JOINS = 8
"""... at one of so many."""
_KEPT_GOALS = 48
"""Search trees kept; about 0.4 MB each on a large map."""
_OBSTACLE_EXTRA_M = 0.06
"""Paths keep this much more away from obstacles that are on no map."""
_STRAIGHTER = 1.01
"""A short cut may cost this much more than the corners it cuts."""


_NOBODY = np.empty(0, np.int64)


class NoPlan(Exception):
    """There is no plan."""

    def __init__(self, code: NavError, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Plan:
    """A path as a chain of straight pieces."""

    points: Floats
    """(N, 2) from start to goal, metres, map; N >= 2."""
    cost: float
    """Metres of open space."""

    @property
    def length_m(self) -> float:
        """Along the path."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


@dataclass(frozen=True, slots=True)
class _Tree:
    cost: Floats
    """(P,) from each place to the goal."""
    next: NDArray[np.int32]
    """(P,) the place after each on the way to the goal; negative: none."""


class Planner:
    """Plans on one map. Costs a few milliseconds for a new goal, much less for one seen before."""

    def __init__(self, costs: CostMap) -> None:
        self._costs = costs
        self._places = KDTree(costs.lattice.places)
        self._nothing = np.zeros(costs.lattice.places.shape[0], np.bool_)
        self._trees: OrderedDict[int, _Tree] = OrderedDict()

    def plan(self, start: Point2D, goal: Point2D, obstacles: Floats | None = None) -> Plan:
        """The cheapest path. `obstacles`: (M, 2) points on no map, metres, map. Raises NoPlan."""
        a, b = np.array([start.x, start.y]), np.array([goal.x, goal.y])
        self._check(a, b)
        places = self._costs.lattice.places
        goal_places, goal_costs = self._joins(b, NavError.GOAL_OCCUPIED, "goal")
        end = int(goal_places[goal_costs.argmin()])
        start_places, start_costs = self._joins(a, NavError.START_OCCUPIED, "start")
        blocked = self._blocked(obstacles, a)
        tree = self._tree(end) if blocked is None else self._search(end, blocked, start_places)
        total = start_costs + tree.cost[start_places]
        best = int(total.argmin())
        if not np.isfinite(total[best]):
            raise NoPlan(
                NavError.NO_VALID_PATH,
                f"no way from ({a[0]:.2f}, {a[1]:.2f}) to ({b[0]:.2f}, {b[1]:.2f})"
                + (" around what is in the way" if blocked is not None else ""),
            )
        chain = [int(start_places[best])]
        while chain[-1] != end:
            chain.append(int(tree.next[chain[-1]]))
        points = np.concatenate([a[None], places[chain], b[None]])
        to_go = np.concatenate([[total[best]], tree.cost[chain], [-float(goal_costs.min())]])
        return Plan(self._straightened(points, to_go, obstacles), float(total[best]))

    def _check(self, a: Floats, b: Floats) -> None:
        for point, outside, name in (
            (a, NavError.START_OUTSIDE_MAP, "start"),
            (b, NavError.GOAL_OUTSIDE_MAP, "goal"),
        ):
            if not (np.isfinite(point).all() and self._costs.contains(point)):
                raise NoPlan(outside, f"the {name} ({point[0]:.2f}, {point[1]:.2f}) is off the map")
        clear = float(self._costs.clearance.at(b[None])[0])
        if clear < self._costs.radius_m:
            raise NoPlan(
                NavError.GOAL_OCCUPIED,
                f"the goal ({b[0]:.2f}, {b[1]:.2f}) is {clear:.2f} m from a wall, "
                f"the robot needs {self._costs.radius_m:.2f} m",
            )

    def _joins(self, point: Floats, code: NavError, name: str) -> tuple[NDArray[np.intp], Floats]:
        """Places in reach of a point by a straight line, and what the line costs."""
        _, found = self._places.query(point, k=_MOST_JOINS, distance_upper_bound=_SNAP_M)
        near = found[found < self._places.n]
        # A robot that stands closer to a wall than planned must still get away from it.
        here = float(self._costs.clearance.at(point[None])[0])
        need = min(self._costs.need_m, here) - 0.01
        places = self._costs.lattice.places
        costs = np.array([self._costs.line_cost(point, places[i], need) for i in near])
        if near.size == 0 or not np.isfinite(costs).any():
            at = f"({point[0]:.2f}, {point[1]:.2f})"
            raise NoPlan(code, f"the {name} {at} has no free place near")
        return near, costs

    def _tree(self, goal: int) -> _Tree:
        tree = self._trees.get(goal)
        if tree is None:
            tree = self._trees[goal] = self._search(goal, self._nothing, _NOBODY)
            if len(self._trees) > _KEPT_GOALS:
                self._trees.popitem(last=False)
        self._trees.move_to_end(goal)
        return tree

    def _search(self, goal: int, blocked: NDArray[np.bool_], wanted: NDArray[np.intp]) -> _Tree:
        """Ways to the goal: from the `wanted` places, or if there are none from everywhere."""
        graph = self._costs.lattice.graph
        return _Tree(*_dijkstra(graph.indptr, graph.indices, graph.data, blocked, goal, wanted))

    def _blocked(self, obstacles: Floats | None, start: Floats) -> NDArray[np.bool_] | None:
        """(P,) places too near to an obstacle; those the robot stands beside already stay open."""
        if obstacles is None or obstacles.shape[0] == 0:
            return None
        places, reach = self._costs.lattice.places, self._costs.need_m + _OBSTACLE_EXTRA_M
        blocked = np.zeros(places.shape[0], dtype=bool)
        low, high = obstacles.min(axis=0) - reach, obstacles.max(axis=0) + reach
        near = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))
        away = _least_distance_m(places[near], obstacles)
        here = np.hypot(*(places[near] - start).T) <= 0.25
        blocked[near] = (away < reach) & ~here
        return blocked

    def _straightened(self, points: Floats, to_go: Floats, obstacles: Floats | None) -> Floats:
        """Corners that a straight line may skip at no more cost are left out.

        `to_go`: (N,) what the way from each point costs.
        """
        kept, here, last = [0], 0, points.shape[0] - 1
        while here < last:
            reach = last - here
            while reach > 1:
                allowed = float(to_go[here] - to_go[here + reach]) * _STRAIGHTER
                if self._skips(points[here], points[here + reach], allowed, obstacles):
                    break
                reach = reach * 2 // 3
            here += max(reach, 1)
            kept.append(here)
        return points[kept]

    def _skips(self, a: Floats, b: Floats, allowed: float, obstacles: Floats | None) -> bool:
        if self._costs.line_cost(a, b, self._costs.need_m) > allowed + 1e-6:
            return False
        if obstacles is None or obstacles.shape[0] == 0:
            return True
        return segment_distance_m(a, b, obstacles) >= self._costs.need_m


@compiled(
    pair(written(NUMBER), written(types.int32)), read(types.int32), read(types.int32),
    read(NUMBER), read(YES_NO), COUNT, read(COUNT),
)  # fmt: skip
def _dijkstra(
    first: NDArray[np.int32], to: NDArray[np.int32], price: Floats, blocked: NDArray[np.bool_],
    goal: int, wanted: NDArray[np.intp],
) -> tuple[Floats, NDArray[np.int32]]:  # fmt: skip
    """(P,) costs to the goal and next places; edges of place i are `first[i]` to `first[i + 1]`.

    Ends once all `wanted` places are settled; of the others the cost may then be too high.
    """
    cost, after = np.full(blocked.size, np.inf), np.full(blocked.size, -1, np.int32)
    waits = np.zeros(blocked.size, np.bool_)
    for place in wanted:
        waits[place] = True
    left = wanted.size
    heap = [(0.0, goal)]
    cost[goal] = 0.0
    while heap:
        so_far, here = heapq.heappop(heap)
        if so_far > cost[here]:
            continue  # a cheaper way was found since
        if waits[here]:
            left -= 1
            if left == 0:
                break
        for edge in range(first[here], first[here + 1]):
            there = to[edge]
            total = so_far + price[edge]
            if total < cost[there] and not (blocked[there] or blocked[here]):
                cost[there], after[there] = total, here
                heapq.heappush(heap, (total, np.int64(there)))
    return cost, after


def segment_distance_m(a: Floats, b: Floats, points: Floats) -> float:
    """Least distance of (M, 2) points from the piece a-b, metres; infinite without points."""
    if points.shape[0] == 0:
        return float("inf")
    along = b - a
    share = np.clip((points - a) @ along / max(float(along @ along), 1e-9), 0.0, 1.0)
    gap = points - a - share[:, None] * along
    return float(np.sqrt((gap * gap).sum(axis=1).min()))


def _least_distance_m(places: Floats, obstacles: Floats) -> Floats:
    away = places[:, None, :] - obstacles[None, :, :]
    return np.asarray(np.sqrt((away * away).sum(axis=2).min(axis=1, initial=np.inf)))
