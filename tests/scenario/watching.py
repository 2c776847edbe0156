"""The tracker on the simulated hall against the truth: who is found, lost, mistaken, imagined."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from robot.adapters.folders import MAP
from robot.adapters.map_files import read_map
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D
from robot.perception.people import PeopleTracker
from sim.embedded.figures import Figure
from sim.embedded.people import Crowd
from sim.embedded.walks import Walk, Ways
from sim.embedded.world import World

FLOOR = read_map(MAP / "floor_0.yaml")
WAYS = Ways(FLOOR)
WITHIN_M = 4.0
"""Persons nearer than this count."""
MATCH_M = 0.6
"""A track this near to a person's middle is that person's."""
_GRACE_S = 1.5
"""From coming into view (or within reach) to having to be found."""
_THINGS_M = 1.3
"""What people push or pull is no farther from them than this."""
_SCAN_S = 0.1
SPOTS = (
    Point2D(4.4, 12.4), Point2D(11.0, 16.5), Point2D(11.5, 12.5), Point2D(6.0, 16.8),
    Point2D(6.5, 11.0), Point2D(9.5, 15.9),
)  # fmt: skip
"""Where people in the hall walk to and stand a while."""


@dataclass(slots=True)
class Tally:
    """What was counted over all scans."""

    scans: int = 0
    persons: int = 0
    """Persons who had to be found, one for each scan."""
    found: int = 0
    switches: int = 0
    """A person's track got another name while the person stayed in view."""
    false: int = 0
    """Tracks within reach near which nobody is, one for each scan."""
    doubles: int = 0
    """Tracks near somebody (or what they push) who has another track, one for each scan."""
    seen_s: float = 0.0
    """Time that persons spent within reach, seconds."""
    off_m: list[float] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)
    missed: dict[str, int] = field(default_factory=dict)
    """Scans in which a person was not found, by kind of figure."""

    def add(self, other: Tally) -> None:
        """Count another stretch in."""
        for name in ("scans", "persons", "found", "switches", "false", "doubles", "seen_s"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.off_m += other.off_m
        self.took_ms += other.took_ms
        for kind, count in other.missed.items():
            self.missed[kind] = self.missed.get(kind, 0) + count

    @property
    def found_share(self) -> float:
        """Of persons within reach, 0 to 1."""
        return self.found / max(self.persons, 1)


class Watch:
    """A robot in the hall among people who walk about and stand in groups."""

    def __init__(self, figures: tuple[Figure, ...], seed: int, robot: Pose2D) -> None:
        self.world = World(MAP / "town_hall.xml", robot, people=figures, seed=seed)
        self._figures = figures
        self._rng = np.random.default_rng([seed, 7])
        self._crowd = Crowd(self.world.bodies, WAYS.walls.clearance)
        self._tracker = PeopleTracker(FLOOR)
        self._walks: list[Walk | None] = [None] * len(figures)
        self._until_s = [0.0] * len(figures)
        self._named: dict[int, str] = {}
        self._seen_since_s: dict[int, float] = {}
        self.tally = Tally()
        for _ in figures:
            at = self._spot()
            self._crowd.enter(at, float(self._rng.uniform(-math.pi, math.pi)))

    def run(self, seconds: float, turn_radps: float = 0.0) -> Tally:
        """Let it be; the robot turns on the spot at this pace."""
        for _ in range(round(seconds / _SCAN_S)):
            self._people_walk()
            self.world.command(0.0, turn_radps)
            self.world.step(_SCAN_S)
            scan = self.world.scan()
            began = time.process_time()
            people = self._tracker.update(scan, self.world.pose, self.world.now_s)
            self.tally.took_ms.append(1e3 * (time.process_time() - began))
            self._count(people)
        return self.tally

    def _spot(self) -> Point2D:
        near = SPOTS[int(self._rng.integers(len(SPOTS)))]
        for _ in range(50):
            dx, dy = self._rng.uniform(-1.5, 1.5, 2).tolist()
            at = Point2D(near.x + dx, near.y + dy)
            pose = self.world.pose
            free = math.hypot(at.x - pose.x, at.y - pose.y) > 1.0
            bodies = self.world.bodies
            gap = np.hypot(bodies.position[:, 0] - at.x, bodies.position[:, 1] - at.y)
            apart = gap.min(initial=9.0) > 0.8
            if WAYS.walls.clearance.at_point(at.x, at.y) > 0.5 and free and apart:
                return at
        return near

    def _people_walk(self) -> None:
        crowd, now_s = self._crowd, self.world.now_s
        for index, walk in enumerate(self._walks):
            if now_s < self._until_s[index]:
                continue
            if walk is None:
                pace = float(self._rng.uniform(0.5, 1.3))
                walk = self._walks[index] = Walk(WAYS, self._spot(), pace)
            if walk.step(crowd, index, now_s):
                self._walks[index] = None
                self._until_s[index] = now_s + float(self._rng.uniform(2.0, 25.0))
        crowd.step(_SCAN_S, self.world.pose, self.world.velocity[0])

    def _count(self, people: tuple[Person, ...]) -> None:
        pose, now_s, tally = self.world.pose, self.world.now_s, self.tally
        truth = self.world.bodies.position
        away = np.hypot(truth[:, 0] - pose.x, truth[:, 1] - pose.y)
        seen = {i for i in np.flatnonzero(away <= WITHIN_M).tolist() if self._in_view(truth[i])}
        for index in seen:
            self._seen_since_s.setdefault(index, now_s)
        for index in set(self._seen_since_s) - seen:
            del self._seen_since_s[index]
            self._named.pop(index, None)
        due = sorted(i for i, since in self._seen_since_s.items() if now_s - since >= _GRACE_S)
        pairs = self._pairs(truth, people)
        tally.scans += 1
        tally.persons += len(due)
        tally.seen_s += _SCAN_S * len(seen)
        for index in due:
            if index in pairs:
                self._found(index, people[pairs[index]])
            else:
                name = self._figures[index].name
                tally.missed[name] = tally.missed.get(name, 0) + 1
        taken = set(pairs.values())
        for column, track in enumerate(people):
            near = np.hypot(truth[:, 0] - track.position.x, truth[:, 1] - track.position.y)
            reach = math.hypot(track.position.x - pose.x, track.position.y - pose.y)
            if column in taken or reach > WITHIN_M:
                continue
            nobody = float(near.min()) > _THINGS_M
            tally.false += nobody
            tally.doubles += not nobody

    def _found(self, index: int, track: Person) -> None:
        tally, (x, y) = self.tally, self.world.bodies.position[index].tolist()
        tally.found += 1
        tally.off_m.append(math.hypot(track.position.x - x, track.position.y - y))
        before = self._named.get(index)
        tally.switches += before is not None and before != track.id
        self._named[index] = track.id

    def _in_view(self, at: NDArray[np.float64]) -> bool:
        """Whether no wall hides the place."""
        pose = self.world.pose
        share = np.linspace(0.0, 1.0, 40)[:, None]
        line = np.array([pose.x, pose.y]) * (1.0 - share) + at * share
        return bool(WAYS.walls.clearance.at(line).min() > 0.0)

    def _pairs(self, truth: NDArray[np.float64], people: tuple[Person, ...]) -> dict[int, int]:
        """Index of a person -> index of the track that is theirs (CLEAR MOT).

        Who had a track keeps it while it is near; the others share at the least total distance.
        """
        if not people:
            return {}
        tracks = np.array([(p.position.x, p.position.y) for p in people])
        away = np.hypot(*(truth[:, None, :] - tracks[None, :, :]).transpose(2, 0, 1))
        names = {person.id: column for column, person in enumerate(people)}
        kept = {
            row: names[name]
            for row, name in self._named.items()
            if name in names and away[row, names[name]] <= MATCH_M
        }
        away[list(kept), :] = away[:, list(kept.values())] = 1e3
        cost = np.where(away <= MATCH_M, away, 1e3)
        rows, columns = linear_sum_assignment(cost)
        new = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if cost[r, c] < 1e3}
        return kept | new
