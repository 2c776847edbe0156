"""Stands in for Nav2's docking server: to the place before the dock, backwards in, out again."""

from __future__ import annotations

import math
from enum import Enum

from robot.core.events import Person
from robot.core.geometry import Pose2D, distance, relative
from robot.core.motion import STILL, Motion
from robot.core.nav_errors import NavError
from robot.core.scan import Scan
from sim.embedded.nav_status import NavState, NavStatus
from sim.embedded.navigator import Navigator

_BACK_MPS = 0.12
_OUT_MPS = 0.18
_CLOSE_M = 0.03
"""In the dock within this; out of it at the place before it within twice that."""
_TURN_PER_M = 1.5
_TURN_PER_RAD = 2.0
_MOST_TURN_RADPS = 0.4
_MOVE_S = 40.0
"""Backing in and driving out take no longer than this (dock_approach_timeout)."""
_CHARGE_S = 10.0
"""Current must flow so soon after the contacts touch (wait_charge_timeout)."""


class Phase(Enum):
    """What docking is doing."""

    AWAY = "away"
    STAGING = "staging"
    BACKING = "backing"
    WAITING = "waiting"
    """The contacts should touch: waits for current."""
    DOCKED = "docked"
    LEAVING = "leaving"


class Docking:
    """Steps the navigator, or in its place backs in and drives out."""

    def __init__(self, navigator: Navigator, dock: Pose2D, staging: Pose2D) -> None:
        """`staging`: the place straight before the dock; both look out of the dock."""
        self._navigator = navigator
        self._dock, self._staging = dock, staging
        self._since_s = 0.0
        self._status = NavStatus(NavState.IDLE)
        self.phase = Phase.AWAY

    @property
    def busy(self) -> bool:
        """Docking or undocking is under way."""
        return self.phase not in (Phase.AWAY, Phase.DOCKED)

    @property
    def status(self) -> NavStatus:
        """Of docking or undocking, under way or the last one."""
        return self._status

    def dock(self, now_s: float) -> None:
        """Go and dock; a docking or drive under way is replaced."""
        self._navigator.set_goal(self._staging, now_s)
        self._enter(Phase.STAGING, now_s)

    def undock(self, now_s: float) -> None:
        """Drive out to the place before the dock."""
        self._navigator.cancel()
        self._enter(Phase.LEAVING, now_s)

    def cancel(self) -> None:
        """End docking or undocking, if one is under way."""
        if self.busy:
            self._navigator.cancel()
            self.phase = Phase.AWAY
            self._status = NavStatus(NavState.CANCELLED)

    def step(
        self,
        pose: Pose2D,
        now: Motion,
        scan: Scan,
        people: tuple[Person, ...],
        charging: bool,
        now_s: float,
    ) -> tuple[Motion, NavStatus]:
        """The motion wanted now, by docking or else by the navigator.

        `charging`: current flows, or the battery takes no more.
        """
        if self.phase in (Phase.AWAY, Phase.DOCKED, Phase.STAGING):
            wanted, status = self._navigator.step(pose, now, scan, people, now_s)
            if self.phase is not Phase.STAGING:
                return wanted, status
            return wanted, self._staged(status, now_s)
        if now_s - self._since_s > _MOVE_S:
            return STILL, self._fail(NavError.FAILED_TO_CONTROL, f"not done in {_MOVE_S:.0f} s")
        if self.phase is Phase.WAITING:
            return STILL, self._wait(charging, now_s)
        if self._navigator.held:
            return STILL, self._status
        if self.phase is Phase.LEAVING:
            return self._leave(pose, now_s)
        return self._back(pose, now_s)

    def _enter(self, phase: Phase, now_s: float) -> None:
        self.phase, self._since_s = phase, now_s
        self._status = NavStatus(NavState.DRIVING)

    def _staged(self, status: NavStatus, now_s: float) -> NavStatus:
        if status.state is NavState.REACHED:
            self._enter(Phase.BACKING, now_s)
            return self._status
        if status.state is NavState.FAILED:
            return self._fail(NavError.FAILED_TO_STAGE, status.message)
        if status.state is NavState.CANCELLED:
            self.phase = Phase.AWAY
        self._status = status
        return status

    def _back(self, pose: Pose2D, now_s: float) -> tuple[Motion, NavStatus]:
        there = relative(self._dock, pose)
        if there.x <= _CLOSE_M:
            self._enter(Phase.WAITING, now_s)
            return STILL, self._status
        return self._along(there, -_BACK_MPS), self._status

    def _leave(self, pose: Pose2D, now_s: float) -> tuple[Motion, NavStatus]:
        there = relative(self._dock, pose)
        if there.x >= distance(self._dock, self._staging) - 2.0 * _CLOSE_M:
            self.phase = Phase.AWAY
            self._status = NavStatus(NavState.REACHED)
            return STILL, self._status
        return self._along(there, _OUT_MPS), self._status

    def _along(self, there: Pose2D, speed_mps: float) -> Motion:
        """Along the dock's axis; `there`: the robot's pose seen from the dock."""
        wanted_yaw = -math.copysign(_TURN_PER_M, speed_mps) * there.y
        turn = _TURN_PER_RAD * (wanted_yaw - there.yaw)
        return Motion(speed_mps, max(-_MOST_TURN_RADPS, min(_MOST_TURN_RADPS, turn)))

    def _wait(self, charging: bool, now_s: float) -> NavStatus:
        if charging:
            self.phase = Phase.DOCKED
            self._status = NavStatus(NavState.REACHED)
        elif now_s - self._since_s > _CHARGE_S:
            return self._fail(NavError.FAILED_TO_CHARGE, f"no current for {_CHARGE_S:.0f} s")
        return self._status

    def _fail(self, error: NavError, message: str) -> NavStatus:
        self.phase = Phase.AWAY
        self._status = NavStatus(NavState.FAILED, error, message)
        return self._status
