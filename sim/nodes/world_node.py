"""The embedded world behind the real topics: sensors, wheels, clock, and people who talk."""

from __future__ import annotations

import time
from pathlib import Path

from rclpy.clock import Clock, ClockType
from rclpy.node import Node

from robot.adapters.folders import CONTENT, MAP
from robot.core.events import Heard, Touched
from robot.nodes.diagnosis import Diagnosis
from robot.nodes.params import declare, refuse_unknown
from robot.nodes.running import run
from sim.embedded.arrivals import steadily
from sim.embedded.guest import Guest
from sim.embedded.programme import Programme
from sim.embedded.view import RobotView
from sim.nodes.world_doors import Inbox, Outbox
from sim.scene import load_scene
from sim.settings import WorldSettings

_CYCLE_S = 0.05
"""Odometry's period; the laser turns every second time."""
_CLOCK_S = 0.0125
_SCRIPTS_S = 0.1
_CATCH_UP_S = 0.5
"""Time lost beyond this is let go: the world is slower than asked for."""


class WorldNode(Node):
    """Runs the world at `speed` times real time; publishes what a robot's drivers publish."""

    def __init__(self) -> None:
        super().__init__("world_node")
        self._diagnosis = Diagnosis(self)
        settings = declare(self, WorldSettings)
        refuse_unknown(self)
        self._speed = settings.speed
        scene = load_scene(Path(settings.map_dir or MAP), Path(settings.content_dir or CONTENT))
        self._world = scene.world(settings.seed)
        arrivals = steadily(settings.visitors_per_hour, settings.seed)
        self._hall, self._crowd = scene.hall(self._world, arrivals, Programme(), (settings.seed,))
        self._view = RobotView(scene.start)
        self._guest = Guest(self._crowd, scene.ways, scene.spots)
        self._out = Outbox(self)
        self._in = Inbox(self, self._view, lambda: self._world.now_s)
        self._cycles = 0
        self._began_s = time.monotonic()
        steady = Clock(clock_type=ClockType.STEADY_TIME)
        self.create_timer(_CLOCK_S, self._run, clock=steady)
        self._out.mounts()
        self._diagnosis.ok(f"simulates {scene.house.places.building} at speed {self._speed:g}")

    def _run(self) -> None:
        """Bring the world to where the wall clock wants it."""
        wanted_s = (time.monotonic() - self._began_s) * self._speed
        behind_s = wanted_s - self._world.now_s
        if behind_s > _CATCH_UP_S * max(self._speed, 1.0):
            self._began_s += (behind_s - _CYCLE_S) / self._speed
        until = time.monotonic() + 2.0 * _CLOCK_S
        while self._world.now_s + _CYCLE_S <= wanted_s + 1e-9 and time.monotonic() < until:
            self._cycle()

    def _cycle(self) -> None:
        world = self._world
        world.command(*self._in.wheels())
        if self._cycles % round(_SCRIPTS_S / _CYCLE_S) == 0:
            self._scripts()
        for _ in range(2):
            world.step(_CYCLE_S / 2.0)
            self._out.clock(world.now_s)
        self._cycles += 1
        self._out.odometry(world)
        if self._cycles % 2 == 0:
            self._out.scan(world.scan())
            self._out.imu(world.imu(2.0 * _CYCLE_S), world.now_s)
        if self._cycles % round(1.0 / _CYCLE_S) == 0:
            self._out.battery(world.battery, world.now_s)
            self._out.truth(world)
        for contact in world.take_contacts():
            self._out.contact(contact)

    def _scripts(self) -> None:
        """What people do next, and what they say."""
        world, view, now_s = self._world, self._view, self._world.now_s
        view.moved(world.pose, world.velocity[0])
        for _ in range(self._in.take_touches()):
            if self._hall.received is None:
                self._guest.come(view, now_s)
        self._guest.step(view, now_s)
        self._hall.hold = self._guest.present
        for event in self._hall.step(view, now_s):
            self._speak(event)
        self._crowd.step(_SCRIPTS_S, world.pose, world.velocity[0])

    def _speak(self, event: Heard | Touched) -> None:
        if isinstance(event, Heard):
            self._out.speech(event, self._world.now_s)
        else:
            self._in.own_touch()
            self._out.touch(event, self._world.now_s)


def main() -> None:
    """Run the node."""
    run(WorldNode)


if __name__ == "__main__":
    main()
