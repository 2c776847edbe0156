"""NavigateToPose without ROS: plan, follow, go round what is in the way, wait, or fail by name."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from robot.core.driving_settings import NavigationSettings
from robot.core.events import Person
from robot.core.geometry import Point2D, Pose2D, distance, wrap_angle
from robot.core.motion import STILL, Motion
from robot.core.nav_errors import NavError
from robot.core.rays import Floats, chosen, hit_points, lengths_m, moved
from robot.core.scan import Scan
from robot.safety.rules import LASER_AT_BASE
from sim.embedded.costs import CostMap
from sim.embedded.follower import look_m, steer, surroundings, turn_out, turn_towards
from sim.embedded.nav_status import NavState, NavStatus
from sim.embedded.path_track import PathTrack
from sim.embedded.planner import NoPlan, Planner

_SEEN_M = 6.0
"""Obstacles on no map count for plans up to this far."""
_UNMAPPED_M = 0.15
_WATCHED_M = 4.0
"""The next part of the path is watched for obstacles."""
_WALKER_MPS = 0.3
"""Who walks will be elsewhere when the robot comes: no obstacle for plans."""
_WALKER_M = 0.5
_AROUND = np.stack([np.cos(np.arange(8) * math.pi / 4), np.sin(np.arange(8) * math.pi / 4)], axis=1)
"""(8, 2) points of a circle."""
_LONG_DETOUR_M = 6.0
_DETOUR_CHECK_S = 5.0
_PROGRESS_M = 0.2
_TAKEN_M = 0.9
_TAKEN_S = 3.0
"""Held up so long by somebody who stands on the goal, the robot has reached it so near to it."""
_TURNS_OUT_S = 5.0
"""Held up so long, after asking, it looks for a way out to the side."""
_TURN_FIRST_RAD = 1.0
_TURN_FIRST_NEAR_RAD = 0.4
_TURNED_RAD = 0.2


@dataclass(slots=True)
class _Goal:
    pose: Pose2D
    since_s: float
    deadline_s: float
    """Time on the clock."""
    track: PathTrack | None = None
    planned_s: float = -math.inf
    detour: bool = False
    best_m: float = math.inf
    progress_s: float = 0.0
    blocked_since_s: float | None = None
    turning: bool = False
    at_goal: bool = False
    taken: bool = False
    """Something that is on no map stands on the goal."""

    def blocked_for_s(self, now_s: float) -> float:
        """How long nothing has led on."""
        return 0.0 if self.blocked_since_s is None else now_s - self.blocked_since_s


class Navigator:
    """Drives one goal at a time; `step` at the laser's rate."""

    def __init__(
        self,
        costs: CostMap,
        settings: NavigationSettings | None = None,
        laser_in_base: Pose2D = LASER_AT_BASE,
    ) -> None:
        self._costs = costs
        self._settings = settings or NavigationSettings()
        self._planner = Planner(costs)
        self._laser = laser_in_base
        self._limit_mps = math.inf
        self._goal: _Goal | None = None
        self._status = NavStatus(NavState.IDLE)

    @property
    def status(self) -> NavStatus:
        """Of the goal under way, or of the last one."""
        return self._status

    @property
    def held(self) -> bool:
        """Whether the speed limit lets nothing move."""
        return self._limit_mps <= 0.0

    @property
    def path(self) -> Floats:
        """(K, 2) planned from here to the goal, metres, map; empty without a goal."""
        if self._goal is None or self._goal.track is None:
            return np.empty((0, 2))
        return self._goal.track.next(self._goal.track.remaining_m)

    def set_goal(self, pose: Pose2D, now_s: float, deadline_s: float = math.inf) -> None:
        """Drive to `pose` (of base_link); replaces a goal under way. Fails after `deadline_s`."""
        self._goal = _Goal(pose, now_s, now_s + deadline_s, progress_s=now_s)
        self._status = NavStatus(NavState.DRIVING)

    def cancel(self) -> None:
        """End the goal under way, if there is one."""
        if self._goal is not None:
            self._goal = None
            self._status = NavStatus(NavState.CANCELLED)

    def limit_speed(self, speed_mps: float) -> None:
        """Drive no faster from now on; 0 stands and keeps the goal."""
        self._limit_mps = max(speed_mps, 0.0)

    def step(
        self, pose: Pose2D, now: Motion, scan: Scan, people: tuple[Person, ...], now_s: float
    ) -> tuple[Motion, NavStatus]:
        """The motion wanted now. `now`: measured motion; `people`: in map, of this moment."""
        goal = self._goal
        if goal is None:
            return STILL, self._status
        if now_s > goal.deadline_s:
            given = goal.deadline_s - goal.since_s
            return self._fail(NavError.CONTROLLER_TIMED_OUT, f"not there after {given:.0f} s")
        try:
            track = goal.track or self._plan(goal, pose, None, now_s)
        except NoPlan as fault:
            return self._fail(fault.code, str(fault))
        track.advance(pose.x, pose.y)
        if self.held:
            goal.progress_s = now_s  # standing by order is not being stuck
            return self._going(NavState.HELD, STILL, goal, now_s)
        if self._arrived(goal, pose, now_s):
            return self._finish(goal, pose, now_s)
        hits = moved(hit_points(scan, _SEEN_M), self._laser)
        self._watch(goal, pose, hits, people, now_s)
        motion = self._drive(goal, pose, now, hits, people, now_s)
        return self._judge(goal, motion, now_s)

    def _plan(self, goal: _Goal, pose: Pose2D, obstacles: Floats | None, now_s: float) -> PathTrack:
        plan = self._planner.plan(pose.point, goal.pose.point, obstacles)
        goal.track, goal.planned_s = PathTrack(plan.points), now_s
        goal.detour = obstacles is not None and obstacles.shape[0] > 0
        goal.best_m = goal.track.remaining_m
        return goal.track

    def _arrived(self, goal: _Goal, pose: Pose2D, now_s: float) -> bool:
        away, tolerance = distance(pose, goal.pose), self._settings.goal_tolerance_m
        held_up = goal.blocked_for_s(now_s) >= _TAKEN_S
        if goal.taken and (held_up or goal.at_goal):
            goal.at_goal = away <= _TAKEN_M
        else:
            goal.at_goal = away <= (tolerance if goal.at_goal else 0.6 * tolerance)
        return goal.at_goal

    def _finish(self, goal: _Goal, pose: Pose2D, now_s: float) -> tuple[Motion, NavStatus]:
        turn = wrap_angle(goal.pose.yaw - pose.yaw)
        if abs(turn) > 0.5 * self._settings.goal_tolerance_rad:
            goal.progress_s = now_s
            return self._going(NavState.DRIVING, turn_towards(turn, self._settings), goal, now_s)
        self._goal = None
        away, message = distance(pose, goal.pose), ""
        if away > self._settings.goal_tolerance_m:
            message = f"{away:.2f} m from the goal, on which something stands"
        self._status = NavStatus(
            NavState.REACHED, message=message, navigation_time_s=now_s - goal.since_s
        )
        return STILL, self._status

    def _watch(
        self, goal: _Goal, pose: Pose2D, hits: Floats, people: tuple[Person, ...], now_s: float
    ) -> None:
        """A new plan where something that is on no map stands on the path."""
        track, waited = goal.track, now_s - goal.planned_s
        if track is None or waited < self._settings.replan_period_s:
            return
        stuck = goal.blocked_for_s(now_s) > 1.0
        due = goal.detour and waited >= _DETOUR_CHECK_S
        obstacles = self._unmapped(moved(hits, pose), people)
        goal.taken = self._near(goal.pose, obstacles)
        if not (stuck or due or self._in_the_way(track, obstacles)):
            return
        goal.planned_s = now_s
        self._replan(goal, pose, obstacles, now_s)

    def _replan(self, goal: _Goal, pose: Pose2D, obstacles: Floats, now_s: float) -> None:
        old = goal.track
        before = goal.best_m, goal.detour
        try:
            new = self._plan(goal, pose, obstacles, now_s)
        except NoPlan:
            return  # wait for them to move; patience runs
        waited_s = now_s - goal.progress_s
        longer = old is not None and new.remaining_m > old.remaining_m + _LONG_DETOUR_M
        if longer and waited_s < self._settings.detour_after_s:
            goal.track, (goal.best_m, goal.detour) = old, before

    def _near(self, pose: Pose2D, obstacles: Floats) -> bool:
        """Whether the robot would touch an obstacle there."""
        return bool((lengths_m(obstacles - (pose.x, pose.y)) < self._costs.need_m).any())

    def _in_the_way(self, track: PathTrack, obstacles: Floats) -> bool:
        if obstacles.shape[0] == 0:
            return False
        away = track.next(_WATCHED_M)[:, None, :] - obstacles[None, :, :]
        return float((away * away).sum(axis=2).min()) < self._costs.need_m**2

    def _unmapped(self, points: Floats, people: tuple[Person, ...]) -> Floats:
        """(M, 2) what no wall explains and no walker, metres, map.

        Around people who stand there are points, too: paths keep what the follower keeps.
        """
        if points.shape[0]:
            points = chosen(points, self._costs.clearance.near(points) > _UNMAPPED_M)
        for person in people:
            at = person.position.x, person.position.y
            if math.hypot(person.velocity.x, person.velocity.y) > _WALKER_MPS:
                points = chosen(points, lengths_m(points - at) > _WALKER_M)
            else:
                points = np.concatenate([points, _AROUND * self._settings.people_margin_m + at])
        return points

    def _drive(
        self, goal: _Goal, pose: Pose2D, now: Motion, hits: Floats, people: tuple[Person, ...],
        now_s: float,
    ) -> Motion | None:  # fmt: skip
        """The motion along the path; None: nothing leads on."""
        assert goal.track is not None
        carrot = self._carrot(goal.track, pose)
        error = math.atan2(float(carrot[1]), float(carrot[0]))
        near = goal.track.remaining_m < 0.5
        first = _TURN_FIRST_NEAR_RAD if near else _TURN_FIRST_RAD
        goal.turning = abs(error) > (_TURNED_RAD if goal.turning else first)
        if goal.turning:
            return turn_towards(error, self._settings)
        slowing = max(0.12, math.sqrt(2.0 * 0.35 * goal.track.remaining_m))
        limit = min(self._limit_mps, slowing)
        ahead_m = look_m(carrot, limit, self._settings)
        around = surroundings(hits, people, pose, ahead_m, self._settings)
        motion = steer(carrot, around, pose, self._costs, now, limit, self._settings)
        if motion is None and goal.blocked_for_s(now_s) > _TURNS_OUT_S:
            motion = turn_out(carrot, around, pose, self._costs, self._settings)
        if motion is None and abs(error) > _TURNED_RAD:
            return turn_towards(error, self._settings)
        return motion

    def _carrot(self, track: PathTrack, pose: Pose2D) -> Floats:
        """(2,) the point steered for, base_link: as far ahead as the map lets see it."""
        away = (0.0, 0.0)
        for ahead in (self._settings.lookahead_m, 0.6, 0.3):
            x, y = track.ahead(ahead).tolist()
            away = x - pose.x, y - pose.y
            if self._costs.sees(pose.point, Point2D(x, y)):
                break
        c, s = math.cos(pose.yaw), math.sin(pose.yaw)
        return np.array([c * away[0] + s * away[1], -s * away[0] + c * away[1]])

    def _judge(self, goal: _Goal, motion: Motion | None, now_s: float) -> tuple[Motion, NavStatus]:
        """Patience: failing to come nearer for long enough is being blocked."""
        assert goal.track is not None
        if goal.track.remaining_m < goal.best_m - _PROGRESS_M:
            goal.best_m, goal.progress_s = goal.track.remaining_m, now_s
        blocked = motion is None or (motion.forward_mps <= 0.02 and not goal.turning)
        if not blocked:
            goal.blocked_since_s = None
        elif goal.blocked_since_s is None:
            goal.blocked_since_s = now_s
        if now_s - goal.progress_s > self._settings.patience_s:
            left = goal.track.remaining_m
            return self._fail(
                NavError.FAILED_TO_MAKE_PROGRESS,
                f"no way on for {self._settings.patience_s:.0f} s, {left:.1f} m before the goal",
            )
        state = NavState.WAITING if motion is None else NavState.DRIVING
        return self._going(state, motion or STILL, goal, now_s)

    def _going(
        self, state: NavState, motion: Motion, goal: _Goal, now_s: float
    ) -> tuple[Motion, NavStatus]:
        left = goal.track.remaining_m if goal.track is not None else 0.0
        pace = max(min(self._limit_mps, self._settings.max_speed_mps), 0.1)
        self._status = NavStatus(
            state,
            distance_remaining_m=left,
            navigation_time_s=now_s - goal.since_s,
            time_remaining_s=left / pace,
        )
        return motion, self._status

    def _fail(self, error: NavError, message: str) -> tuple[Motion, NavStatus]:
        self._goal = None
        self._status = NavStatus(NavState.FAILED, error, message)
        return STILL, self._status
