"""The flow of a talk as checked frozen values; made by `flow_schema.py`, run by `machine.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transition:
    """One answer to one event."""

    event: str
    to: str
    """State it leads to; empty: the talk stays where it is."""
    when: tuple[str, ...] = ()
    """Guards that must all hold."""
    unless: tuple[str, ...] = ()
    """Guards that must all fail."""
    do: tuple[str, ...] = ()
    """Actions, in order."""
    say: tuple[str, ...] = ()
    """Phrases, said before those of the state it leads to."""

    @property
    def guarded(self) -> bool:
        """Whether it may be refused."""
        return bool(self.when or self.unless)


@dataclass(frozen=True, slots=True)
class State:
    """Where a talk can be."""

    id: str
    mood: str
    say: tuple[str, ...]
    """Phrases said on entry."""
    listen: bool
    """Ears are open here while the robot is silent."""
    rest: bool
    """No visit is under way here; leaving such a state begins one, entering it ends it."""
    walk: bool
    """The robot leads here; entering such a state begins a walk, leaving it ends it."""
    choices: tuple[str, ...]
    """Buttons: intents or lists made from content."""
    wait_s: float | None
    """Seconds without a sign of life until `timed_out`; None: for ever."""
    warn_s: float
    """Seconds before the time-out at which it is announced and can be put off."""
    transitions: tuple[Transition, ...]
    """In order of precedence."""

    def answers(self, event: str) -> tuple[Transition, ...]:
        """The transitions on one event."""
        return tuple(one for one in self.transitions if one.event == event)


@dataclass(frozen=True, slots=True)
class Flow:
    """All states of the talk."""

    start: str
    states: Mapping[str, State]
