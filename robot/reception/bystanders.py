"""People who did not come to the robot: it came to them, and they only stand there.

Known by where they stand, as tracks in a dense group change their names.
"""

from __future__ import annotations

from collections.abc import Iterable

from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D, distance
from robot.core.talk_settings import GreetingSettings

_DRIVEN_M = 0.3
"""Having come so far, the robot is somewhere else."""


class Bystanders:
    """Where people stood when the robot came to a stand here."""

    def __init__(self, settings: GreetingSettings) -> None:
        self._settings = settings
        self._robot: Pose2D | None = None
        self._stood: tuple[Point2D, ...] = ()
        self._since_s = 0.0

    def see(self, people: Iterable[Person], robot: Pose2D | None, now_s: float) -> None:
        """Note who stands where for as long as the robot is on its way."""
        if robot is None:
            return
        came = self._robot is not None and distance(self._robot, robot) > _DRIVEN_M
        if came:
            self._stood = tuple(person.position for person in people)
            self._since_s = now_s
        if came or self._robot is None:
            self._robot = robot

    def visit_over(self, people: Iterable[Person], now_s: float) -> None:
        """Who stood here all through the visit stays a bystander; who came meanwhile waits."""
        self._stood = tuple(one.position for one in people if self._stands(one))
        self._since_s = now_s

    def includes(self, person: Person, on_the_way: bool, now_s: float) -> bool:
        """Whether somebody still only stands there.

        Where the robot has come to a stand, who stays on for a while wants something; `on_the_way`
        it is only held up, and what stands there may be a chair.
        """
        stays = not on_the_way and now_s - self._since_s >= self._settings.bystander_s
        return not stays and self._stands(person)

    def _stands(self, person: Person) -> bool:
        within_m = self._settings.bystander_m
        return any(distance(person.position, at) <= within_m for at in self._stood)
