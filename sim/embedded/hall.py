"""Everybody in the building: who comes when, who is next, and what is said to the robot."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from robot.core.commands import Mood
from robot.core.events import Heard, Touched
from robot.core.geometry import Point2D, Pose2D, bearing, distance, wrap_angle
from sim.embedded.arrivals import Arrivals, Party
from sim.embedded.companions import Companion
from sim.embedded.manner import draw_manner
from sim.embedded.passers import Passer, draw_passer, draw_pupil
from sim.embedded.people import Crowd
from sim.embedded.phases import Ending, Phase
from sim.embedded.programme import PEOPLE, Programme, Pupil
from sim.embedded.replies import Replies
from sim.embedded.spots import Spots
from sim.embedded.things import Things
from sim.embedded.view import RobotView
from sim.embedded.visitors import Visitor
from sim.embedded.walks import Ways
from sim.embedded.wishes import WishBook

_AT_BASE_M = 1.6
"""Nearer than this to its base (or in its dock) a free robot is gone up to ..."""
_MEETS_M = 5.0
_AHEAD_RAD = 0.8
"""... and one on its way there is, if it comes by so near and heads so much towards somebody."""
_KEPT_FREE = 4
"""Bodies that passers-by leave for visitors with a wish."""
_SIDE_BY_SIDE_M = (0.0, 0.5, -0.5, 1.0)
"""Who come together come in side by side."""


@dataclass(slots=True)
class _Next:
    """The head of a queue of things to come."""

    coming: Iterator[Party]
    party: Party | None = field(init=False)

    def __post_init__(self) -> None:
        self.pop()

    def pop(self) -> None:
        self.party = next(self.coming, None)

    def due(self, now_s: float) -> Party | None:
        return self.party if self.party is not None and now_s >= self.party.at_s else None


class Hall:
    """Steps all scripts; draws every person from a generator of their own."""

    def __init__(
        self,
        crowd: Crowd,
        ways: Ways,
        spots: Spots,
        book: WishBook,
        base: Pose2D,
        arrivals: Arrivals,
        programme: Programme,
        rng: np.random.Generator,
    ) -> None:
        self._crowd, self._ways, self._spots, self._book = crowd, ways, spots, book
        self._base = base
        self._visitors = _Next(iter(arrivals.parties))
        self._walkers = _Next(iter(arrivals.passers))
        self._things = Things(crowd, programme)
        self._pupils = deque(programme.pupils)
        self._ordinary, self._small = range(PEOPLE), programme.bodies_of_pupils
        self._passing, self._people = rng.spawn(2)
        self._came = 0
        self.hold = False
        """Nobody goes up to the robot while this is set: a real person stands at the kiosk."""
        self.visitors: list[Visitor] = []
        """In the building."""
        self.ended: list[Visitor] = []
        self._passers: list[Passer] = []

    @property
    def over(self) -> bool:
        """All visitors with a wish have come and gone."""
        return self._visitors.party is None and not self.visitors

    @property
    def empty(self) -> bool:
        """Nobody is in the building."""
        return not self.visitors and not self._passers

    @property
    def next_s(self) -> float:
        """When the next change is due that nobody in the building brings about."""
        parties = (self._visitors.party, self._walkers.party, *self._pupils)
        coming = (each.at_s for each in parties if each is not None)
        return min((self._things.next_s, *coming))

    @property
    def received(self) -> Visitor | None:
        """Who is with the robot."""
        return next((visitor for visitor in self.visitors if visitor.received), None)

    def step(self, view: RobotView, now_s: float) -> list[Heard | Touched]:
        """Go on with every script; what was said or touched at the robot."""
        self._things.step(now_s)
        self._let_in(view, now_s)
        self._call_next(view, now_s)
        heard: list[Heard | Touched] = []
        for visitor in self.visitors:
            event = visitor.step(self._crowd, view, now_s)
            if event is not None:
                heard.append(event)
        for passer in self._passers:
            passer.step(self._crowd, now_s)
        if any(visitor.phase is Phase.GONE for visitor in self.visitors):
            self.ended += [v for v in self.visitors if v.phase is Phase.GONE]
            self.visitors = [v for v in self.visitors if v.phase is not Phase.GONE]
        self._passers = [passer for passer in self._passers if not passer.gone]
        return heard

    def _let_in(self, view: RobotView, now_s: float) -> None:
        party = self._visitors.due(now_s)
        if party is not None and self._enter_visitor(party.size, now_s):
            self._visitors.pop()
        if self._walkers.due(now_s) is not None:
            self._enter_passer()
            self._walkers.pop()
        if self._pupils and now_s >= self._pupils[0].at_s and self._clear_entrance():
            self._enter_pupil(self._pupils.popleft(), view)

    def _enter_passer(self) -> None:
        """Comes in where there is room; else somebody does not come."""
        if self._crowd.free(self._ordinary) <= _KEPT_FREE or not self._clear_entrance():
            return
        body = self._crowd.enter(self._spots.entrance, self._base.yaw, self._ordinary)
        if body is None:
            return
        child = self._passing.spawn(1)[0]
        self._passers.append(draw_passer(body, self._ways, self._spots, child))

    def _enter_pupil(self, pupil: Pupil, view: RobotView) -> None:
        body = self._crowd.enter(self._spots.entrance, self._base.yaw, self._small)
        if body is not None:
            passer = draw_pupil(body, pupil, view.pose, self._ways, self._spots)
            self._passers.append(passer)

    def _clear_entrance(self) -> bool:
        here = self._crowd.bodies.at[self._crowd.bodies.present]
        entrance = self._spots.entrance
        return bool((np.abs(here - complex(entrance.x, entrance.y)) > 0.6).all())

    def _enter_visitor(self, size: int, now_s: float) -> bool:
        if self._crowd.free(self._ordinary) < size or not self._clear_entrance():
            return False
        entrance, yaw = self._spots.entrance, self._base.yaw
        bodies = []
        for side in _SIDE_BY_SIDE_M[:size]:
            at = Point2D(entrance.x, entrance.y + side)
            body = self._crowd.enter(at, yaw, self._ordinary)
            assert body is not None  # counted above
            bodies.append(body)
        rng = self._people.spawn(1)[0]
        wish, manner = self._book.draw(rng), draw_manner(rng)
        in_sight = self._ways.walls.sees(self._base.point, wish.at)
        led = manner.likes_to_be_led and not in_sight  # a door in view is shown by a word
        visitor = Visitor(
            number=self._came, wish=wish, manner=manner, body=bodies[0],
            replies=Replies(wish, manner, self._book, rng, led), ways=self._ways,
            spots=self._spots, came_s=now_s, slot=self._free_slot(),
            companions=tuple(Companion(b, n) for n, b in enumerate(bodies[1:])),
        )  # fmt: skip
        self.visitors.append(visitor)
        self._came += 1
        return True

    def _free_slot(self) -> Point2D:
        waiting = (Phase.COMING, Phase.WAITING)
        taken = {visitor.slot for visitor in self.visitors if visitor.phase in waiting}
        queue = self._spots.queue
        return next((slot for slot in queue if slot not in taken), queue[-1])

    def _call_next(self, view: RobotView, now_s: float) -> None:
        """One at a time goes up to a robot that receives nobody: at its place, or coming by."""
        if self.hold or not view.free or view.speaking or self.received is not None:
            return
        ready = [v for v in self.visitors if v.phase in (Phase.WAITING, Phase.COMING)]
        driving = view.show.mood is Mood.DRIVING or abs(view.speed_mps) > 0.02
        if driving or distance(view.pose, self._base) > _AT_BASE_M:
            ready = [v for v in ready if self._meets(v, view)]
        if ready:
            min(ready, key=lambda v: v.tries).turn_comes(now_s)

    def _meets(self, visitor: Visitor, view: RobotView) -> bool:
        """Whether the robot comes towards somebody who waits, near and in plain view."""
        here = self._crowd.position(visitor.body)
        ahead = abs(wrap_angle(bearing(view.pose, here) - view.pose.yaw)) < _AHEAD_RAD
        near = distance(view.pose, here) < _MEETS_M
        return near and ahead and self._ways.walls.sees(view.pose.point, here)

    def tally(self) -> dict[Ending, int]:
        """How the visits so far ended for the visitors."""
        return {ending: sum(v.ending is ending for v in self.ended) for ending in Ending}
