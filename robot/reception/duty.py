"""What the robot does between visits: stand at its base, or charge."""

from __future__ import annotations

from robot.core.commands import Command, GoTo, LimitSpeed, StopMoving
from robot.core.events import BatteryAt, GoalEnded, GoalOutcome
from robot.core.geometry import Pose2D, distance, wrap_angle
from robot.core.talk_settings import DutySettings
from robot.guiding.places import BASE, DOCK, Places

AT_PLACE_M = 0.45
AT_PLACE_RAD = 0.5
"""Nearer than this, and turned as it should be, it is there: its back to the hall greets nobody."""


class Duty:
    """The way home and the battery."""

    def __init__(self, places: Places, settings: DutySettings, home_speed_mps: float) -> None:
        self._places = places
        self._settings = settings
        self._home_speed_mps = home_speed_mps
        self._drives = 0
        self._goal_id = ""
        self._goal_until_s = 0.0
        self._next_try_s = -float("inf")
        self._rest_since_s = 0.0
        self._failures = 0
        self.needs_charge = False
        """Too little battery for a walk, until it is charged enough."""

    def use(self, places: Places) -> None:
        """Work with this map from now on."""
        self._places = places

    def battery(self, event: BatteryAt) -> None:
        """News of the battery."""
        if event.fraction < self._settings.battery_low:
            self.needs_charge = True
        elif event.fraction >= self._settings.battery_enough:
            self.needs_charge = False

    def begin_rest(self, now_s: float) -> None:
        """A visit is over."""
        self._rest_since_s = now_s
        self._next_try_s = -float("inf")

    def end_rest(self) -> tuple[Command, ...]:
        """Somebody wants something: stand still."""
        if not self._goal_id:
            return ()
        self._goal_id = ""
        return (StopMoving(),)

    def at_home(self, robot: Pose2D | None) -> bool:
        """Whether it stands where it should; without a known pose it stays where it is."""
        if robot is None:
            return True
        turned = abs(wrap_angle(robot.yaw - self._target.yaw))
        return distance(robot, self._target) <= AT_PLACE_M and turned <= AT_PLACE_RAD

    @property
    def _target(self) -> Pose2D:
        return self._places.dock if self.needs_charge else self._places.base

    def goal_ended(self, event: GoalEnded, now_s: float) -> bool:
        """A drive has ended; True: so many ways home failed that staff must know."""
        if event.goal_id != self._goal_id:
            return False
        self._goal_id = ""
        # Also after arriving: the pose known now is a little older than the arrival.
        self._next_try_s = now_s + self._settings.home_retry_s
        if event.outcome is GoalOutcome.REACHED:
            self._failures = 0
            return False
        self._failures += 1
        return self._failures == 3

    def step(self, robot: Pose2D | None, free: bool, now_s: float) -> tuple[Command, ...]:
        """Drive home when it is time; `free`: nothing is being said."""
        if self._goal_id and now_s > self._goal_until_s:
            self._goal_id = ""
        if self.at_home(robot) or self._goal_id or now_s < self._next_try_s or not free:
            return ()
        if now_s - self._rest_since_s < self._settings.rest_before_home_s:
            return ()
        self._drives += 1
        self._goal_id = f"home-{self._drives}"
        self._goal_until_s = now_s + 1.2 * self._settings.home_deadline_s
        place = DOCK if self.needs_charge else BASE
        deadline_s = self._settings.home_deadline_s
        return (
            LimitSpeed(self._home_speed_mps),
            GoTo(self._goal_id, place, self._target, deadline_s),
        )
