from __future__ import annotations

from robot.dialogue.flow import State
from robot.dialogue.vocabulary import LEAST_WARNING_S, MOST_EXTENSIONS
from robot.reception.patience import Patience, Turn


def state(wait_s: float | None) -> State:
    return State("wish", "listening", (), True, False, False, (), wait_s, LEAST_WARNING_S, ())


def test_warns_then_gives_twenty_seconds_then_ends():
    patience = Patience()
    patience.enter(state(45.0), 0.0)
    assert patience.look(24.9) is None
    assert patience.look(25.0) is Turn.WARN
    assert patience.seconds_left(25.0) == 20.0
    assert patience.look(44.9) is None
    assert patience.look(45.0) is Turn.OVER


def test_a_jump_of_the_clock_does_not_skip_the_warning():
    patience = Patience()
    patience.enter(state(45.0), 0.0)
    assert patience.look(4000.0) is Turn.WARN
    assert patience.look(4019.0) is None


def test_can_be_extended_ten_times():
    patience = Patience()
    now_s = 0.0
    patience.enter(state(45.0), now_s)
    for _ in range(MOST_EXTENSIONS):
        now_s += 25.0
        assert patience.look(now_s) is Turn.WARN
        assert patience.can_extend
        patience.extend(now_s)
        assert patience.seconds_left(now_s) is None
    assert not patience.can_extend


def test_a_state_of_rest_never_ends():
    patience = Patience()
    patience.enter(state(None), 0.0)
    assert patience.look(1e9) is None
