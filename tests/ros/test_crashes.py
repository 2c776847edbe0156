"""Recorder, panel and PostgreSQL are killed (SIGKILL) at random moments, under load.

A robot's recorder keeps visits in SQLite and forwards them; the central panel keeps them in
PostgreSQL, and takes those of another robot, too, while somebody reads its figures.
CRASH_SEED in the environment plays the same moments again.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest

pytest.importorskip("rclpy", reason="ROS 2 is not installed here: run `make setup`")

import rclpy
from diagnostic_msgs.msg import DiagnosticArray
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node

from l2b2_interfaces.msg import Visit as VisitMessage
from robot.access.accounts import Account, Role, Session
from robot.adapters.chance import new_token
from robot.adapters.forwarding import ForwardFault, to_centre
from robot.adapters.sql_accounts import SqlAccounts
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.store_upkeep import check
from robot.nodes import names
from robot.nodes.convert import visit_to_ros
from tests.e2e.conftest import free_port
from tests.postgres import Postgres
from tests.records import NOON, totals, visit

pytestmark = pytest.mark.ros
SEED = int(os.environ.get("CRASH_SEED", time.time_ns() % 100_000))
DOMAIN = "67"
VICTIMS = ("recorder", "panel", "postgres", "postgres")
VISITS_PER_S = 20.0
A_STRETCH = 100
"""Visits between two events of the test at most: the topic hands no more than 1000 over again."""
OTHERS = 500_000
"""Visits of the robot that sends by itself are numbered from here."""
WAIT_S = 240.0


@dataclass
class Program:
    """One node in a process of its own."""

    module: str
    settings: dict[str, object]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        given = [part for item in self.settings.items() for part in ("-p", "{}:={}".format(*item))]
        command = [sys.executable, "-m", self.module, "--ros-args", *given]
        self.process = subprocess.Popen(command)

    def revive(self) -> None:
        """As `l2b2 up` and systemd do."""
        if self.process is not None and self.process.poll() is not None:
            self.start()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


class Robot(Node):
    """Publishes visits, as the brain does, and hears how many the recorder says it keeps."""

    def __init__(self) -> None:
        super().__init__("robot")
        self.sent = 0
        self.told = 0
        self.most = 0
        """So many visits it may have sent by now."""
        self._visits = self.create_publisher(VisitMessage, names.VISITS, names.KEPT_QOS)
        self.create_subscription(DiagnosticArray, names.DIAGNOSTICS, self._hear, names.EVENT_QOS)
        self.create_timer(1 / VISITS_PER_S, self._end_a_visit)

    def _end_a_visit(self) -> None:
        if self.sent < self.most:
            self._visits.publish(
                visit_to_ros(visit(self.sent, NOON + timedelta(seconds=self.sent)))
            )
            self.sent += 1

    def _hear(self, message: DiagnosticArray) -> None:
        for status in message.status:
            kept = re.match(r"([0-9]+) records kept since the start", status.message)
            self.told = max(self.told, int(kept[1]) if kept else 0)


@dataclass
class Town:
    """Everything that runs, and what was acknowledged."""

    robot: Robot
    recorder: Program
    panel: Program
    postgres: Postgres
    address: str
    token_file: Path
    viewer: str
    own: Path
    """SQLite file of the robot."""
    centre: str
    """SQLAlchemy URL of the panel's store."""
    before: int = 0
    """Visits that the robot's store held when its recorder was last started."""
    acknowledged: set[str] = field(default_factory=set)
    """Ids that the panel said it keeps."""
    ending: threading.Event = field(default_factory=threading.Event)

    def kept_by_robot(self, which: str = "1") -> set[str]:
        with closing(sqlite3.connect(self.own)) as database, suppress(sqlite3.OperationalError):
            return {each for (each,) in database.execute(f"SELECT id FROM visits WHERE {which}")}
        return set()

    def kept_by_centre(self) -> set[str]:
        with psycopg.connect(self.centre) as database:
            return {each for (each,) in database.execute("SELECT id FROM visits")}

    def kill(self, victim: str) -> None:
        """Kill it, see that what it had acknowledged is there, and start it again."""
        self.robot.most += A_STRETCH
        if victim == "recorder":
            self.recorder.kill()
            assert len(self.kept_by_robot()) - self.before >= self.robot.told
            self.start_recorder()
            return
        if victim == "panel":
            self.panel.kill()
            self.panel.start()
        else:
            self.postgres.kill()
            self.postgres.start()
        told = self.acknowledged | self.kept_by_robot("forwarded")
        assert told <= self.kept_by_centre()

    def start_recorder(self) -> None:
        self.before, self.robot.told = len(self.kept_by_robot()), 0
        self.recorder.start()

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Meanwhile, who could not start because another was dead is started again."""
        deadline_s = time.monotonic() + WAIT_S
        while not condition():
            assert time.monotonic() < deadline_s, f"not within {WAIT_S:g} s: {what}"
            for program in (self.recorder, self.panel):
                program.revive()
            time.sleep(0.1)

    def until_more_is_kept(self) -> None:
        """Robot and centre keep new visits."""
        self.robot.most += A_STRETCH
        for kept in (self.kept_by_robot, self.kept_by_centre):
            count = len(kept())
            self.until(lambda kept=kept, count=count: len(kept()) > count, "work goes on")

    def send(self) -> None:
        """Another robot, which sends each visit until the panel has said that it keeps it."""
        hand_over = to_centre(self.address, str(self.token_file))
        number = OTHERS
        while not self.ending.wait(0.05):
            record = visit(number, NOON + timedelta(seconds=number - OTHERS))
            try:
                hand_over([record])
            except ForwardFault:
                self.ending.wait(0.2)
                continue
            self.acknowledged.add(record.id)
            number += 1

    def read(self) -> None:
        """Somebody who looks at the figures all the time."""
        request = urllib.request.Request(f"{self.address}/api/v1/figures")
        request.add_header("Authorization", f"Bearer {self.viewer}")
        while not self.ending.wait(0.5):
            with suppress(OSError), urllib.request.urlopen(request, timeout=10.0) as answer:
                answer.read()


@pytest.fixture
def town(
    tmp_path: Path,
    small_content: Path,
    postgres: Postgres,
    new_postgres_url: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Town]:
    monkeypatch.setenv("ROS_DOMAIN_ID", DOMAIN)
    monkeypatch.setenv("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    centre, port, token_file = new_postgres_url(), free_port(), tmp_path / "token"
    SqlVisits(centre, "Europe/Berlin").close()
    token_file.write_text(token_of(centre, "robot-1", Role.ROBOT))
    forward = {"forward_url": f"http://127.0.0.1:{port}", "forward_token_file": token_file}
    own = tmp_path / "own.sqlite"
    recorder = {"database": f"sqlite:///{own}", "content_dir": small_content, **forward}
    panel = {"database": centre, "content_dir": small_content, "port": port}
    rclpy.init()
    made = Town(
        Robot(),
        Program("robot.nodes.recorder_node", recorder),
        Program("robot.nodes.panel_node", panel),
        postgres,
        forward["forward_url"],
        token_file,
        token_of(centre, "vera", Role.VIEWER),
        own,
        centre,
    )
    with under_load(made):
        yield made
    rclpy.shutdown()


def token_of(url: str, name: str, role: Role) -> str:
    """A new account's token."""
    token, now = new_token(), datetime.now(timezone.utc)
    with closing(SqlAccounts(url)) as accounts:
        accounts.add(Account(name, role), "no password")
        until = now + timedelta(days=1)
        accounts.begin_session(token, Session(name, now, until, program=True))
    return token.reveal()


@contextmanager
def under_load(town: Town) -> Iterator[None]:
    """Everything runs and has something to do."""
    executor = SingleThreadedExecutor()
    executor.add_node(town.robot)

    def publish() -> None:
        while not town.ending.is_set():
            executor.spin_once(timeout_sec=0.1)

    jobs = [threading.Thread(target=job) for job in (publish, town.send, town.read)]
    town.panel.start()
    town.start_recorder()
    try:
        for job in jobs:
            job.start()
        yield
    finally:
        town.ending.set()
        for job in jobs:
            job.join()
        for program in (town.recorder, town.panel):
            program.kill()


def test_whatever_is_killed_what_was_acknowledged_is_there_once(town: Town) -> None:
    print(f"CRASH_SEED={SEED}")  # shown when the test fails
    chance = random.Random(SEED)
    town.until_more_is_kept()
    for victim in chance.sample(VICTIMS, len(VICTIMS)):
        time.sleep(chance.uniform(0.0, 0.5))
        town.kill(victim)
    town.until_more_is_kept()
    town.robot.most = 0
    assert town.robot.sent <= names.KEPT_QOS.depth  # so many are handed over again
    sent = {visit(number).id for number in range(town.robot.sent)}
    town.until(lambda: sent <= town.kept_by_centre(), "the centre has all that the robot has")
    assert town.kept_by_robot() == sent
    town.ending.set()
    for url in (f"sqlite:///{town.own}", town.centre):
        with closing(SqlVisits(url)) as store:
            assert list(check(store)) == []  # figures equal records: each was counted once
            kept = store.between(NOON, NOON + timedelta(days=1))
            assert totals(store).tally["visits", ""] == len(list(kept))
