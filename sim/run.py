"""A day without ROS: the real brain, escort, tracker, localiser, navigator and safety rules
on the embedded world, in simulated time, as fast as the machine goes."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import numpy as np

from robot.core.events import BatteryAt, Event, PeopleSeen, RobotAt, Stopped
from robot.core.ports import Understanding
from robot.core.visit import Visit
from robot.reception.receptionist import Receptionist
from sim.day import Day
from sim.embedded.devices import Devices
from sim.embedded.hall import Hall
from sim.embedded.people import Crowd
from sim.embedded.stack import SCAN_S, RobotStack
from sim.embedded.view import RobotView
from sim.embedded.world import World
from sim.result import DayResult, Watch, row_of
from sim.scene import Scene

_BRAIN_CYCLES = 2
_BATTERY_CYCLES = 10
_IDLE_CYCLES = 100
"""Nobody is there and the robot rests for so long: time may be skipped ..."""
_SKIP_S = 60.0
"""... so much of it at once ..."""
_AWAKE_CYCLES = 10
"""... with as many ordinary cycles in between, so that the brain sees battery and clock."""
_HOME_S = 300.0
"""The robot is back at its place so long after the last visitor."""


class NeverEnds(Exception):
    """Visitors stopped coming to an end; says how far the run got."""


class Run:
    """One simulated day; `step` is a tenth of a second."""

    def __init__(
        self,
        scene: Scene,
        understanding: Understanding,
        day: Day,
        keep: Callable[[Visit], object] = lambda _: None,
        looks: bool = False,
    ) -> None:
        """`keep` gets each visit's record; `looks` keeps what is only seen, for pictures."""
        self.day = day
        self.world: World = scene.world(day.world_seed, day.programme, looks)
        self.hall: Hall
        self.crowd: Crowd
        self.hall, self.crowd = scene.hall(self.world, day.arrivals, day.programme, day.seeds)
        self.stack = RobotStack(self.world, scene.maps, scene.start, scene.dock)
        self.view = RobotView(scene.start)
        self.devices = Devices(self.stack, self.view, keep)
        ids = np.random.default_rng([*day.seeds, 2])
        self.brain = Receptionist(
            scene.house,
            understanding,
            utc_at=lambda now_s: day.start + timedelta(seconds=now_s),
            new_id=lambda: str(uuid.UUID(bytes=ids.bytes(16), version=4)),
        )
        self.watch = Watch()
        self._cycles = 0
        self._idle_cycles = 0
        self._stopped = Stopped(False)

    def step(self) -> None:
        """Let a tenth of a second pass for people, world, robot and brain."""
        world = self.world
        speed_mps = world.velocity[0]
        self.view.moved(world.pose, speed_mps)
        for said in self.hall.step(self.view, world.now_s):
            self._tell(said)
        self.crowd.step(SCAN_S, world.pose, speed_mps)
        world.step(SCAN_S)
        self.stack.cycle()
        for event in self.devices.step(world.now_s):
            self._tell(event)
        self._tell_the_time()
        self._cycles += 1
        self.watch.note(world, self._stopped)

    def _tell(self, event: Event) -> None:
        now_s = self.world.now_s
        self.devices.carry_out(self.brain.step(event, now_s), now_s)

    def _tell_the_time(self) -> None:
        verdict = self.stack.verdict
        stopped = Stopped(verdict.stopped, verdict.reason) if verdict else Stopped(False)
        if stopped.stopped != self._stopped.stopped:
            self._stopped = stopped
            self._tell(stopped)
        if self._cycles % _BRAIN_CYCLES == 0:
            self._tell(RobotAt(self.stack.pose, self.world.odometry.v_mps))
            self._tell(PeopleSeen(self.stack.people))
        if self._cycles % _BATTERY_CYCLES == 0:
            battery = self.world.battery
            self._tell(BatteryAt(battery.fraction, battery.charging))

    def advance(self) -> None:
        """Step, and skip what nobody would see."""
        self.step()
        self._skip()

    def _skip(self) -> None:
        """Where nobody is and nothing moves, let time jump to shortly before that changes."""
        idle = self.hall.empty and self.view.free and not self.view.speaking
        self._idle_cycles = self._idle_cycles + 1 if idle and self.world.rests else 0
        if self._idle_cycles < _IDLE_CYCLES:
            return
        self._idle_cycles = _IDLE_CYCLES - _AWAKE_CYCLES
        until_s = min(self.hall.next_s, max(self.day.ends_s, self.world.now_s + _SKIP_S))
        skipped_s = min(until_s - self.world.now_s, _SKIP_S)
        if skipped_s > SCAN_S:
            self.world.skip(skipped_s)

    @property
    def over(self) -> bool:
        """Everybody has come and gone, and the doors are closed."""
        return self.hall.over and self.world.now_s >= self.day.ends_s

    def whole(self, progress: Callable[[int], object] = lambda _: None) -> DayResult:
        """Run until every visitor has come and gone; `progress` gets how many are done.

        Raises:
            NeverEnds: something holds the run up.
        """
        cpu_s, ended = time.process_time(), 0
        while not self.over:
            self.advance()
            if len(self.hall.ended) > ended:
                ended = len(self.hall.ended)
                progress(ended)
            if self.world.now_s > self.day.given_up_s:
                raise NeverEnds(
                    f"day {self.day.number}: after {self.world.now_s:.0f} s only {ended} visitors "
                    f"have gone; the talk is in state '{self.brain.state.id}'"
                )
        self._finish()
        return self._result(time.process_time() - cpu_s)

    def _finish(self) -> None:
        """Let the last visit come to its end in the robot's books, and the robot home."""
        deadline_s = self.world.now_s + _HOME_S
        while not (self.view.free and self.world.rests) and self.world.now_s < deadline_s:
            self.step()

    def _result(self, cpu_s: float) -> DayResult:
        records = {record.id: record for record in self.devices.visits}
        day, watch = self.day, self.watch
        rows = (row_of(visitor, day.number, records) for visitor in self.hall.ended)
        return DayResult(
            number=day.number,
            start=day.start,
            blocked=day.programme.blocked,
            pupils=len(day.programme.pupils),
            visits=tuple(sorted(rows, key=lambda row: row.number)),
            records=tuple(self.devices.visits),
            contacts=tuple(watch.contacts),
            stops=dict(watch.stops),
            cells=dict(watch.cells),
            battery=tuple(watch.battery),
            lowest_battery=watch.lowest_battery,
            staff_calls=tuple(call.reason for call in self.devices.staff_calls),
            simulated_s=self.world.now_s,
            driven_m=self.devices.driven_m,
            cpu_s=cpu_s,
        )
