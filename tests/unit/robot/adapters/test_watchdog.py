"""systemd hears that the robot is ready once, and that it is well as long as it is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.adapters.watchdog import Watchdog


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.setblocking(False)
        yield listener


def heard(listener: socket.socket) -> list[bytes]:
    said = []
    while True:
        try:
            said.append(listener.recv(100))
        except BlockingIOError:
            return said


def test_ready_once_then_well_three_times_in_the_watchdogs_time(systemd: socket.socket) -> None:
    health = [True]
    given = {"NOTIFY_SOCKET": systemd.getsockname(), "WATCHDOG_USEC": "30000000"}
    watchdog = Watchdog(given, lambda: health[0])
    watchdog.step(0.0)
    assert heard(systemd) == [], "not before it is ready"
    watchdog.ready()
    watchdog.ready()
    assert heard(systemd) == [b"READY=1"]
    for tenth in range(200):
        watchdog.step(tenth / 10)
    assert heard(systemd) == [b"WATCHDOG=1"] * 2
    health[0] = False
    watchdog.step(30.0)
    assert heard(systemd) == []


def test_without_systemd_nothing_is_said_or_asked() -> None:
    watchdog = Watchdog({}, lambda: pytest.fail("asked"))
    watchdog.ready()
    watchdog.step(100.0)
