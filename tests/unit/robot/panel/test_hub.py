"""Pushing what browsers must know."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from robot.panel.hub import Hub


def test_newcomers_get_the_latest_of_every_topic() -> None:
    hub = Hub()
    hub.publish("state", {"mood": "idle"})
    hub.publish("state", {"mood": "listening"})
    hub.publish("robot", {"x": 1})
    assert list(islice(hub.subscribe().items(0.0), 2)) == [
        ("state", {"mood": "listening"}),
        ("robot", {"x": 1}),
    ]


def test_an_announcement_is_for_those_who_are_there() -> None:
    hub = Hub()
    there = hub.subscribe()
    hub.announce("sound", "sound 1", {"url": "1.wav"})
    hub.announce("sound", "sound 2", {"url": "2.wav"})
    late = hub.subscribe()
    assert [item[1]["url"] for item in islice(there.items(0.0), 2) if item] == ["1.wav", "2.wav"]
    assert next(late.items(0.0)) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers()), max_size=300))
def test_a_slow_browser_never_misses_the_last_value(values: list[tuple[str, int]]) -> None:
    hub = Hub()
    slow = hub.subscribe()
    for topic, value in values:
        hub.publish(topic, {"value": value})
    last = dict(values)
    got = [item for item in islice(slow.items(0.0), len(last)) if item]
    assert {topic: payload["value"] for topic, payload in got} == last


def test_a_browser_that_fetches_nothing_costs_no_memory() -> None:
    hub = Hub()
    dead = hub.subscribe()
    for number in range(1000):
        hub.announce("sound", f"sound {number}", {"number": number})
    waiting = [item for item in islice(dead.items(0.0), 100) if item]
    assert [payload["number"] for _, payload in waiting] == list(range(936, 1000))


def test_silence_gives_a_heartbeat() -> None:
    assert next(Hub().subscribe().items(0.0)) is None


def test_closing_ends_every_subscription() -> None:
    hub = Hub()
    items = hub.subscribe().items(60.0)
    hub.close()
    assert list(items) == []


def test_who_leaves_is_told_nothing_more() -> None:
    hub = Hub()
    subscription = hub.subscribe()
    items = subscription.items(0.0)
    next(items)
    items.close()
    hub.publish("state", {})
    assert not subscription._pending
