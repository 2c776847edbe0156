"""Who walks in Gazebo: the embedded simulation's passers-by, played once and written down."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from robot.core.geometry import Point2D, Pose2D, bearing, distance
from robot.core.grid import Grid
from robot.guiding.places import DOCK, Places
from sim.building.values import Building
from sim.embedded.figures import ADULT
from sim.embedded.footing import Bodies
from sim.embedded.passers import Passer, draw_passer
from sim.embedded.people import Crowd
from sim.embedded.spots import Spots, spots_of
from sim.embedded.walks import Ways
from sim.gazebo.actors import Moment

COUNT = 6
_SEED = 9
"""Of the walks in the repository; chosen so that nobody brushes past another."""
_APART_S = 10.0
"""From one coming in to the next."""
_STEP_S = 0.1
_KEPT_EVERY = 10
"""Steps from one moment of a path to the next."""
_STREET_M = 3.0
"""How far outside of the entrance they come from."""
_STREET_APART_M = 0.9
_LONGEST_S = 900.0


@dataclass(slots=True)
class _Walker:
    passer: Passer
    street: Point2D
    comes_s: float
    body: int | None = None
    path: list[Moment] = field(default_factory=list)


def walked_paths(building: Building, places: Places, floor: Grid) -> tuple[list[Moment], ...]:
    """Paths of a few people through a building, all of one length in time, frame map.

    Each comes from the street, goes to a sight or a room or both, and leaves; nobody bumps into
    another or into a robot in its dock. The same building gives the same paths.

    Raises:
        ValueError: the building has no way in, or somebody does not find out again.
    """
    ways = Ways(floor)
    spots = spots_of(building, places, ways)
    crowd = Crowd(Bodies.none((ADULT,) * COUNT), ways.walls.clearance)
    robot = places.dock if DOCK in places else places.base
    walkers = _walkers(ways, spots, _street(building, spots.entrance))
    step = 0
    while not all(walker.passer.gone for walker in walkers):
        now_s = round(step * _STEP_S, 3)
        if now_s > _LONGEST_S:
            raise ValueError(f"{building.file}: somebody is still inside after {_LONGEST_S:g} s")
        for walker in walkers:
            _go_on(walker, crowd, spots, now_s, keep=step % _KEPT_EVERY == 0)
        crowd.step(_STEP_S, robot, 0.0)
        crowd.bodies.position += crowd.bodies.velocity * _STEP_S
        step += 1
    end_s = math.ceil(step * _STEP_S + max(_out_s(walker, spots) for walker in walkers) + 2.0)
    return tuple(_whole(walker, spots, end_s) for walker in walkers)


def _walkers(ways: Ways, spots: Spots, street: list[Point2D]) -> list[_Walker]:
    made = []
    for number, rng in enumerate(np.random.default_rng(_SEED).spawn(COUNT)):
        passer = draw_passer(-1, ways, spots, rng)
        out_s = distance(street[number], spots.entrance) / passer.pace_mps
        comes_s = math.ceil(1.0 + out_s + number * _APART_S)
        made.append(_Walker(passer, street[number], float(comes_s)))
    return made


def _street(building: Building, entrance: Point2D) -> list[Point2D]:
    """Places before the outer door, side by side in two rows."""
    doors = [door.at for _, door in building.doors if door.kind == "sliding"]
    out = bearing(entrance, min(doors, key=lambda at: distance(at, entrance)))
    places = []
    for number in range(COUNT):
        away = _STREET_M + _STREET_APART_M * (number // 3)
        aside = _STREET_APART_M * (number % 3 - 1)
        x = entrance.x + away * math.cos(out) - aside * math.sin(out)
        y = entrance.y + away * math.sin(out) + aside * math.cos(out)
        places.append(Point2D(x, y))
    return places


def _go_on(walker: _Walker, crowd: Crowd, spots: Spots, now_s: float, keep: bool) -> None:
    if walker.passer.gone or now_s < walker.comes_s:
        return
    if walker.body is None:
        walker.body = crowd.enter(spots.entrance, bearing(walker.street, spots.entrance))
        if walker.body is None:
            return
        walker.passer.body = walker.body
    if keep:
        x, y = crowd.bodies.position[walker.body].tolist()
        heading = float(crowd.bodies.heading[walker.body])
        walker.path.append(Moment(now_s, Pose2D(x, y, heading)))
    walker.passer.step(crowd, now_s)


def _out_s(walker: _Walker, spots: Spots) -> float:
    return distance(walker.street, spots.entrance) / walker.passer.pace_mps


def _whole(walker: _Walker, spots: Spots, end_s: float) -> list[Moment]:
    """The path inside, with the ways from and to the street and the waits there."""
    first, last = walker.path[0], walker.path[-1]
    out_s = _out_s(walker, spots)
    inward = bearing(walker.street, spots.entrance)
    home = Pose2D(walker.street.x, walker.street.y, inward)
    back = Pose2D(home.x, home.y, bearing(last.pose.point, walker.street))
    return [
        Moment(0.0, home),
        Moment(first.at_s - out_s, home),
        *walker.path,
        Moment(last.at_s + distance(last.pose, back) / walker.passer.pace_mps, back),
        Moment(end_s - 1.0, home),
        Moment(end_s, home),
    ]
