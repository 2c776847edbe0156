"""Whoever guesses has to wait; others need not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.access.attempts import SAME_ADDRESS, SAME_BOTH, SAME_NAME, WINDOW_S, Attempts


def test_after_five_failures_the_name_waits_at_this_address_only() -> None:
    attempts = Attempts()
    for _ in range(SAME_BOTH):
        assert attempts.wait_s("anna", "a", 100.0) == 0
        attempts.failed("anna", "a", 100.0)
    assert attempts.wait_s("anna", "a", 100.0) == WINDOW_S
    assert attempts.wait_s("anna", "a", 100.0 + WINDOW_S) == 0
    assert attempts.wait_s("anna", "b", 100.0) == 0
    assert attempts.wait_s("bert", "a", 100.0) == 0


def test_the_right_password_forgives_typing_errors() -> None:
    attempts = Attempts()
    for _ in range(SAME_BOTH - 1):
        attempts.failed("anna", "a", 1.0)
    attempts.succeeded("anna", "a")
    attempts.failed("anna", "a", 2.0)
    assert attempts.wait_s("anna", "a", 2.0) == 0


def test_an_address_that_tries_many_names_waits_with_all_of_them() -> None:
    attempts = Attempts()
    for number in range(SAME_ADDRESS):
        attempts.failed(f"name{number}", "a", 1.0)
    assert attempts.wait_s("anna", "a", 1.0) > 0
    assert attempts.wait_s("anna", "b", 1.0) == 0


def test_a_name_tried_from_many_addresses_waits_everywhere() -> None:
    attempts = Attempts()
    for number in range(SAME_NAME):
        attempts.failed("anna", f"address{number}", 1.0)
    assert attempts.wait_s("anna", "new", 1.0) > 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.floats(0, 400))))
def test_no_more_than_the_limit_gets_through_in_any_window(
    tries: list[tuple[str, str, float]],
) -> None:
    attempts, now_s, made = Attempts(), 0.0, []
    for name, address, pause_s in tries:
        now_s += pause_s
        if attempts.wait_s(name, address, now_s) == 0:
            attempts.failed(name, address, now_s)
            made.append((name, address, now_s))
    for name, address, end_s in made:
        same = [
            t for n, a, t in made if (n, a) == (name, address) and end_s - WINDOW_S < t <= end_s
        ]
        assert len(same) <= SAME_BOTH


def test_a_flood_of_names_costs_no_memory() -> None:
    attempts = Attempts()
    for number in range(20_000):
        attempts.failed(f"name{number}", f"address{number}", float(number))
    assert len(attempts._failures) <= 4096
