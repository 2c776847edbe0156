from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.core.events import Engagement, Person
from robot.core.geometry import Point2D, Pose2D
from robot.core.talk_settings import GreetingSettings
from robot.reception.engagement import Attention

ROBOT = Pose2D(0.0, 0.0, 0.0)


def person(id_: str, x: float, level: Engagement = Engagement.ENGAGED) -> Person:
    return Person(id_, Point2D(x, 0.0), Point2D(0.0, 0.0), level)


def attention() -> Attention:
    return Attention(GreetingSettings())


def test_someone_near_who_wants_attention_is_a_newcomer_once():
    who = attention()
    who.see((person("a", 1.2),), ROBOT, 0.0)
    assert who.newcomer(False, 0.0)
    who.note_greeting(0.0)
    assert not who.newcomer(False, 0.0)
    assert who.engaged_again(0.0)


def test_passers_by_and_distant_people_are_not_greeted():
    who = attention()
    who.see((person("a", 1.2, Engagement.ENGAGING), person("b", 1.6)), ROBOT, 0.0)
    assert not who.newcomer(False, 0.0)


def test_a_group_is_greeted_as_one():
    who = attention()
    who.see((person("a", 1.0), person("b", 1.3)), ROBOT, 0.0)
    who.note_greeting(0.0)
    who.see((person("a", 1.0), person("b", 1.3)), ROBOT, 9.0)
    assert not who.newcomer(False, 9.0)


def test_who_stands_where_the_robot_comes_by_is_not_greeted_before_he_stays_or_steps_up():
    who = attention()
    bystander = Person("a", Point2D(2.0, 1.0), Point2D(0.0, 0.0), Engagement.ENGAGED)
    for tenth in range(20):
        who.see((bystander,), Pose2D(0.1 * tenth, 0.0, 0.0), 0.1 * tenth)
        assert not who.newcomer(False, 0.1 * tenth)
    there = Pose2D(1.9, 0.0, 0.0)
    nearer = Person("a", Point2D(2.2, 0.4), Point2D(0.0, 0.0), Engagement.ENGAGED)
    who.see((nearer,), there, 2.5)
    assert who.newcomer(False, 2.5)
    who.see((bystander,), there, 3.0)
    assert not who.newcomer(False, 3.0)
    who.see((bystander,), there, 9.0)
    assert who.newcomer(False, 9.0)


def test_held_up_on_its_way_it_greets_who_comes_to_it_but_never_what_only_stands_there():
    who = attention()
    chair = Person("chair", Point2D(2.4, 0.5), Point2D(0.0, 0.0), Engagement.ENGAGED)
    for tenth in range(16):
        who.see((chair,), Pose2D(0.1 * tenth, 0.0, 0.0), 0.1 * tenth)
    there = Pose2D(1.5, 0.0, 0.0)
    who.see((chair,), there, 60.0)
    assert not who.newcomer(True, 60.0)
    assert who.newcomer(False, 60.0)
    comes = Person("b", Point2D(3.0, -0.3), Point2D(-0.9, 0.1), Engagement.ENGAGING)
    who.see((chair, comes), there, 61.0)
    stands = Person("b", Point2D(2.6, -0.2), Point2D(0.0, 0.0), Engagement.ENGAGED)
    who.see((chair, stands), Pose2D(1.9, 0.0, 0.0), 62.0)
    assert who.newcomer(True, 62.0), "though the robot rolled on a little"
    who.serve(62.0)
    assert who.served == "b", "not the chair, though that is nearer"


def test_what_comes_apart_from_somebody_greeted_is_not_greeted():
    """A bag or a companion, hidden behind the visitor until now."""
    who = attention()
    who.see((person("a", 1.0),), ROBOT, 0.0)
    who.note_greeting(0.0)
    who.see((person("a", 1.3),), ROBOT, 20.0)
    who.see((person("a", 1.4), person("bag", 1.1)), ROBOT, 20.2)
    who.see((person("bag", 1.1),), ROBOT, 25.0)
    assert not who.newcomer(False, 25.0)
    who.see((person("bag", 1.1), person("other", 2.2)), ROBOT, 26.0)
    who.see((person("bag", 1.1), person("other", 1.4)), ROBOT, 27.0)
    assert who.newcomer(False, 27.0)


def test_after_a_visit_neither_its_visitor_nor_those_the_robot_drove_up_to_are_greeted_at_once():
    who = attention()
    who.see((person("a", 1.0), person("b", 2.1)), Pose2D(-3.0, 0.0, 0.0), 0.0)
    who.serve(0.0)
    who.note_greeting(0.0)
    who.walked("c")
    who.see((person("c", 1.0), person("b", 1.4)), ROBOT, 50.0)
    who.see((person("c", 1.0), person("b", 1.4)), ROBOT, 60.0)
    who.release(60.0)
    assert not who.newcomer(False, 60.0)
    who.see((person("c", 1.0), person("new", 1.4)), ROBOT, 62.0)
    assert not who.newcomer(False, 62.0), "the same place under another name"
    who.see((person("c", 1.0), person("new", 1.4)), ROBOT, 70.0)
    assert who.newcomer(False, 70.0)


def test_who_came_during_a_visit_is_greeted_after_it():
    who = attention()
    who.see((person("a", 1.0),), ROBOT, 0.0)
    who.serve(0.0)
    who.note_greeting(0.0)
    who.see((person("a", 1.0), person("b", 2.4)), ROBOT, 58.0)
    who.see((person("a", 1.0), person("b", 1.4)), ROBOT, 60.0)
    who.release(60.0)
    assert who.newcomer(False, 60.0)


def test_who_walks_by_is_not_greeted():
    who = attention()
    passing = Person("a", Point2D(0.9, 0.0), Point2D(0.0, 1.0), Engagement.ENGAGED)
    who.see((passing,), ROBOT, 0.0)
    assert not who.newcomer(False, 0.0)


def test_new_track_at_the_same_spot_was_greeted_and_is_still_served():
    who = attention()
    who.see((person("a", 1.0),), ROBOT, 0.0)
    who.serve(0.0)
    who.note_greeting(0.0)
    who.see((person("b", 1.3),), ROBOT, 1.0)
    assert who.served == "b"
    assert not who.newcomer(False, 1.0)


def test_who_comes_closer_while_the_robot_speaks_is_noticed():
    who = attention()
    who.see((person("a", 1.4), person("b", 1.5)), ROBOT, 0.0)
    who.serve(0.0)
    who.begins_to_speak()
    who.see((person("a", 1.2), person("b", 0.5)), ROBOT, 0.5)
    assert not who.came_closer(), "he only shifts; the other one does not count"
    who.see((person("a", 0.8), person("b", 0.5)), ROBOT, 1.0)
    assert who.came_closer()
    who.begins_to_speak()
    assert not who.came_closer(), "the next sentence begins from there"


def test_visitor_who_walks_away_has_left_after_a_moment():
    who = attention()
    who.see((person("a", 1.0),), ROBOT, 0.0)
    who.serve(0.0)
    who.see((person("a", 4.0),), ROBOT, 1.0)
    assert not who.has_left(1.5)
    who.see((person("a", 4.0),), ROBOT, 3.5)
    assert who.has_left(3.5)


def test_visitor_out_of_sight_has_left_but_blind_sensors_say_nothing():
    who = attention()
    who.see((person("a", 1.0),), ROBOT, 0.0)
    who.serve(0.0)
    assert not who.has_left(60.0)
    who.see((), ROBOT, 60.0)
    assert who.has_left(60.0)


def test_unknown_visitor_never_leaves():
    who = attention()
    who.serve(0.0)
    who.see((), ROBOT, 100.0)
    assert not who.has_left(100.0)


def test_who_trails_behind_at_the_end_of_a_walk_has_not_left():
    who = attention()
    who.see((person("a", 1.0),), ROBOT, 0.0)
    who.serve(0.0)
    for tenth in range(100):
        who.see((person("a", 3.2),), ROBOT, 0.1 * tenth)
    who.walked("a")
    assert not who.has_left(9.9)
    who.see((person("a", 2.2),), ROBOT, 11.0)
    assert not who.has_left(11.0)


@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0.3, 8.0)), max_size=4),
            st.sampled_from((0.1, 1.0, 10.0, 1000.0)),
        )
    )
)
def test_no_track_is_ever_greeted_twice(frames):
    who, now_s, greeted = attention(), 0.0, set()
    for people, wait_s in frames:
        now_s += wait_s
        seen = {id_: person(id_, x) for id_, x in people}
        who.see(tuple(seen.values()), ROBOT, now_s)
        if who.newcomer(False, now_s):
            near = {id_ for id_, one in seen.items() if one.position.x <= 1.5}
            assert near - greeted
            greeted |= near
            who.note_greeting(now_s)
