"""How often a log-in may be tried: whoever guesses has to wait."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterator

WINDOW_S = 300.0
"""Failures count this long."""
SAME_BOTH, SAME_ADDRESS, SAME_NAME = 5, 20, 60
"""Failures in that time: of one name from one address, from one address, of one name. The last is
large, so that a stranger cannot lock somebody out with a few tries."""
_KEPT = 4096
"""Keys remembered at most."""


class Attempts:
    """Counts failed log-ins; time comes in as seconds on any steady clock."""

    def __init__(self) -> None:
        self._failures: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def wait_s(self, name: str, address: str, now_s: float) -> float:
        """How long to wait until the next try; 0: none."""
        waits = [0.0]
        for key, limit in _keys(name, address):
            times = self._recent(key, now_s)
            if len(times) >= limit:
                waits.append(times[-limit] + WINDOW_S - now_s)
        return math.ceil(max(waits))

    def failed(self, name: str, address: str, now_s: float) -> None:
        """A try with a wrong name or password."""
        for key, limit in _keys(name, address):
            times = self._failures.setdefault(key, deque(maxlen=limit))
            times.append(now_s)
            self._failures.move_to_end(key)
        while len(self._failures) > _KEPT:
            self._failures.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """The right password: this person may mistype again."""
        self._failures.pop((name, address), None)

    def _recent(self, key: Hashable, now_s: float) -> deque[float]:
        times = self._failures.get(key, deque())
        while times and times[0] <= now_s - WINDOW_S:
            times.popleft()
        return times


def _keys(name: str, address: str) -> Iterator[tuple[Hashable, int]]:
    yield (name, address), SAME_BOTH
    yield ("", address), SAME_ADDRESS
    yield (name, ""), SAME_NAME
