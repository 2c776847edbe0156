"""A visitor with a wish, as a script: come, wait for the robot, ask, follow, stray, leave."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from robot.core.events import Heard, Touched
from robot.core.geometry import Point2D, distance
from sim.embedded.companions import Companion
from sim.embedded.manner import Manner
from sim.embedded.people import Crowd
from sim.embedded.phases import SERVED, STAYED, Ending, Phase
from sim.embedded.replies import Replies
from sim.embedded.spots import Spots
from sim.embedded.view import RobotView, aside, before
from sim.embedded.walks import Walk, Ways
from sim.embedded.wishes import Wish

FACE_M = 1.0
"""People stand so far in front of the robot to talk to it."""
BROUGHT_M = 3.0
"""Nearer than this to the place when the robot has arrived: brought there."""
_STAND_M = 0.4
"""Room to stand, from the middle of a person to a wall."""
_TALK_M = 0.45
"""A little farther off will do, too."""
_APPROACH_S = 45.0
"""Who cannot get to the robot in this time lets others try."""
_GIVES_WAY_M = 1.4
"""Who waits steps aside for a robot that comes by so near."""
_AGAIN_S = 12.0
"""Says it again after so long without an answer."""
_UNGREETED_S = 6.0
_ROBOT_OFF_M = 2.5
_CATCH_UP = 1.35
_COMES_UP_M, _COMES_UP_S = 0.3, 8.0
"""Who is still so much farther behind when the robot has arrived comes up to it, if that can be
done in this time."""
_CALLED_M = 1.3
"""Comes so near when the robot waits and calls."""
_GIVE_UP_WALK_S = 25.0
_MOST_TALK_S = 400.0


@dataclass(slots=True)
class Visitor:
    """One person with a wish."""

    number: int
    wish: Wish
    manner: Manner
    body: int
    replies: Replies
    ways: Ways
    spots: Spots
    came_s: float
    phase: Phase = Phase.COMING
    ending: Ending = Ending.UNDER_WAY
    visit_id: str = ""
    """The robot's id for this visit, once there is one."""
    tries: int = 0
    """How often this visitor went up to the robot."""
    slot: Point2D = field(default_factory=lambda: Point2D(0.0, 0.0))
    companions: tuple[Companion, ...] = ()
    talk_began_s: float = math.nan
    """When this visitor stood before the robot for the first time."""
    ended_s: float = math.nan
    """When this visitor had left the hall."""
    heard: int = 0
    """Sentences the robot said while this visitor was with it."""
    _walk: Walk | None = None
    _since_s: float = 0.0
    _talk_s: float = math.inf
    _follow_s: float = math.inf
    _answered: int = -1
    _spoken: int = 0
    _answered_s: float = -math.inf
    _away_until_s: float = -math.inf
    _looked: bool = False
    _strayed: bool = False
    _thanked: bool = False

    @property
    def stayed(self) -> bool:
        """Did not leave by their own script."""
        return self.ending in STAYED

    @property
    def received(self) -> bool:
        """Is with the robot now."""
        return self.phase in (
            Phase.APPROACHING, Phase.TALKING, Phase.FOLLOWING, Phase.ARRIVED
        )  # fmt: skip

    def step(self, crowd: Crowd, view: RobotView, now_s: float) -> Heard | Touched | None:
        """Go on with the script; what is said or touched now."""
        self._watch(crowd, view)
        for companion in self.companions:
            companion.step(crowd, self.body, self.manner.pace_mps)
        if self.received and now_s - self._talk_s > self.manner.leaves_after_s:
            self._go_away(Ending.WENT_AWAY, now_s)
        match self.phase:
            case Phase.COMING | Phase.WAITING:
                self._wait(crowd, view, now_s)
            case Phase.APPROACHING:
                self._approach(crowd, view, now_s)
            case Phase.TALKING:
                return self._talk(crowd, view, now_s)
            case Phase.FOLLOWING:
                return self._follow(crowd, view, now_s)
            case Phase.ARRIVED:
                return self._part(crowd, view, now_s)
            case Phase.GOING_IN | Phase.LEAVING:
                self._walk_off(crowd, now_s)
            case Phase.GONE:
                pass
        return None

    def turn_comes(self, now_s: float) -> None:
        """The robot is free and this visitor is the next one."""
        self.tries += 1
        self._enter(Phase.APPROACHING, now_s)

    def _enter(self, phase: Phase, now_s: float) -> None:
        self.phase = phase
        self._since_s = now_s
        self._walk = None

    def _watch(self, crowd: Crowd, view: RobotView) -> None:
        """The truth: whether the robot has brought this visitor to the right place."""
        if self.phase not in (Phase.FOLLOWING, Phase.ARRIVED, Phase.TALKING):
            return
        self.heard += view.spoken - self._spoken
        self._spoken = view.spoken
        if view.show.visit_id and self._talk_s < math.inf:
            self.visit_id = view.show.visit_id
        near = distance(crowd.position(self.body), self.wish.at) <= BROUGHT_M
        if view.says_arrived and near and self._follow_s < math.inf:
            self.ending = Ending.BROUGHT

    def _wait(self, crowd: Crowd, view: RobotView, now_s: float) -> None:
        here = crowd.position(self.body)
        if not view.free and distance(here, view.pose) < _GIVES_WAY_M:
            crowd.target[self.body] = aside(here, view)
            crowd.pace[self.body] = self.manner.pace_mps
            self._walk = None
            return
        if self._walk is None or self._walk.goal != self.slot:
            self._walk = Walk(self.ways, self.slot, self.manner.pace_mps)
        if self._walk.step(crowd, self.body, now_s):
            self.phase = Phase.WAITING
        if now_s - self.came_s > self.manner.patience_s:
            self._go_away(Ending.TIRED, now_s)

    def _approach(self, crowd: Crowd, view: RobotView, now_s: float) -> None:
        pose = view.pose
        face_m = max(FACE_M, crowd.stands_off_m(self.body))
        clearance = self.ways.walls.clearance
        face = before(pose, crowd.position(self.body), face_m, clearance, _STAND_M)
        if self._walk is None or distance(self._walk.goal, face) > 0.3:
            self._walk = Walk(self.ways, face, self.manner.pace_mps)
        arrived = self._walk.step(crowd, self.body, now_s)
        here = crowd.position(self.body)
        if arrived or (distance(here, pose) < face_m + _TALK_M and distance(here, face) < 0.6):
            crowd.pace[self.body] = 0.0
            crowd.looks_at[self.body] = (pose.x, pose.y)
            self._enter(Phase.TALKING, now_s)
            self._talk_s = now_s
            self.talk_began_s = now_s if math.isnan(self.talk_began_s) else self.talk_began_s
            self._answered = self._spoken = view.spoken
        elif now_s - self._since_s > _APPROACH_S:
            self._enter(Phase.COMING, now_s)

    def _talk(self, crowd: Crowd, view: RobotView, now_s: float) -> Heard | Touched | None:
        crowd.pace[self.body] = 0.0
        crowd.looks_at[self.body] = (view.pose.x, view.pose.y)
        gap = distance(crowd.position(self.body), view.pose)
        if view.leads:
            self._follow_s = now_s
            self._enter(Phase.FOLLOWING, now_s)
            return None
        if self.replies.told and view.free:
            self.ending = Ending.TOLD
            self._go_in(now_s)
            return None
        if gap > _ROBOT_OFF_M and not self.heard:
            self._enter(Phase.COMING, now_s)  # it drove by
            return None
        if now_s - self._talk_s > _MOST_TALK_S or gap > _ROBOT_OFF_M:
            self._go_away(Ending.NOT_BROUGHT, now_s)
            return None
        if view.speaking or now_s - view.quiet_since_s < self.manner.pause_s:
            return None
        greeted = view.spoken > self._answered
        again = now_s - max(self._answered_s, self._talk_s) > (
            _AGAIN_S if self._answered_s > 0.0 else _UNGREETED_S
        )
        if not greeted and not again:
            return None
        return self._answer(view, now_s)

    def _answer(self, view: RobotView, now_s: float) -> Heard | Touched:
        self._answered = view.spoken
        self._answered_s = now_s
        return self.replies.to(view.show)

    def _follow(self, crowd: Crowd, view: RobotView, now_s: float) -> Heard | Touched | None:
        body = self.body
        here = crowd.position(body)
        gap = distance(here, view.pose)
        if not view.leads:
            self._enter(Phase.ARRIVED, now_s)
            return None
        if now_s < self._away_until_s:
            return None
        if self._distracted(crowd, view, now_s):
            return None
        crowd.looks_at[body] = (view.pose.x, view.pose.y)
        crowd.stops[body] = True
        keep_m = min(self.manner.gap_m, _CALLED_M) if view.waits else self.manner.gap_m
        keep_m = max(keep_m, crowd.stands_off_m(body) + _CALLED_M - FACE_M)
        target = view.behind(keep_m)
        if gap < self.manner.gap_m * 0.6 and view.speed_mps > 0.05:
            target = Point2D(*aside(here, view))
        elif gap < keep_m:
            target = here
        crowd.target[body] = (target.x, target.y)
        hurry = _CATCH_UP if gap > self.manner.gap_m + 0.8 else 1.0
        crowd.pace[body] = self.manner.pace_mps * hurry
        asked = view.spoken > self._answered and not view.speaking and _asks(view)
        if asked and now_s - view.quiet_since_s >= self.manner.pause_s:
            return self._answer(view, now_s)
        return None

    def _distracted(self, crowd: Crowd, view: RobotView, now_s: float) -> bool:
        """Now and then somebody stops to look, or goes off a little and comes back."""
        walked = now_s - self._follow_s
        manner, body = self.manner, self.body
        if not self._looked and walked > manner.looks_after_s:
            self._looked = True
            self._away_until_s = now_s + manner.looks_s
            crowd.pace[body] = 0.0
            return True
        if not self._strayed and walked > manner.strays_after_s:
            self._strayed = True
            self._away_until_s = now_s + manner.strays_s
            back = view.behind(manner.gap_m + 4.0)
            crowd.target[body] = (back.x, back.y)
            crowd.pace[body] = manner.pace_mps
            return True
        return False

    def _part(self, crowd: Crowd, view: RobotView, now_s: float) -> Heard | Touched | None:
        """Come up to it at the door, hear the robot out, thank it, go."""
        far = distance(crowd.position(self.body), view.pose) > self.manner.gap_m + _COMES_UP_M
        if view.says_arrived and far and now_s - self._since_s < _COMES_UP_S:
            target = view.behind(self.manner.gap_m)
            crowd.target[self.body] = (target.x, target.y)
            crowd.pace[self.body] = self.manner.pace_mps
            return None
        crowd.pace[self.body] = 0.0
        crowd.looks_at[self.body] = (view.pose.x, view.pose.y)
        if view.speaking or now_s - max(view.quiet_since_s, self._since_s) < self.manner.pause_s:
            return None
        if self.manner.thanks and not self._thanked:
            self._thanked = True
            return self.replies.goodbye()
        self._go_in(now_s)
        return None

    def _go_in(self, now_s: float) -> None:
        if self.ending not in SERVED:
            self._go_away(Ending.NOT_BROUGHT, now_s)
            return
        self._enter(Phase.GOING_IN, now_s)
        goal = self.spots.inside.get(self.wish.department or self.wish.id)
        if goal is None or self.wish.place == "lift":
            goal = self.spots.inside.get(self.wish.place, self.spots.entrance)
        self._walk = Walk(self.ways, goal, self.manner.pace_mps)

    def _go_away(self, ending: Ending, now_s: float) -> None:
        if self.ending not in SERVED:
            self.ending = ending
        self._enter(Phase.LEAVING, now_s)
        self._walk = Walk(self.ways, self.spots.entrance, self.manner.pace_mps)

    def _walk_off(self, crowd: Crowd, now_s: float) -> None:
        arrived = self._walk is None or self._walk.step(crowd, self.body, now_s)
        if arrived or now_s - self._since_s > 4.0 * _GIVE_UP_WALK_S:
            for body in (self.body, *(companion.body for companion in self.companions)):
                crowd.leave(body)
            self.ended_s = now_s
            self._enter(Phase.GONE, now_s)


def _asks(view: RobotView) -> bool:
    return any(choice.value == "yes" for choice in view.show.choices)
