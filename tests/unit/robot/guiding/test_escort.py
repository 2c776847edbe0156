from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.core.commands import Command, GoTo, LimitSpeed, StopMoving
from robot.core.escort_settings import EscortSettings
from robot.core.events import Engagement, GoalEnded, GoalOutcome, Person
from robot.core.geometry import Point2D, Pose2D
from robot.guiding.escort import Escort
from robot.guiding.pace import pace_mps
from robot.guiding.walk import ENDS, Around, News

SETTINGS = EscortSettings()
GOAL = Pose2D(20.0, 0.0, 0.0)


class Walk:
    """Steps an escort five times a second; the robot drives as fast as it may."""

    def __init__(self, follower: str = "v") -> None:
        self.escort = Escort("w", "cashier", GOAL, follower, SETTINGS)
        self.robot = Pose2D(0.0, 0.0, 0.0)
        self.now_s = 0.0
        self.speed = 0.0
        self.goal: GoTo | None = None
        self.news: list[News] = []
        self.commands: list[Command] = []

    def run(
        self,
        seconds: float,
        gap_m: Callable[[Walk], float | None],
        id_: str = "v",
        age_s: float = 0.1,
    ) -> Walk:
        for _ in range(round(seconds / 0.2)):
            self.now_s += 0.2
            gap = gap_m(self)
            people = ()
            if gap is not None:
                at = Point2D(self.robot.x - gap, self.robot.y)
                people = (Person(id_, at, Point2D(self.speed, 0.0), Engagement.ENGAGED),)
            self.take(self.escort.step(Around(self.robot, people, age_s), self.now_s))
            if self.goal is not None and self.speed > 0:
                x = min(self.goal.pose.x, self.robot.x + 0.2 * self.speed)
                self.robot = Pose2D(x, 0.0, 0.0)
                if x >= self.goal.pose.x:
                    self.end(GoalOutcome.REACHED)
        return self

    def end(self, outcome: GoalOutcome) -> Walk:
        assert self.goal is not None
        goal, self.goal = self.goal, None
        self.take(self.escort.goal_ended(GoalEnded(goal.goal_id, outcome), self.now_s))
        return self

    def take(self, step) -> None:
        self.news += step.news
        self.commands += step.commands
        for command in step.commands:
            if isinstance(command, GoTo):
                self.goal = command
            if isinstance(command, LimitSpeed):
                self.speed = command.speed_mps
            if isinstance(command, StopMoving):
                self.goal, self.speed = None, 0.0


def test_leads_a_visitor_who_keeps_up_to_the_door():
    walk = Walk().run(40, lambda w: 1.8)
    assert walk.news == [News.ARRIVED]
    assert walk.escort.driven_m == pytest.approx(20.0, abs=0.6)


def test_waits_says_so_and_goes_on_when_the_visitor_falls_back():
    walk = Walk().run(5, lambda w: 1.8).run(4, lambda w: 5.0)
    assert walk.news == [News.WAITS]
    assert walk.speed == 0.0
    walk.run(30, lambda w: 1.8)
    assert walk.news == [News.WAITS, News.GOES_ON, News.ARRIVED]


def test_short_waits_are_not_spoken_of():
    walk = Walk().run(5, lambda w: 1.8).run(1, lambda w: 5.0).run(30, lambda w: 1.8)
    assert walk.news == [News.ARRIVED]


def test_lost_visitor_is_asked_for_looked_for_and_given_up():
    walk = Walk().run(12, lambda w: 1.8).run(60, lambda w: None)
    assert walk.news[:3] == [News.WAITS, News.ASKS, News.SEARCHES]
    assert walk.news[-1] is News.LOST
    assert isinstance(walk.commands[-2], StopMoving)


def test_goes_on_to_the_goal_when_the_visitor_is_found_again():
    walk = Walk().run(12, lambda w: 1.8).run(20, lambda w: None).run(40, lambda w: 1.5)
    assert News.SEARCHES in walk.news
    assert walk.news[-2:] == [News.GOES_ON, News.ARRIVED]


def test_a_new_track_where_the_visitor_was_is_the_visitor():
    walk = Walk().run(5, lambda w: 1.8).run(40, lambda w: 1.8, id_="new")
    assert walk.escort.follower_id == "new"
    assert walk.news == [News.ARRIVED]


def test_old_people_data_stops_the_robot():
    walk = Walk().run(5, lambda w: 1.8).run(3, lambda w: 1.8, age_s=2.0)
    assert walk.speed == 0.0


def test_blocked_way_is_tried_again_then_told():
    walk = Walk().run(3, lambda w: 1.8)
    for _ in range(SETTINGS.retries):
        walk.end(GoalOutcome.BLOCKED).run(SETTINGS.retry_s + 1, lambda w: 1.8)
    walk.end(GoalOutcome.BLOCKED)
    assert walk.news == [News.OBSTRUCTED, News.OBSTRUCTED, News.BLOCKED]


@pytest.mark.parametrize(
    ("outcome", "news"),
    [
        (GoalOutcome.NO_PATH, News.NO_PATH),
        (GoalOutcome.REJECTED, News.FAILED),
        (GoalOutcome.CANCELLED, News.FAILED),
        (GoalOutcome.FAILED, News.FAILED),
    ],
)
def test_other_ends_of_drives_have_their_own_names(outcome, news):
    walk = Walk().run(3, lambda w: 1.8)
    while walk.escort.ended is None:
        walk.end(outcome).run(SETTINGS.retry_s + 1, lambda w: 1.8)
    assert walk.news == [news]


def test_timed_out_drive_is_not_tried_again():
    walk = Walk().run(3, lambda w: 1.8).end(GoalOutcome.TIMED_OUT)
    assert walk.news == [News.TIMED_OUT]


def test_pause_stands_and_resume_goes_on():
    walk = Walk().run(3, lambda w: 1.8)
    walk.take(walk.escort.pause())
    walk.run(5, lambda w: 1.8)
    assert walk.speed == 0.0
    walk.take(walk.escort.resume())
    walk.run(40, lambda w: 1.8)
    assert walk.news == [News.ARRIVED]


def test_visitor_who_is_never_there_is_not_led():
    walk = Walk("").run(80, lambda w: None)
    assert walk.robot.x == 0.0
    assert walk.news[-1] is News.LOST


@given(
    st.lists(
        st.tuples(
            st.sampled_from((0.2, 1.0, 5.0, 30.0)),
            st.sampled_from((None, 0.5, 1.8, 3.0, 6.0)),
            st.sampled_from((0.1, 0.8, 5.0)),
            st.sampled_from((None, *GoalOutcome)),
        ),
        max_size=25,
    )
)
def test_every_walk_ends_once_and_only_once(script):
    walk = Walk()
    for seconds, gap, age_s, outcome in script:
        walk.run(seconds, lambda w, gap=gap: gap, age_s=age_s)
        if outcome is not None and walk.goal is not None:
            walk.end(outcome)
    walk.run(SETTINGS.give_up_s + 5, lambda w: None)
    walk.run(SETTINGS.walk_deadline_s, lambda w: None)
    assert walk.escort.ended in ENDS
    assert len([one for one in walk.news if one in ENDS]) == 1


@given(st.one_of(st.none(), st.floats(0, 20)), st.floats(0, 3), st.floats(0, 20))
def test_pace_never_rises_with_distance_or_age(gap, walks, age):
    pace = pace_mps(gap, walks, age, SETTINGS)
    assert 0.0 <= pace <= SETTINGS.lead_speed_mps
    assert pace_mps(gap, walks, age + 1.0, SETTINGS) <= pace
    assert pace_mps(gap, walks + 0.2, age, SETTINGS) >= pace
    if gap is not None:
        assert pace_mps(gap + 1.0, walks, age, SETTINGS) <= pace


def test_nonsense_stands():
    assert pace_mps(math.nan, 1.0, 0.0, SETTINGS) == 0.0
    assert pace_mps(1.0, 1.0, math.nan, SETTINGS) == 0.0
    assert pace_mps(1.0, 1.0, math.inf, SETTINGS) == 0.0
