"""Whole visits without ROS: the real brain, escort, tracker, localiser, navigator and safety rules
on the embedded world, in simulated time, as fast as the machine goes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import numpy as np

from robot.core.events import BatteryAt, Event, PeopleSeen, RobotAt, Stopped
from robot.core.ports import Understanding
from robot.core.visit import Visit
from robot.reception.receptionist import Receptionist
from sim.embedded.devices import Devices
from sim.embedded.hall import Arrivals, Hall
from sim.embedded.people import Crowd
from sim.embedded.stack import SCAN_S, RobotStack
from sim.embedded.view import RobotView
from sim.embedded.visitors import Visitor
from sim.embedded.world import Contact, World
from sim.scene import Scene

FIRST_DAY = datetime(2026, 3, 5, 7, 0, tzinfo=timezone.utc)
"""A Thursday, open in the morning and in the afternoon; where simulated time begins."""
_BRAIN_CYCLES = 2
_BATTERY_CYCLES = 10
_LONGEST_S_PER_VISIT = 1800.0
"""A run whose visitors take longer than this on average is given up."""


class NeverEnds(Exception):
    """Visitors stopped coming to an end; says how far the run got."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to simulate."""

    visits: int
    seed: int
    visitors_per_hour: float = 20.0


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    plan: Plan
    visitors: tuple[Visitor, ...]
    records: tuple[Visit, ...]
    contacts: tuple[Contact, ...]
    simulated_s: float
    driven_m: float
    staff_calls: int
    lowest_battery: float


class Run:
    """One simulated stretch of time; `step` is a tenth of a second."""

    def __init__(
        self,
        scene: Scene,
        understanding: Understanding,
        plan: Plan,
        keep: Callable[[Visit], object] = lambda _: None,
        looks: bool = False,
    ) -> None:
        """`keep` gets each visit's record; `looks` keeps what is only seen, for pictures."""
        self._plan = plan
        self.world: World = scene.world(plan.seed, looks)
        arrivals = Arrivals(plan.visitors_per_hour, plan.visits)
        self.hall: Hall
        self._crowd: Crowd
        self.hall, self._crowd = scene.hall(self.world, arrivals, plan.seed)
        self.stack = RobotStack(self.world, scene.maps, scene.start, scene.dock)
        self.view = RobotView(scene.start)
        self.devices = Devices(self.stack, self.view, keep)
        ids = np.random.default_rng([plan.seed, 2])
        self.brain = Receptionist(
            scene.house,
            understanding,
            utc_at=lambda now_s: FIRST_DAY + timedelta(seconds=now_s),
            new_id=lambda: str(uuid.UUID(bytes=ids.bytes(16), version=4)),
        )
        self._cycles = 0
        self._stopped = Stopped(False)
        self._lowest = self.world.battery.fraction
        self.contacts: list[Contact] = []

    def step(self) -> None:
        """Let a tenth of a second pass for people, world, robot and brain."""
        world = self.world
        speed_mps = world.velocity[0]
        self.view.moved(world.pose, speed_mps)
        for said in self.hall.step(self.view, world.now_s):
            self._tell(said)
        self._crowd.step(SCAN_S, world.pose, speed_mps)
        world.step(SCAN_S)
        self.stack.cycle()
        for event in self.devices.step(world.now_s):
            self._tell(event)
        self._tell_the_time()
        self._cycles += 1
        self.contacts += world.take_contacts()

    def _tell(self, event: Event) -> None:
        now_s = self.world.now_s
        self.devices.carry_out(self.brain.step(event, now_s), now_s)

    def _tell_the_time(self) -> None:
        verdict = self.stack.verdict
        stopped = Stopped(verdict.stopped, verdict.reason) if verdict else Stopped(False)
        if stopped != self._stopped and (stopped.stopped or self._stopped.stopped):
            self._stopped = stopped
            self._tell(stopped)
        if self._cycles % _BRAIN_CYCLES == 0:
            self._tell(RobotAt(self.stack.pose, self.world.odometry.v_mps))
            self._tell(PeopleSeen(self.stack.people))
        if self._cycles % _BATTERY_CYCLES == 0:
            battery = self.world.battery
            self._lowest = min(self._lowest, battery.fraction)
            self._tell(BatteryAt(battery.fraction, battery.charging))

    def whole(self, progress: Callable[[int], object] = lambda _: None) -> Result:
        """Run until every visitor has come and gone; `progress` gets how many are done.

        Raises:
            NeverEnds: something holds the run up.
        """
        ended = 0
        deadline_s = 3600.0 + _LONGEST_S_PER_VISIT * self._plan.visits
        while not self.hall.over:
            self.step()
            if len(self.hall.ended) > ended:
                ended = len(self.hall.ended)
                progress(ended)
            if self.world.now_s > deadline_s:
                raise NeverEnds(
                    f"after {self.world.now_s:.0f} s only {ended} of {self._plan.visits} visitors "
                    f"have gone; the talk is in state '{self.brain.state.id}'"
                )
        self._finish()
        return Result(
            plan=self._plan,
            visitors=tuple(self.hall.ended),
            records=tuple(self.devices.visits),
            contacts=tuple(self.contacts),
            simulated_s=self.world.now_s,
            driven_m=self.devices.driven_m,
            staff_calls=len(self.devices.staff_calls),
            lowest_battery=self._lowest,
        )

    def _finish(self) -> None:
        """Let the last visit come to its end in the robot's books, too."""
        deadline_s = self.world.now_s + 180.0
        while not self.view.free and self.world.now_s < deadline_s:
            self.step()
