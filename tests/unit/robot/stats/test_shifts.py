"""A robot's time, gathered into shifts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from robot.core.events import BatteryAt, Stopped
from robot.core.shift import Shift
from robot.stats.shifts import GAP, LONGEST, ShiftCounter

START = datetime(2026, 11, 23, 8, tzinfo=timezone.utc)


def looks(counter: ShiftCounter, steps_s: list[float]) -> list[Shift]:
    """The shifts that end while time goes on by these steps, the last one too."""
    now, found = START, []
    for number, step_s in enumerate(steps_s):
        now += timedelta(seconds=step_s)
        if ended := counter.look(now, str(number)):
            found.append(ended)
    if last := counter.close("last"):
        found.append(last)
    return found


@given(st.lists(st.floats(-100, 100), max_size=400))
def test_shifts_never_overlap_nor_count_time_not_seen(steps_s: list[float]) -> None:
    counter = ShiftCounter("l2b2", "town_hall", START)
    counter.stop(Stopped(True, "obstacle"))
    counter.battery(BatteryAt(0.5, True))
    shifts = looks(counter, steps_s)
    seen_s = sum(step for step in steps_s if 0 <= step <= GAP.total_seconds())
    assert sum((s.ended - s.started).total_seconds() for s in shifts) <= seen_s + 1e-3
    for each in shifts:
        length = each.ended - each.started
        assert timedelta() < length < LONGEST + GAP
        assert each.charging_s == each.stopped_s == length.total_seconds()
    assert sum(each.stops.get("obstacle", 0) for each in shifts) <= 1


def test_a_day_of_looking_every_two_seconds_is_counted_whole() -> None:
    counter = ShiftCounter("l2b2", "town_hall", START)
    shifts = looks(counter, [2.0] * 1800)
    assert len(shifts) == 6
    assert [each.started for each in shifts[1:]] == [each.ended for each in shifts[:-1]]
    assert shifts[-1].ended == START + timedelta(hours=1)
    assert shifts[0].charge is None


def test_a_stop_is_counted_when_it_begins() -> None:
    counter = ShiftCounter("l2b2", "town_hall", START)
    for stopped, reason in ((True, "obstacle"), (True, "emergency_stop"), (False, ""), (True, "")):
        counter.stop(Stopped(stopped, reason))
    counter.look(START + timedelta(seconds=2), "1")
    (only,) = looks(counter, [4.0])
    assert only.stops == {"obstacle": 1, "unknown": 1}


def test_a_clock_that_is_set_ends_the_shift() -> None:
    counter = ShiftCounter("l2b2", "town_hall", START)
    counter.look(START + timedelta(seconds=10), "1")
    ended = counter.look(START + timedelta(days=400), "2")
    assert ended is not None
    assert (ended.started, ended.ended) == (START, START + timedelta(seconds=10))
    assert counter.close("3") is None
