"""`l2b2 account` as a person at the terminal sees it."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from robot.access.entrance import Entrance
from robot.access.secret import Secret
from robot.adapters.argon2_hasher import Argon2Hasher
from robot.adapters.sql_accounts import SqlAccounts
from robot.cli.main import main

NOW = datetime(2026, 11, 23, tzinfo=timezone.utc)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/visits.sqlite"


def run(url: str, *arguments: str, typed: str = "") -> Result:
    command = ["account", *arguments, "--store", url]
    return CliRunner().invoke(main, command, input=typed)


def test_an_account_from_its_making_to_its_end(url: str) -> None:
    made = run(url, "add", "Anna", "--role", "staff", "--department", "registry_office")
    password = made.output.strip().rpartition(" ")[2]
    assert made.exit_code == 0 and len(password) > 20
    assert "registry_office" in run(url, "list").output
    store = SqlAccounts(url)
    assert Entrance(store, Argon2Hasher()).enter("anna", Secret(password), "", NOW).name == "anna"
    own = "mein Hund heißt Lotte"
    assert own not in run(url, "password", "anna", "--typed", typed=f"{own}\n{own}\n").output
    assert Entrance(store, Argon2Hasher()).enter("anna", Secret(own), "", NOW).name == "anna"
    run(url, "add", "admin", "--role", "administrator")
    assert run(url, "remove", "anna").exit_code == 0
    assert "anna" not in run(url, "list").output
    deeds = [(deed.who, deed.action) for deed in store.deeds(9)]
    assert deeds[0] == ("terminal", "account_removed") and len(deeds) == 4
    store.close()


def test_a_robots_token_is_shown_once(url: str) -> None:
    assert "l2b2 account token robot-2" in run(url, "add", "robot-2", "--role", "robot").output
    token = run(url, "token", "robot-2", "--days", "2").output.strip().rpartition(" ")[2]
    store = SqlAccounts(url)
    found = store.session(Secret(token), True, datetime.now(timezone.utc), 60.0)
    assert found is not None and found.name == "robot-2"
    store.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "A b", "--role", "viewer"), "expected 2 to 32 of a-z"),
        (("add", "anna", "--role", "boss"), "'viewer', 'staff', 'administrator', 'robot'"),
        (("add", "anna", "--role", "viewer", "--department", "x"), "a department is for staff"),
        (("password", "nobody"), "there is no account 'nobody'"),
        (("remove", "nobody"), "there is no account 'nobody'"),
        (("token", "nobody"), "there is no account 'nobody'"),
    ],
)
def test_what_cannot_be_is_told(url: str, arguments: tuple[str, ...], told: str) -> None:
    answer = run(url, *arguments)
    assert answer.exit_code != 0
    assert told in answer.output
    assert "Traceback" not in answer.output


def test_a_store_that_is_none_is_told() -> None:
    answer = run("nonsense", "list")
    assert answer.exit_code == 1
    assert "cannot open" in answer.output
