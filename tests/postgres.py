"""A PostgreSQL of our own for tests: Debian's package, a cluster in a temporary folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

START_S = 60.0


def programs() -> Path | None:
    """The folder of initdb and postgres; None: they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """A cluster that can be started, stopped and killed, whoever runs the tests."""

    def __init__(self) -> None:
        bin_folder = programs()
        assert bin_folder is not None
        self._bin = bin_folder
        # Not below pytest's folder: each start of a pytest shuts that to all users but its own.
        self._folder = Path(tempfile.mkdtemp(prefix="l2b2-postgres-"))
        self._as = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(self._folder, "postgres", "postgres")
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", self._folder / "data", "-U", "l2b2", "-A", "trust", "--no-sync")

    def start(self) -> None:
        """Start, and wait until it answers."""
        command: list[Any] = [self._bin / "postgres", "-D", self._folder / "data"]
        command += ["-p", self._port, "-h", "127.0.0.1", "-k", self._folder]
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [str(part) for part in command],
                stdout=subprocess.DEVNULL,
                stderr=log,
                **self._as,
            )
        deadline_s = time.monotonic() + START_S
        while True:
            try:
                psycopg.connect(self.dsn("postgres")).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < deadline_s, (self._folder / "log").read_text()
                time.sleep(0.05)

    def kill(self) -> None:
        """The power fails: every process of it is gone at once."""
        assert self._server is not None
        children = _children(self._server.pid)
        self._server.kill()
        self._server.wait()
        for child in children:
            with contextlib.suppress(ProcessLookupError):  # it has seen that the server is gone
                os.kill(child, signal.SIGKILL)

    def remove(self) -> None:
        """Kill it and let its files go."""
        if self._server is not None:
            self.kill()
        shutil.rmtree(self._folder)

    def new_database(self, name: str) -> str:
        """SQLAlchemy URL of a new, empty database."""
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql://l2b2@127.0.0.1:{self._port}/{name}"

    def dsn(self, name: str) -> str:
        """For psycopg itself."""
        return f"host=127.0.0.1 port={self._port} user=l2b2 dbname={name} connect_timeout=5"

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._bin / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self._as)


def _children(parent: int) -> list[int]:
    told = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in told.split()]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
