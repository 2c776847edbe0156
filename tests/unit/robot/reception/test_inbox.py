"""Events reach the brain in order, also those that sending commands brings about."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from robot.core.commands import Command, LimitSpeed
from robot.core.events import Event, Heard, Tick
from robot.reception.inbox import Inbox


class Brain:
    """Answers each event with two commands and notes what happens."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.now_s = 0.0
        self.echoes: list[Event] = []
        self.inbox = Inbox(self.step, self.send, lambda: self.now_s)

    def step(self, event: Event, now_s: float) -> tuple[Command, ...]:
        self.log.append(f"step {_name(event)} at {now_s:g}")
        return LimitSpeed(0.1), LimitSpeed(0.2)

    def send(self, commands: Iterable[Command], now_s: float) -> None:
        for command in commands:
            self.log.append(f"send {command.speed_mps:g}")  # type: ignore[union-attr]
            self.now_s += 1.0
            if self.echoes:
                self.inbox.take(self.echoes.pop(0))


def _name(event: Event) -> str:
    return event.text if isinstance(event, Heard) else "tick"


def test_an_event_that_sending_brings_about_waits_until_all_is_sent() -> None:
    brain = Brain()
    brain.echoes = [Heard("a", ""), Heard("b", "")]
    brain.inbox.take(Tick())
    assert brain.log == [
        "step tick at 0", "send 0.1", "send 0.2",
        "step a at 2", "send 0.1", "send 0.2",
        "step b at 4", "send 0.1", "send 0.2",
    ]  # fmt: skip


def test_after_a_fault_it_goes_on() -> None:
    taken: list[Event] = []

    def step(event: Event, now_s: float) -> tuple[Command, ...]:
        taken.append(event)
        if len(taken) == 1:
            raise RuntimeError("a bug")
        return ()

    inbox = Inbox(step, lambda commands, now_s: None, lambda: 0.0)
    with pytest.raises(RuntimeError):
        inbox.take(Tick())
    inbox.take(Tick())
    assert len(taken) == 2
