"""People from scans: found, told apart, kept through occlusions, furniture left alone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from robot.core.driving_settings import PeopleSettings
from robot.core.events import Engagement
from robot.core.geometry import Pose2D
from robot.perception.people import PeopleTracker

ROBOT = Pose2D(2.0, 3.0, 0.0)


def watch(scene, tracker, where, seconds, start_s=0.0, robot=ROBOT):
    """Feed ten scans a second; `where(t)` gives the circles. Returns the people of each scan."""
    seen = []
    for step in range(round(seconds * 10)):
        t = start_s + step / 10
        seen.append(tracker.update(scene.scan(robot, where(t), t), robot, t))
    return seen


def test_a_walker_is_one_person_with_one_name_and_a_velocity(room, stand):
    scene = room()
    seen = watch(scene, PeopleTracker(scene.grid()), lambda t: stand(8.0 - t, 3.5, math.pi), 4.0)
    assert {p.id for people in seen for p in people} == {"p1"}
    last = seen[-1][0]
    assert last.position.x == pytest.approx(8.0 - 3.9, abs=0.15)
    assert last.velocity.x == pytest.approx(-1.0, abs=0.2)
    assert all(len(people) == 1 for people in seen[8:])


def test_an_empty_room_has_nobody(room):
    scene = room(blocks=[(5.0, 2.0, 5.6, 2.6)])
    assert all(p == () for p in watch(scene, PeopleTracker(scene.grid()), lambda t: [], 2.0))


def test_a_chair_on_no_map_is_nobody(room):
    scene = room()
    chair = [(5.0 + dx, 3.0 + dy, 0.02) for dx in (0.0, 0.45) for dy in (0.0, 0.45)]
    assert all(p == () for p in watch(scene, PeopleTracker(scene.grid()), lambda t: chair, 10.0))


def test_who_walked_up_and_stands_stays_a_person(room, stand):
    scene = room()
    seen = watch(scene, PeopleTracker(scene.grid()), lambda t: stand(max(7.0 - t, 3.2), 3.0), 20.0)
    assert all(len(people) == 1 for people in seen[10:])


def test_who_stands_on_two_legs_is_a_person_after_a_while(room, stand):
    scene = room()
    seen = watch(scene, PeopleTracker(scene.grid()), lambda t: stand(4.0, 3.2, math.pi / 2.0), 3.0)
    assert len(seen[-1]) == 1


def test_a_wheelchair_is_one_person(room):
    scene = room()
    wheel = lambda t: [(8.0 - t, 3.0, 0.3)]  # noqa: E731
    seen = watch(scene, PeopleTracker(scene.grid()), wheel, 4.0)
    assert all(len(people) == 1 for people in seen[10:])


def test_two_side_by_side_are_two(room, stand):
    scene = room()
    both = lambda t: stand(7.0 - t, 2.7) + stand(7.0 - t, 3.5)  # noqa: E731
    seen = watch(scene, PeopleTracker(scene.grid()), both, 4.0)
    assert all(len(people) == 2 for people in seen[12:])
    assert len({p.id for people in seen[12:] for p in people}) == 2


def test_a_short_occlusion_keeps_the_name(room, stand):
    scene = room()
    pillar = (3.2, 3.3, 0.25)  # on no map, hides who passes behind it
    where = lambda t: [*stand(5.0, 1.0 + t, math.pi / 2.0), pillar]  # noqa: E731
    seen = watch(scene, PeopleTracker(scene.grid()), where, 4.5)
    walkers = {p.id for people in seen for p in people if p.position.x > 4.0}
    assert len(walkers) == 1


def test_who_has_gone_is_forgotten(room, stand):
    scene = room()
    seen = watch(
        scene,
        PeopleTracker(scene.grid()),
        lambda t: stand(7.0 - t, 3.0) if t < 2.0 else [],
        4.0,
    )
    assert len(seen[19]) == 1
    assert seen[-1] == ()


def test_a_jumping_clock_starts_afresh(room, stand):
    scene = room()
    tracker = PeopleTracker(scene.grid())
    watch(scene, tracker, lambda t: stand(7.0 - t, 3.0), 2.0)
    assert tracker.update(scene.scan(ROBOT, stand(5.0, 3.0)), ROBOT, 1000.0) == ()


def test_blind_scans_show_nobody(room):
    scene = room()
    tracker = PeopleTracker(scene.grid())
    scan = scene.scan(ROBOT)
    scan.ranges[:] = np.nan
    assert tracker.update(scan, ROBOT, 0.0) == ()
    scan.ranges[:] = np.inf
    assert tracker.update(scan, ROBOT, 0.1) == ()


def test_a_robot_that_drives_sees_the_same_person(room, stand):
    scene = room()
    tracker = PeopleTracker(scene.grid())
    names = set()
    for step in range(40):
        t = step / 10
        robot = Pose2D(2.0 + 0.05 * step, 3.0, 0.02 * step)
        people = tracker.update(scene.scan(robot, stand(8.0 - 0.5 * t, 4.0), t), robot, t)
        names |= {p.id for p in people}
    assert names == {"p1"}


def test_engagement_follows_the_visitor(room, stand):
    scene = room()
    tracker = PeopleTracker(scene.grid())

    def where(t):
        if t < 4.2:
            return stand(7.2 - t, 3.0)
        return stand(3.0 if t < 8.0 else 3.0 + (t - 8.0), 3.0)

    seen = watch(scene, tracker, where, 11.0)
    levels = [people[0].engagement if people else None for people in seen]
    assert levels[20] is Engagement.DISENGAGED
    assert levels[38] is Engagement.ENGAGING
    assert levels[60] is Engagement.ENGAGED
    assert Engagement.DISENGAGING in levels[80:]
    assert levels[-1] in (Engagement.DISENGAGED, Engagement.DISENGAGING)


def test_a_passer_by_is_never_engaged(room, stand):
    scene = room()
    seen = watch(
        scene, PeopleTracker(scene.grid()), lambda t: stand(3.2, 0.5 + 1.2 * t, math.pi / 2), 4.0
    )
    assert Engagement.ENGAGED not in {p.engagement for people in seen for p in people}


def test_settings_have_hysteresis_order():
    settings = PeopleSettings()
    assert settings.greet_m < settings.notice_m
    assert settings.max_missed_s < settings.max_hidden_s


def test_what_never_walked_is_never_engaged(room, stand):
    scene = room()
    seen = watch(scene, PeopleTracker(scene.grid()), lambda t: [(3.2, 3.0, 0.15)], 6.0)
    assert {p.engagement for people in seen for p in people} == {Engagement.UNKNOWN}
