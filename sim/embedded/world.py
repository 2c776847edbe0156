"""The embedded world: building, robot and people on MuJoCo, moved by `step(dt_s)`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import mujoco
import numpy as np

from robot.core.geometry import Pose2D, distance, wrap_angle
from robot.core.scan import Scan
from sim.embedded.base import BaseLimits, Odometry, WheelControl
from sim.embedded.battery import Battery
from sim.embedded.bodies import ROBOT, STEP_S, build_model, person_name, set_robot_pose
from sim.embedded.figures import ADULT, Figure, Parts
from sim.embedded.footing import Bodies
from sim.embedded.lidar import HEIGHT_M, Lidar
from sim.embedded.outlines import outlines_of

_DOCK_M = 0.15
_DOCK_RAD = 0.35
_REACH_M = 0.8
"""Radius of the robot and of a striding person, with some room."""
_APART_S = 0.5
"""A thing that was not touched for so long has been let go."""
_STANDING_MPS = 0.03


class Cause(str, Enum):
    """Who brought a contact about."""

    ROBOT = "robot"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Contact:
    """The robot has touched something; once a touch, however long it lasts."""

    time_s: float
    name: str
    """Geom of the building, person_<index>, or kind and index of a thing that was moved."""
    cause: Cause
    where: Pose2D
    """Of the robot, frame map."""

    @property
    def person(self) -> bool:
        """Whether a person was touched."""
        return self.name.startswith("person_")


@dataclass(frozen=True, slots=True)
class Imu:
    """What an inertial unit in base_link reads."""

    yaw_rate_radps: float
    accel_mps2: float
    """Forward."""


class World:
    """One floor with one robot; same seed and same calls, same world."""

    def __init__(
        self,
        world_xml: Path,
        start: Pose2D,
        dock: Pose2D | None = None,
        *,
        people: int | tuple[Figure, ...] = 12,
        seed: int = 0,
        limits: BaseLimits | None = None,
        looks: bool = False,
    ) -> None:
        """Raises FileNotFoundError where the world is missing.

        `people`: the bodies there are; a number is as many grown-ups. `looks` keeps what is only
        seen.
        """
        figures = (ADULT,) * people if isinstance(people, int) else people
        self.model, self.data = build_model(world_xml, figures, looks)
        laser, wheels = np.random.default_rng(seed).spawn(2)
        self.now_s = 0.0
        self.battery = Battery()
        self.bodies = Bodies.none(figures)
        self.odometry = Odometry(wheels)
        self._imu_rng = wheels
        self._dock = dock
        self._control = WheelControl(limits or BaseLimits())
        self._steps = 0
        set_robot_pose(self.data, start)
        mujoco.mj_forward(self.model, self.data)
        self._pose = start
        self._speed_before = 0.0
        self._robot_body = self.model.body(ROBOT).id
        self._hull = self.model.geom(f"{ROBOT}_hull").id
        self._owner = self._owners(figures)
        self._mocap = self.data.mocap_pos
        self._place_bodies()
        mujoco.mj_forward(self.model, self.data)
        fixed = np.flatnonzero(self.model.geom_bodyid == 0).astype(np.int32)
        walls = outlines_of(self.model, self.data, fixed, HEIGHT_M)
        self._lidar = Lidar(walls, Parts.of(figures).radius, laser)
        self._touching: dict[str, float] = {}
        self._contacts: list[Contact] = []

    def _owners(self, figures: tuple[Figure, ...]) -> list[str]:
        """Name of what each geom belongs to, as contacts name it."""
        names = []
        for index in range(self.model.ngeom):
            body = self.model.body(int(self.model.geom_bodyid[index])).name
            name = self.model.geom(index).name
            if body.startswith("person_"):
                number = int(body.split("_")[1])
                figure = figures[number]
                name = f"{figure.name}_{number}" if figure.thing else person_name(number)
            names.append(name)
        return names

    @property
    def pose(self) -> Pose2D:
        """Of base_link in map, the truth."""
        return self._pose

    @property
    def velocity(self) -> tuple[float, float]:
        """Forward (m/s) and turning (rad/s) speed, the truth."""
        x, y, w = self.data.qvel[:3].tolist()
        return x * math.cos(self._pose.yaw) + y * math.sin(self._pose.yaw), w

    @property
    def rests(self) -> bool:
        """Stands, and nothing asks it to move."""
        return self._control.resting and float(np.abs(self.data.qvel[:3]).max()) <= 1e-4

    @property
    def in_dock(self) -> bool:
        """The charging contacts touch."""
        dock = self._dock
        if dock is None or distance(self._pose, dock) > _DOCK_M:
            return False
        return abs(wrap_angle(self._pose.yaw - dock.yaw)) < _DOCK_RAD

    def command(self, v_mps: float, w_radps: float) -> None:
        """Ask the wheels for a speed; it holds until the next command."""
        self._control.command(v_mps, w_radps)

    def step(self, dt_s: float) -> None:
        """Let time pass, a multiple of STEP_S (25 ms); people move on with their velocities."""
        steps = round(dt_s / STEP_S)
        if steps < 1 or abs(steps * STEP_S - dt_s) > 1e-9:
            raise ValueError(f"the world steps in multiples of {STEP_S} s, not by {dt_s} s")
        before = self._pose
        dt = steps * STEP_S
        if self._undisturbed(dt):
            self._move_people(dt)
            self._steps += steps
            self.now_s = self._steps * STEP_S
        else:
            for index in range(steps):
                if index % 2 == 0:
                    self._move_people(STEP_S * min(2, steps - index))
                self._physics_step()
        self.odometry.moved(before, self._pose, dt)
        self.battery.step(dt, self._control.v_mps, self.in_dock)

    def skip(self, dt_s: float) -> None:
        """Let time pass in which nothing moves: nobody is there and the robot rests."""
        steps = round(dt_s / STEP_S)
        self._steps += steps
        self.now_s = self._steps * STEP_S
        self.battery.step(steps * STEP_S, 0.0, self.in_dock)

    def _undisturbed(self, dt_s: float) -> bool:
        """Nothing can move the robot: it rests, and nobody comes within reach in this time."""
        if self._touching or not self.rests:
            return False
        gap = np.abs(self.bodies.at - complex(self._pose.x, self._pose.y))
        gap -= np.abs(self.bodies.speed) * dt_s
        return not bool((gap < _REACH_M).any())  # who is not present is far away

    def _physics_step(self) -> None:
        data, control = self.data, self._control
        control.ramp(STEP_S)
        yaw = float(data.qpos[2])
        data.ctrl[:3] = (
            control.v_mps * math.cos(yaw), control.v_mps * math.sin(yaw), control.w_radps
        )  # fmt: skip
        mujoco.mj_step(self.model, data)
        self._steps += 1
        self.now_s = self._steps * STEP_S
        x, y, yaw = data.qpos[:3].tolist()
        self._pose = Pose2D(x, y, wrap_angle(yaw))
        if data.ncon or self._touching:
            self._watch_contacts()

    def _move_people(self, dt_s: float) -> None:
        self.bodies.move(dt_s)
        self._place_bodies()

    def _place_bodies(self) -> None:
        mocap, count = self._mocap, len(self.bodies.present)
        mocap[:count, :2] = self.bodies.position
        parts = self.bodies.parts()
        mocap[count:, 0], mocap[count:, 1] = parts.real, parts.imag

    def _watch_contacts(self) -> None:
        contacts = self.data.contact
        for first, second in contacts.geom[: self.data.ncon].tolist():
            if self._hull not in (first, second):
                continue
            other = second if first == self._hull else first
            name = self._owner[other]
            if name not in self._touching:
                contact = Contact(self.now_s, name, self._cause(other, name), self._pose)
                self._contacts.append(contact)
            self._touching[name] = self.now_s
        for name, last in list(self._touching.items()):
            if self.now_s - last > _APART_S:
                del self._touching[name]

    def _cause(self, geom: int, name: str) -> Cause:
        """Whoever approaches; a wall never does."""
        if not name.startswith("person_"):
            return Cause.ROBOT
        dx, dy = (self.data.geom_xpos[geom, :2] - self.data.qpos[:2]).tolist()
        towards = math.cos(math.atan2(dy, dx) - self._pose.yaw) * self._control.v_mps
        return Cause.ROBOT if towards > _STANDING_MPS else Cause.PERSON

    def take_contacts(self) -> list[Contact]:
        """Those since the last call."""
        taken, self._contacts = self._contacts, []
        return taken

    def scan(self) -> Scan:
        """One turn of the laser now; it sits in the middle of the robot, 0.27 m above the floor."""
        pose = self._pose
        parts = self.bodies.parts()
        return self._lidar.scan(self.now_s, (pose.x, pose.y, pose.yaw), parts)

    def imu(self, since_s: float) -> Imu:
        """Readings over the last `since_s` seconds, with a usual unit's noise."""
        speed, turn = self.velocity
        accel = (speed - self._speed_before) / since_s
        self._speed_before = speed
        noise = self._imu_rng.standard_normal(2)
        return Imu(turn + 0.003 * float(noise[0]), accel + 0.05 * float(noise[1]))

    def teleport(self, pose: Pose2D) -> None:
        """Carry the robot away; wheels and odometry notice nothing."""
        set_robot_pose(self.data, pose)
        mujoco.mj_forward(self.model, self.data)
        self._pose = pose
