"""Who stands before the robot: who is served, who was greeted, who has left."""

from __future__ import annotations

import math
from dataclasses import dataclass

from robot.core.events import Engagement, Person
from robot.core.geometry import Pose2D, distance
from robot.core.talk_settings import GreetingSettings
from robot.reception.bystanders import Bystanders

_WALKS_MPS = 0.4
"""Who walks faster than this is on the way somewhere ..."""
_COMES_M = 3.0
"""... to the robot, if it is no farther off and comes nearer ..."""
_CAME_S = 6.0
"""... and who stands before it so soon after that has come to it."""


@dataclass(slots=True)
class _Known:
    """What is remembered of a track, for as long as it matters."""

    person: Person
    seen_s: float
    greeted: bool = False
    came_s: float = -math.inf
    """When last seen walking up to the robot."""


class Attention:
    """People by anonymous track ids; a track that goes on under a new id is the same person."""

    def __init__(self, settings: GreetingSettings) -> None:
        self._settings = settings
        self._bystanders = Bystanders(settings)
        self._known: dict[str, _Known] = {}
        self._greeted: set[str] = set()
        self._heard_s = -float("inf")
        self._robot: Pose2D | None = None
        self._far_since_s: float | None = None
        self._spoken_to_m: float | None = None
        self.served = ""
        """Track id of the visitor of the talk under way; empty: unknown."""

    def see(self, people: tuple[Person, ...], robot: Pose2D | None, now_s: float) -> None:
        """Take in everybody tracked now."""
        self._heard_s, self._robot = now_s, robot
        here = {person.id for person in people}
        for person in people:
            old = self._known.get(person.id) or self._inherit(person, here, now_s)
            greeted = person.id in self._greeted or (
                old.greeted if old is not None else self._beside_greeted(person, people)
            )
            came_s = now_s if _comes(person, robot) else old.came_s if old else -math.inf
            self._known[person.id] = _Known(person, now_s, greeted, came_s)
            if greeted:
                self._greeted.add(person.id)
        forget_s = now_s - self._settings.forget_s
        self._known = {id_: one for id_, one in self._known.items() if one.seen_s >= forget_s}
        self._bystanders.see(people, robot, now_s)
        self._note_distance(now_s)

    def _inherit(self, person: Person, here: set[str], now_s: float) -> _Known | None:
        """What is known of the lost track that this new one continues; it is taken over."""
        lost = [
            (distance(one.person.position, person.position), id_)
            for id_, one in self._known.items()
            if id_ not in here and now_s - one.seen_s <= self._settings.same_person_s
        ]
        near = [pair for pair in lost if pair[0] <= self._settings.same_person_m]
        if not near:
            return None
        id_ = min(near)[1]
        if self.served == id_:
            self.served = person.id
        return self._known[id_]

    def _beside_greeted(self, person: Person, people: tuple[Person, ...]) -> bool:
        """Whether a new track is one's of a group that was greeted, or their luggage."""
        return any(
            one.id in self._greeted
            and distance(one.position, person.position) <= self._settings.same_person_m
            for one in people
        )

    def newcomer(self, on_the_way: bool, now_s: float) -> bool:
        """Whether somebody who was never greeted has come near, stands and wants attention.

        `on_the_way`: the robot is driving somewhere, or is held up there.
        """
        return any(
            not one.greeted
            and one.person.engagement is Engagement.ENGAGED
            and math.hypot(one.person.velocity.x, one.person.velocity.y) <= _WALKS_MPS
            and (
                now_s - one.came_s <= _CAME_S
                or not self._bystanders.includes(one.person, on_the_way, now_s)
            )
            for one in self._near(now_s)
        )

    def anybody_greeted(self, now_s: float) -> bool:
        """Whether the person nearest was greeted already."""
        near = self._near(now_s)
        return bool(near) and near[0].greeted

    def engaged_again(self, now_s: float) -> bool:
        """Whether somebody who was greeted stands near and wants attention."""
        return any(
            one.greeted and one.person.engagement is Engagement.ENGAGED for one in self._near(now_s)
        )

    def crowded(self, now_s: float) -> bool:
        """Whether anybody stands near."""
        return bool(self._near(now_s))

    def serve(self, now_s: float) -> None:
        """A talk begins: its visitor is the nearest of those who came to the robot."""
        near = self._near(now_s)
        came = [one for one in near if now_s - one.came_s <= _CAME_S]
        others = [one for one in near if not self._bystanders.includes(one.person, True, now_s)]
        visitor = next(iter(came or others or near), None)
        self.served = visitor.person.id if visitor else ""
        self._far_since_s = None

    def note_greeting(self, now_s: float) -> None:
        """All who stand near have heard the greeting."""
        for one in self._near(now_s):
            one.greeted = True
            self._greeted.add(one.person.id)

    def adopt(self, now_s: float) -> None:
        """Whoever touches the screen and was not tracked becomes the visitor once he is seen."""
        if not self.served:
            self.serve(now_s)

    def walked(self, follower: str) -> None:
        """A walk is over: who followed is the visitor, however far behind he still is."""
        self.served = follower
        self._far_since_s = None

    def release(self, now_s: float) -> None:
        """The talk is over: its visitor is not greeted again, nor at once who only stands by."""
        served = self._known.get(self.served)
        if served is not None:
            served.greeted = True
            self._greeted.add(self.served)
        here = [one.person for one in self._known.values() if one.seen_s >= self._heard_s]
        self._bystanders.visit_over(here, now_s)
        self.served = ""
        self._far_since_s = None

    def has_left(self, now_s: float) -> bool:
        """Whether the visitor has gone away; unknown visitors and stale data never say so."""
        served = self._known.get(self.served)
        if served is None or now_s - self._heard_s > self._settings.people_stale_s:
            return False
        if now_s - served.seen_s >= self._settings.gone_s:
            return True
        far = self._far_since_s
        return far is not None and now_s - far >= self._settings.leave_s

    def begins_to_speak(self) -> None:
        """The robot begins a sentence: from where the visitor is now he may come closer."""
        self._spoken_to_m = self._served_m()

    def came_closer(self) -> bool:
        """Whether the visitor has come markedly closer since the sentence began."""
        then_m, now_m = self._spoken_to_m, self._served_m()
        return (
            then_m is not None and now_m is not None and then_m - now_m >= self._settings.closer_m
        )

    def _served_m(self) -> float | None:
        """How far away the visitor stands; None while that is not known."""
        served = self._known.get(self.served)
        if served is None or served.seen_s < self._heard_s or self._robot is None:
            return None
        return distance(served.person.position, self._robot)

    def _note_distance(self, now_s: float) -> None:
        served = self._known.get(self.served)
        if served is None or served.seen_s < now_s or self._robot is None:
            return
        if distance(served.person.position, self._robot) <= self._settings.leave_m:
            self._far_since_s = None
        elif self._far_since_s is None:
            self._far_since_s = now_s

    def _near(self, now_s: float) -> list[_Known]:
        """People within greeting distance now, nearest first."""
        if now_s - self._heard_s > self._settings.people_stale_s:
            return []
        at = self._robot or Pose2D(0.0, 0.0, 0.0)
        near = [
            (distance(one.person.position, at), id_, one)
            for id_, one in self._known.items()
            if one.seen_s >= self._heard_s
            and distance(one.person.position, at) <= self._settings.greet_m
        ]
        return [one for _, _, one in sorted(near, key=lambda entry: entry[:2])]


def _comes(person: Person, robot: Pose2D | None) -> bool:
    """Whether somebody walks up to the robot; its own motion does not count."""
    if robot is None:
        return False
    dx, dy = robot.x - person.position.x, robot.y - person.position.y
    away_m = math.hypot(dx, dy)
    towards = dx * person.velocity.x + dy * person.velocity.y
    return away_m <= _COMES_M and towards >= _WALKS_MPS * away_m
