"""Everybody in the building: who comes when, who is next, and what is said to the robot."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from robot.core.commands import Mood
from robot.core.events import Heard, Touched
from robot.core.geometry import Point2D, Pose2D, distance
from sim.embedded.manner import draw_manner
from sim.embedded.passers import Passer, draw_passer
from sim.embedded.people import Crowd
from sim.embedded.replies import Replies
from sim.embedded.spots import Spots
from sim.embedded.view import RobotView
from sim.embedded.visitors import Ending, Phase, Visitor
from sim.embedded.walks import Ways
from sim.embedded.wishes import WishBook

_AT_BASE_M = 1.6
"""Nearer than this to its base (or in its dock) a free robot is gone up to."""
_PASSERS_PER_VISITOR = 0.6
_KEPT_FREE = 3
"""Bodies that passers-by leave for visitors with a wish."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How people come in."""

    visitors_per_hour: float = 20.0
    """With a wish; others come on top."""
    visits: int | None = None
    """Nobody with a wish comes any more after so many; None: no end."""


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
        rng: np.random.Generator,
    ) -> None:
        self._crowd, self._ways, self._spots, self._book = crowd, ways, spots, book
        self._base = base
        self._arrivals = arrivals
        self._coming, self._passing, self._people = rng.spawn(3)
        self._next_visitor_s = self._gap_s(self._coming, arrivals.visitors_per_hour)
        self._next_passer_s = self._gap_s(self._passing, self._passers_per_hour)
        self._came = 0
        self.hold = False
        """Nobody goes up to the robot while this is set: a real person stands at the kiosk."""
        self.visitors: list[Visitor] = []
        """In the building."""
        self.ended: list[Visitor] = []
        self._passers: list[Passer] = []

    @property
    def _passers_per_hour(self) -> float:
        return self._arrivals.visitors_per_hour * _PASSERS_PER_VISITOR

    @staticmethod
    def _gap_s(rng: np.random.Generator, per_hour: float) -> float:
        return float(rng.exponential(3600.0 / per_hour)) if per_hour > 0.0 else math.inf

    @property
    def over(self) -> bool:
        """All visitors with a wish have come and gone."""
        return self._came == self._arrivals.visits and not self.visitors

    @property
    def received(self) -> Visitor | None:
        """Who is with the robot."""
        return next((visitor for visitor in self.visitors if visitor.received), None)

    def step(self, view: RobotView, now_s: float) -> list[Heard | Touched]:
        """Go on with every script; what was said or touched at the robot."""
        self._let_in(now_s)
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

    def _let_in(self, now_s: float) -> None:
        due = now_s >= self._next_visitor_s and self._came != self._arrivals.visits
        if due and self._enter_visitor(now_s):
            self._next_visitor_s += self._gap_s(self._coming, self._arrivals.visitors_per_hour)
        if now_s >= self._next_passer_s:
            free = np.count_nonzero(~self._crowd.bodies.present)
            if free > _KEPT_FREE and self._clear_entrance():
                body = self._crowd.enter(self._spots.entrance, self._base.yaw)
                if body is not None:
                    child = self._passing.spawn(1)[0]
                    self._passers.append(draw_passer(body, self._ways, self._spots, child))
            self._next_passer_s = now_s + self._gap_s(self._passing, self._passers_per_hour)

    def _clear_entrance(self) -> bool:
        here = self._crowd.bodies.position[self._crowd.bodies.present]
        gap = np.hypot(here[:, 0] - self._spots.entrance.x, here[:, 1] - self._spots.entrance.y)
        return bool((gap > 0.6).all())

    def _enter_visitor(self, now_s: float) -> bool:
        if not self._clear_entrance():
            return False
        body = self._crowd.enter(self._spots.entrance, self._base.yaw)
        if body is None:
            return False
        rng = self._people.spawn(1)[0]
        wish, manner = self._book.draw(rng), draw_manner(rng)
        visitor = Visitor(
            number=self._came, wish=wish, manner=manner, body=body,
            replies=Replies(wish, manner, self._book, rng), ways=self._ways, spots=self._spots,
            came_s=now_s, slot=self._free_slot(),
        )  # fmt: skip
        self._came += 1
        self.visitors.append(visitor)
        return True

    def _free_slot(self) -> Point2D:
        waiting = (Phase.COMING, Phase.WAITING)
        taken = {visitor.slot for visitor in self.visitors if visitor.phase in waiting}
        queue = self._spots.queue
        return next((slot for slot in queue if slot not in taken), queue[-1])

    def _call_next(self, view: RobotView, now_s: float) -> None:
        """One at a time goes up to a robot that stands at its place and receives nobody."""
        driving = view.show.mood is Mood.DRIVING or abs(view.speed_mps) > 0.02
        if self.hold or not view.free or driving:
            return
        if distance(view.pose, self._base) > _AT_BASE_M or self.received is not None:
            return
        ready = [v for v in self.visitors if v.phase in (Phase.WAITING, Phase.COMING)]
        if ready:
            min(ready, key=lambda v: v.tries).turn_comes(now_s)

    def tally(self) -> dict[Ending, int]:
        """How the visits so far ended for the visitors."""
        return {ending: sum(v.ending is ending for v in self.ended) for ending in Ending}
