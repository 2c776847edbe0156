"""Runs a checked Flow on `transitions`; the only file that knows that library.

Its traps are closed here and in `flow_schema.py`: states, guards and actions are resolved by our
own loader before the machine is built, callbacks are our functions and never names (a dotted name
would be imported and called), triggers carry a prefix so that none can meet an attribute of the
model, and there is no timer: time reaches the machine as the event `timed_out`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from transitions import Machine

from robot.dialogue.flow import Flow, State, Transition

Holds = Callable[[str], bool]
"""Whether a guard holds now."""
_PREFIX = "event:"


class _Model:
    """What `transitions` keeps its state on."""

    state: str
    taken: Transition | None = None
    trigger: Callable[..., bool]


class TalkMachine:
    """Where a talk is, and what an event leads to."""

    def __init__(self, flow: Flow) -> None:
        """The talk at its start; the flow must have passed the checks."""
        self._flow = flow
        self._model = _Model()
        self._machine: Any = Machine(
            model=self._model,
            states=list(flow.states),
            initial=flow.start,
            auto_transitions=False,
            ignore_invalid_triggers=True,
        )
        for state in flow.states.values():
            for one in state.transitions:
                self._machine.add_transition(
                    _PREFIX + one.event,
                    state.id,
                    one.to or None,
                    conditions=partial(_allowed, one),
                    before=partial(self._take, one),
                )
        self._events = {(s.id, one.event) for s in flow.states.values() for one in s.transitions}

    @property
    def state(self) -> State:
        """The state the talk is in."""
        return self._flow.states[self._model.state]

    def fire(self, event: str, holds: Holds) -> Transition | None:
        """Follow the first answer to `event` whose guards hold; None: it means nothing here."""
        self._model.taken = None
        if (self._model.state, event) in self._events:  # others would be logged, at a price
            self._model.trigger(_PREFIX + event, holds)
        return self._model.taken

    def answers(self, event: str, holds: Holds) -> bool:
        """Whether `event` would mean something now."""
        return any(_allowed(one, holds) for one in self.state.answers(event))

    def _take(self, transition: Transition, _holds: Holds) -> None:
        self._model.taken = transition


def _allowed(transition: Transition, holds: Holds) -> bool:
    return all(map(holds, transition.when)) and not any(map(holds, transition.unless))
