"""The robot without its brain: laser, wheels, localisation, people, driving, safety."""

from __future__ import annotations

import math
from dataclasses import dataclass

from robot.core.driving_settings import NavigationSettings, PeopleSettings, SafetySettings
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D, compose, inverse, relative
from robot.core.grid import Grid
from robot.core.motion import STILL, Motion
from robot.perception.background import DistanceField
from robot.perception.map_check import Whereabouts
from robot.perception.people import PeopleTracker
from robot.safety.rules import LASER_AT_BASE, Inputs, Verdict, judge
from sim.embedded.costs import CostMap
from sim.embedded.docking import Docking
from sim.embedded.localiser import Localiser
from sim.embedded.nav_status import NavStatus
from sim.embedded.navigator import Navigator
from sim.embedded.world import World

SCAN_S = 0.1
"""From one turn of the laser to the next."""


@dataclass(frozen=True, slots=True)
class Maps:
    """What the robot knows of the floor."""

    floor: Grid
    keepout: Grid | None = None
    speed: Grid | None = None
    """Cells hold how many percent are taken off the top speed (Nav2: base 100, multiplier -1)."""


class RobotStack:
    """One cycle a scan; the same parts as behind the ROS nodes, called one after the other."""

    def __init__(self, world: World, maps: Maps, start: Pose2D, dock: Pose2D | None = None) -> None:
        """`start`: the base, straight before the `dock`."""
        self._world = world
        self._maps = maps
        self._safety = SafetySettings()
        costs = CostMap(maps.floor, NavigationSettings(), maps.keepout)
        self.navigator = Navigator(costs)
        self.docking = Docking(self.navigator, dock or start, start)
        self._tracker = PeopleTracker(maps.floor, PeopleSettings())
        self.localiser = Localiser(DistanceField(maps.floor), start, LASER_AT_BASE)
        self._before = STILL
        self.pose = start
        """Where the robot believes to be, frame map."""
        self.people: tuple[Person, ...] = ()
        self.verdict: Verdict | None = None
        self.emergency_stop = False
        """The red button is pressed."""
        self.status: NavStatus = self.navigator.status

    def cycle(self) -> None:
        """Look, think, set the wheels. The world's time is the robot's clock."""
        world, now_s = self._world, self._world.now_s
        scan = world.scan()
        odometry = world.odometry
        self.pose = self.localiser.update(odometry.pose, scan, now_s)
        self.people = self._tracker.update(scan, self.pose, now_s)
        measured = Motion(odometry.v_mps, odometry.w_radps)
        charging = world.battery.charging or world.battery.fraction >= 1.0
        wanted, self.status = self.docking.step(
            self.pose, measured, scan, self.people, charging, now_s
        )
        astray = self.localiser.whereabouts is Whereabouts.LOST
        if wanted == STILL and self._before == STILL and not (astray or self.emergency_stop):
            self.verdict = None
            world.command(0.0, 0.0)
            return
        inputs = Inputs(
            now_s=now_s, command=wanted, command_at_s=now_s, scan=scan, odometry=measured,
            odometry_at_s=now_s, people=self._people_in_base(), zone_limit_mps=self._zone_limit(),
            astray=astray, emergency_stop=self.emergency_stop,
        )  # fmt: skip
        self.verdict = judge(inputs, self._before, SCAN_S, self._safety)
        self._before = self.verdict.motion
        world.command(self._before.forward_mps, self._before.turn_radps)

    def _people_in_base(self) -> tuple[Point2D, ...]:
        here = self.pose
        return tuple(
            relative(here, Pose2D(p.position.x, p.position.y, 0.0)).point for p in self.people
        )

    def _zone_limit(self) -> float:
        speed = self._maps.speed
        if speed is None:
            return math.inf
        row, column = speed.cell_at(self.pose.x, self.pose.y)
        off = int(speed.cells[row, column]) if speed.inside(row, column) else 0
        return (100 - off) / 100.0 * self._safety.max_speed_mps if off > 0 else math.inf

    @property
    def map_to_odom(self) -> Pose2D:
        """Pose of frame odom in map, as localisation has it."""
        return compose(self.pose, inverse(self._world.odometry.pose))
