"""Tells systemd that the robot is ready and well (sd_notify(3)); it restarts who falls silent."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping


class Watchdog:
    """Speaks to the supervisor that started us, if there is one."""

    def __init__(self, environment: Mapping[str, str], well: Callable[[], bool]) -> None:
        """`well` is asked a third of the watchdog's time apart, at most; it may take a second."""
        self._address = environment.get("NOTIFY_SOCKET", "")
        limit_us = environment.get("WATCHDOG_USEC", "")
        self._period_s = int(limit_us) / 3e6 if limit_us.isdecimal() else 0.0
        self._well = well
        self._ready = False
        self._next_s = 0.0

    def ready(self) -> None:
        """The robot has started."""
        if not self._ready:
            self._ready = True
            self._tell("READY=1")

    def step(self, now_s: float) -> None:
        """Call often; tells that all is well when it is time and it is."""
        if not self._address or not self._ready or not self._period_s or now_s < self._next_s:
            return
        self._next_s = now_s + self._period_s
        if self._well():
            self._tell("WATCHDOG=1")

    def _tell(self, message: str) -> None:
        if not self._address:
            return
        # A leading @ stands for the abstract namespace.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
            speaker.sendto(message.encode(), address)
