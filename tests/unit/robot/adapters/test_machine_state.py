"""One start at a time, and ports that are free."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from robot.adapters.machine_state import AlreadyRunning, lock_path, only_start, port_is_free


def test_a_second_start_names_the_first(tmp_path: Path) -> None:
    lock = tmp_path / "l2b2.lock"
    told = pytest.raises(AlreadyRunning, match=f"process {os.getpid()}")
    with only_start(lock), told, only_start(lock):
        pytest.fail("two at a time")
    with only_start(lock):
        pass


def test_robots_in_different_domains_do_not_exclude_each_other(tmp_path: Path) -> None:
    one = lock_path({"XDG_RUNTIME_DIR": str(tmp_path), "ROS_DOMAIN_ID": "1"})
    two = lock_path({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert one.parent == two.parent == tmp_path
    assert one != two


def test_a_port_in_use_is_not_free() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        assert not port_is_free("127.0.0.1", server.getsockname()[1])
    assert port_is_free("127.0.0.1", 0)
