"""The whole robot without ROS in the simulated hall, with people that a test moves about.

Brain, escort, tracker, localiser, navigator and safety rules are the real ones; the visitor is a
body that stands before the robot and follows it while the test lets it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import numpy as np

from robot.adapters.folders import MAP
from robot.core.commands import CallStaff, Command, Say
from robot.core.events import (
    BatteryAt,
    Event,
    PeopleSeen,
    RobotAt,
    Stopped,
    TouchAction,
    Touched,
)
from robot.core.geometry import Point2D, Pose2D, distance
from robot.core.ports import Understanding
from robot.reception.receptionist import Receptionist
from sim.embedded.devices import Devices
from sim.embedded.figures import ADULT, CHAIR, CHILD
from sim.embedded.people import Crowd
from sim.embedded.stack import RobotStack
from sim.embedded.view import RobotView, aside
from sim.embedded.world import Contact, World
from sim.scene import Scene

MONDAY_9 = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.utc)
GAP_M = 1.8
VISITOR, CHILD_BODY, CHAIR_BODY = 0, 1, 34
_CYCLE_S = 0.1


class HallPlay:
    """One stretch of time; `step` is a tenth of a second."""

    def __init__(self, scene: Scene, understanding: Understanding, seed: int = 1) -> None:
        self.house, start = scene.house, scene.start
        figures = (ADULT, CHILD, *(ADULT,) * 32, CHAIR)
        self.world = World(
            MAP / "town_hall.xml", start, scene.house.places.dock, people=figures, seed=seed
        )
        self.stack = RobotStack(self.world, scene.maps, start, scene.dock)
        self.view = RobotView(start)
        self.devices = Devices(self.stack, self.view)
        ids = iter(f"visit-{n}" for n in range(1, 1000))
        self.brain = Receptionist(
            scene.house,
            understanding,
            lambda now_s: MONDAY_9 + timedelta(seconds=now_s),
            lambda: next(ids),
        )
        self.crowd = Crowd(self.world.bodies, scene.ways.walls.clearance)
        self.follows = False
        self.said: list[str] = []
        self.stops: list[str] = []
        """Reasons of the safety rules, as they came."""
        self.contacts: list[Contact] = []
        self._stopped = Stopped(False)
        self._cycles = 0

    @property
    def pose(self) -> Pose2D:
        """Of the robot, the truth."""
        return self.world.pose

    @property
    def state(self) -> str:
        """Of the talk."""
        return self.brain.state.id

    @property
    def staff_calls(self) -> list[str]:
        """Reasons, in order."""
        return [call.reason for call in self.devices.staff_calls]

    def phrase(self, name: str, language: str = "de") -> str:
        """A phrase without slots, as it is said."""
        return self.house.content.phrases.say(name, language, {}, easy=False)

    def lead(self, touch: TouchAction, id_: str) -> None:
        """A visitor comes, asks for something by touch, and is being led there."""
        self.put(VISITOR, self.ahead(1.0), math.pi + self.pose.yaw)
        self.run(3.0)
        self.touch(touch, id_)
        self.touch(TouchAction.INTENT, "yes")
        self.follows = True
        self.until(lambda: self.state == "leading", 20.0)

    def touch(self, action: TouchAction, value: str = "") -> None:
        """At the robot's screen."""
        self.tell(Touched(action, value))
        self.run(0.2)

    def ahead(self, metres: float, left_m: float = 0.0) -> Point2D:
        """A point as seen from the robot."""
        c, s = math.cos(self.pose.yaw), math.sin(self.pose.yaw)
        return Point2D(self.pose.x + c * metres - s * left_m, self.pose.y + s * metres + c * left_m)

    def put(self, body: int, at: Point2D, heading: float = 0.0) -> None:
        """Somebody stands there from now on."""
        bodies = self.world.bodies
        bodies.present[body] = True
        bodies.position[body] = (at.x, at.y)
        bodies.velocity[body] = 0.0
        bodies.heading[body] = heading
        self.crowd.target[body] = (at.x, at.y)
        self.crowd.pace[body] = 0.0

    def walk(self, body: int, to: Point2D, pace_mps: float = 1.0) -> None:
        """Somebody walks there, straight."""
        self.crowd.target[body] = (to.x, to.y)
        self.crowd.pace[body] = pace_mps

    def surround(self, count: int, first: int = 2) -> None:
        """So many stand around the robot in rings."""
        for k in range(count):
            ring, place = divmod(k, 10)
            angle, away = 2.0 * math.pi * (place + 0.5 * ring) / 10, 0.85 + 0.6 * ring
            x = self.pose.x + away * math.cos(angle)
            y = self.pose.y + away * math.sin(angle)
            if self.crowd._walls.at_point(x, y) > 0.25:
                self.put(first + k, Point2D(x, y), angle + math.pi)

    def clear(self, first: int = 2) -> None:
        """All of them are gone."""
        for body in np.flatnonzero(self.world.bodies.present).tolist():
            if body >= first:
                self.crowd.leave(body)

    def run(self, seconds: float) -> None:
        """Let time pass."""
        for _ in range(round(seconds / _CYCLE_S)):
            self.step()

    def until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Let time pass until it is so; AssertionError, with what was said, after the time."""
        for _ in range(round(seconds / _CYCLE_S)):
            if condition():
                return
            self.step()
        about = f"state {self.state}, at {self.pose}, said {self.said[-4:]}, {self.stops[-4:]}"
        raise AssertionError(f"not within {seconds:g} s: {about}")

    def step(self) -> None:
        """People, world, robot, brain."""
        world = self.world
        self.view.moved(world.pose, world.velocity[0])
        self._follow()
        self.crowd.step(_CYCLE_S, world.pose, world.velocity[0])
        world.step(_CYCLE_S)
        self.stack.cycle()
        for event in self.devices.step(world.now_s):
            self.tell(event)
        self._tell_stops()
        if self._cycles % 2 == 0:
            self.tell(RobotAt(self.stack.pose, world.odometry.v_mps))
            self.tell(PeopleSeen(self.stack.people))
        if self._cycles % 10 == 0:
            self.tell(BatteryAt(world.battery.fraction, world.battery.charging))
        self._cycles += 1
        self.contacts += world.take_contacts()

    def tell(self, event: Event) -> None:
        """The brain, and carry out what it wants."""
        commands: tuple[Command, ...] = self.brain.step(event, self.world.now_s)
        self.said += [command.text for command in commands if isinstance(command, Say)]
        assert all(command.reason for command in commands if isinstance(command, CallStaff))
        self.devices.carry_out(commands, self.world.now_s)

    def _follow(self) -> None:
        if not self.follows:
            return
        here = self.crowd.position(VISITOR)
        gap = distance(here, self.view.pose)
        target = self.view.behind(GAP_M - 0.5) if gap > GAP_M else here
        if gap < 1.2 and self.view.leads:
            target = Point2D(*aside(here, self.view))
        self.walk(VISITOR, target, 1.2 if gap > GAP_M + 0.8 else 1.0)

    def _tell_stops(self) -> None:
        verdict = self.stack.verdict
        stopped = Stopped(verdict.stopped, verdict.reason) if verdict else Stopped(False)
        if stopped != self._stopped and (stopped.stopped or self._stopped.stopped):
            self._stopped = stopped
            if stopped.stopped:
                self.stops.append(stopped.reason)
            self.tell(stopped)
