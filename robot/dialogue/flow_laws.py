"""Laws of every flow: no state is a trap, no button is dead, no state is unreachable."""

from __future__ import annotations

from collections.abc import Callable

from robot.dialogue.flow import Flow, State, Transition
from robot.dialogue.spots import Spot
from robot.dialogue.vocabulary import ESCORT_ENDS, LEAST_WARNING_S

LIST_EVENTS = {
    "candidates": ("service", "department", "facility", "elsewhere"),
    "departments": ("department",),
    "facilities": ("facility",),
    "next": ("yes",),
    "languages": (),
}
"""What the buttons of a list made from content amount to."""


def note_broken_laws(flow: Flow, spot: Spot) -> None:
    """Every breach; `spot` is that of `states`."""
    if not flow.states[flow.start].rest:
        spot.at(flow.start).fault(flow.start, "a state with rest: true as the start")
    for state in flow.states.values():
        _note_dead_buttons(state, spot.at(state.id).at("choices"))
        if not state.rest:
            _note_time(state, spot.at(state.id))
        if state.walk:
            _note_walk(flow, state, spot.at(state.id).at("on"))
    ways = (
        ("leaving (left)", lambda state: ("left",)),
        ("time (timed_out)", lambda state: ("timed_out",)),
        ("touch (a button among choices)", touch_events),
    )
    for name, events in ways:
        free = _leading_to_rest(flow, events)
        for state in flow.states.values():
            if state.id not in free:
                spot.at(state.id).fault(
                    state.id,
                    f"a way out by {name}",
                    "add a transition without if or unless that leads on to a state of rest",
                )
    for lost in sorted(flow.states.keys() - _reachable(flow)):
        spot.at(lost).fault(lost, "a state that some transition leads to", "remove it")


def touch_events(state: State) -> tuple[str, ...]:
    """Events that the buttons of a state can bring about."""
    events: list[str] = []
    for choice in state.choices:
        events += LIST_EVENTS.get(choice, (choice,))
    return tuple(events)


def _note_dead_buttons(state: State, spot: Spot) -> None:
    for choice in state.choices:
        for event in LIST_EVENTS.get(choice, (choice,)):
            if not state.answers(event):
                spot.fault(choice, f"a button that does something (on {event})")


def _note_time(state: State, spot: Spot) -> None:
    if state.wait_s is None:
        spot.fault("no wait_s", "wait_s, the seconds until timed_out")
    elif state.wait_s <= state.warn_s or state.warn_s < LEAST_WARNING_S:
        spot.at("wait_s").fault(
            f"{state.wait_s:g} s with a warning of {state.warn_s:g} s",
            f"a warning of at least {LEAST_WARNING_S:g} s before the end (WCAG 2.2.1)",
        )


def _note_walk(flow: Flow, state: State, spot: Spot) -> None:
    walking = {one.id for one in flow.states.values() if one.walk}
    standing = flow.states.keys() - walking
    for event in ESCORT_ENDS:
        if not _always_to(set(standing), state.answers(event)):
            spot.fault(f"no sure answer to {event}", "one that leads to a state without walk")


def _leading_to_rest(flow: Flow, events: Callable[[State], tuple[str, ...]]) -> set[str]:
    """States from which unguarded answers to these events lead to rest."""
    free = {state.id for state in flow.states.values() if state.rest}
    while True:
        more = {
            state.id
            for state in flow.states.values()
            if any(_always_to(free, state.answers(event)) for event in events(state))
        }
        if more <= free:
            return free
        free |= more


def _always_to(free: set[str], answers: tuple[Transition, ...]) -> bool:
    """Whether one of the answers is sure to be taken, and whichever it is leads into `free`."""
    sure = next((i for i, one in enumerate(answers) if not one.guarded), None)
    return sure is not None and all(one.to in free for one in answers[: sure + 1])


def _reachable(flow: Flow) -> set[str]:
    seen: set[str] = set()
    open_ = [flow.start]
    while open_:
        state = open_.pop()
        if state not in seen:
            seen.add(state)
            open_ += [one.to for one in flow.states[state].transitions if one.to]
    return seen
