"""Laws that hold for every sequence of utterances, touches, leavings and jumps of the clock."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from robot.core.commands import Command, GoTo, Listen, Record, Say, Show
from robot.core.events import (
    BatteryAt,
    Engagement,
    Event,
    GoalEnded,
    GoalOutcome,
    Heard,
    Hearing,
    PeopleSeen,
    Person,
    RobotAt,
    SpeechEnded,
    SpeechOutcome,
    Stopped,
    Tick,
    TouchAction,
    Touched,
)
from robot.core.geometry import Point2D
from robot.core.ports import Understanding
from robot.reception.content import House
from robot.reception.receptionist import Receptionist

TEXTS = (
    "Hundesteuer", "Reisepass", "ja", "nein", "stop", "Hilfe", "was kostet das", "Toilette",
    "qwertz", "merhaba", "English please", "danke", "auf Wiedersehen", "", "evet", "   ",
)  # fmt: skip
VALUES = (
    "yes", "no", "passport", "dog_tax", "toilet", "stop", "cancel", "back", "repeat", "tr", "en",
    "citizens_office", "goodbye", "call_staff", "on", "nonsense", "change_language", "rating_bad",
)  # fmt: skip
LONG_S = 400.0
MONDAY_9 = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.utc)

events = st.one_of(
    st.sampled_from(TEXTS).map(lambda text: Heard(text, "")),
    st.builds(Hearing, st.sampled_from(TEXTS), st.just("de")),
    st.builds(Touched, st.sampled_from(TouchAction), st.sampled_from(VALUES)),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from((1.0, 2.0, 5.0))), max_size=3).map(
        tuple
    ),
    st.sampled_from(GoalOutcome),
    st.sampled_from(SpeechOutcome),
    st.builds(BatteryAt, st.sampled_from((0.05, 0.4, 0.9)), st.booleans()),
    st.builds(Stopped, st.booleans(), st.just("obstacle")),
    st.just(Tick()),
)
waits = st.sampled_from((0.0, 0.1, 0.2, 1.0, 3.0, 15.0, 60.0, 4000.0, -5.0))


class World:
    """Plays events to the brain, answers nothing by itself, and watches the laws."""

    def __init__(self, house: House, understanding: Understanding) -> None:
        count = iter(range(10**6))
        self.house = house
        self.brain = Receptionist(
            house,
            understanding,
            lambda now_s: MONDAY_9 + timedelta(seconds=now_s),
            lambda: f"visit-{next(count)}",
        )
        self.now_s = 0.0
        self.people: tuple[tuple[str, float], ...] = ()
        self.say: Say | None = None
        self.goal: GoTo | None = None
        self.listening = False
        self.visit = ""
        self.visits: set[str] = set()
        self.records: Counter[str] = Counter()
        self.greeted: Counter[str] = Counter()
        self.feed(RobotAt(house.places.base))

    def play(self, what: object, wait_s: float) -> None:
        self.now_s += wait_s
        if isinstance(what, tuple):
            self.people = what
            base = self.house.places.base
            seen = {
                id_: Person(id_, Point2D(base.x + d, base.y + i), Point2D(0, 0), Engagement.ENGAGED)
                for i, (id_, d) in enumerate(what)
            }
            self.feed(PeopleSeen(tuple(seen.values())))
        elif isinstance(what, GoalOutcome):
            if self.goal is not None:
                goal, self.goal = self.goal, None
                self.feed(GoalEnded(goal.goal_id, what))
        elif isinstance(what, SpeechOutcome):
            if self.say is not None:
                say, self.say = self.say, None
                self.feed(SpeechEnded(say.say_id, what))
        else:
            self.feed(what)  # type: ignore[arg-type]
        self.feed(Tick())

    def feed(self, event: Event) -> None:
        for command in self.brain.step(event, self.now_s):
            self.watch(command)

    def watch(self, command: Command) -> None:
        if isinstance(command, Say):
            assert not self.listening, "speaks while listening"
            self.say = command
        elif isinstance(command, Listen):
            self.listening = command.on
        elif isinstance(command, GoTo):
            self.goal = command
        elif isinstance(command, Record):
            self.records[command.visit.id] += 1
            assert command.visit.ended >= command.visit.started
        elif isinstance(command, Show) and command.visit_id:
            self.visits.add(command.visit_id)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(st.tuples(events, waits), max_size=40))
def test_no_visit_is_lost_or_doubled_and_time_always_leads_out(
    house: House, by_heart: Understanding, script: list[tuple[object, float]]
) -> None:
    world = World(house, by_heart)
    for what, wait_s in script:
        world.play(what, wait_s)
    world.play((), 0.1)
    for _ in range(40):
        if world.brain.state.rest:
            break
        world.play(Tick(), LONG_S)
    assert world.brain.state.rest, f"no way out of {world.brain.state.id} by time"
    assert world.visits <= set(world.records)
    assert all(count == 1 for count in world.records.values())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(st.tuples(events, waits), max_size=30))
def test_every_state_has_a_button_that_leads_on_or_rests(
    house: House, by_heart: Understanding, script: list[tuple[object, float]]
) -> None:
    world = World(house, by_heart)
    for what, wait_s in script:
        world.play(what, wait_s)
        state = world.brain.state
        assert state.rest or state.choices


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    script=st.lists(
        st.tuples(
            st.one_of(
                st.lists(st.tuples(st.sampled_from("ab"), st.just(1.0)), max_size=2).map(tuple),
                st.just(Touched(TouchAction.INTENT, "goodbye")),
                st.just(Touched(TouchAction.WAKE)),
                st.just(Heard("Reisepass", "de")),
            ),
            waits,
        ),
        max_size=30,
    )
)
def test_nobody_is_greeted_twice(
    house: House, by_heart: Understanding, script: list[tuple[object, float]]
) -> None:
    world = World(house, by_heart)
    greeting = house.content.phrases.say("greeting", "de", {"robot": "L2B2"})
    alone = 0
    for what, wait_s in script:
        world.say = None
        only_a = isinstance(what, tuple) and {id_ for id_, _ in what} == {"a"}
        world.play(what, wait_s)
        said = world.say
        if only_a and said is not None and said.text == greeting:
            alone += 1
    assert alone <= 1
