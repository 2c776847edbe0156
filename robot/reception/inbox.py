"""Hands events to the brain one after the other, and its commands to the doors."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from robot.core.commands import Command
from robot.core.events import Event


class Inbox:
    """A door that fails at once tells so while commands are still being sent; it has to wait."""

    def __init__(
        self,
        step: Callable[[Event, float], Iterable[Command]],
        send: Callable[[Iterable[Command], float], None],
        now_s: Callable[[], float],
    ) -> None:
        self._step, self._send, self._now_s = step, send, now_s
        self._events: deque[Event] = deque()
        self._busy = False

    def take(self, event: Event) -> None:
        """Let an event happen, after those that came before it."""
        self._events.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._events:
                now_s = self._now_s()
                self._send(self._step(self._events.popleft(), now_s), now_s)
        finally:
            self._busy = False
