"""What this machine has free: the right to be the only start, and ports."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from robot.adapters.folders import data_folder


class AlreadyRunning(Exception):
    """Another start holds the lock; says which process and what to do."""


def lock_path(environment: Mapping[str, str]) -> Path:
    """The lock of this user and ROS domain: two robots in one domain would share their topics."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    folder = Path(runtime) if runtime and os.access(runtime, os.W_OK) else data_folder()
    return folder / f"l2b2-domain-{environment.get('ROS_DOMAIN_ID') or '0'}.lock"


@contextmanager
def only_start(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs; freed by the kernel however the process ends.

    Raises:
        AlreadyRunning: another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            raise AlreadyRunning(
                f"the robot is running already (process {pid}); stop it with `kill -INT {pid}`, "
                "or start this one in another ROS domain: ROS_DOMAIN_ID=7"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True
