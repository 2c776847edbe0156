"""What holds of every store of accounts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from robot.access.accounts import Account, AccountRefused, Deed, Role, Session
from robot.access.secret import Secret
from robot.adapters.first_account import first_account, has_accounts
from robot.adapters.sql_accounts import SqlAccounts
from robot.stats.visits import StoreError

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
ANNA = Account("anna", Role.STAFF, "registry_office")
ADMIN = Account("admin", Role.ADMINISTRATOR)
TOKEN = Secret("token")


@pytest.fixture
def store(database_url: str) -> Iterator[SqlAccounts]:
    made = SqlAccounts(database_url)
    yield made
    made.close()


def test_accounts_are_kept_with_their_hash(store: SqlAccounts, database_url: str) -> None:
    store.add(ANNA, "hash of anna")
    store.add(ADMIN, "hash")
    again = SqlAccounts(database_url)
    assert again.accounts() == [ADMIN, ANNA]
    assert again.password_hash("anna") == (ANNA, "hash of anna")
    assert again.password_hash("nobody") is None
    again.close()


def test_a_name_is_taken_once(store: SqlAccounts) -> None:
    store.add(ANNA, "first")
    with pytest.raises(AccountRefused, match="there is an account 'anna'"):
        store.add(ANNA, "second")
    assert store.password_hash("anna") == (ANNA, "first")


def test_a_change_is_kept_and_an_unknown_account_is_told(store: SqlAccounts) -> None:
    store.add(ANNA, "hash")
    store.change(Account("anna", Role.VIEWER))
    assert store.accounts() == [Account("anna", Role.VIEWER)]
    for change in (
        lambda: store.change(Account("bert", Role.VIEWER)),
        lambda: store.remove("bert"),
        lambda: store.set_password("bert", "x"),
        lambda: store.begin_session(TOKEN, Session("bert", NOW, NOW + HOUR)),
    ):
        with pytest.raises(AccountRefused, match="no account 'bert'"):
            change()


def test_the_last_administrator_stays(store: SqlAccounts) -> None:
    store.add(ADMIN, "hash")
    store.begin_session(TOKEN, Session("admin", NOW, NOW + HOUR))
    with pytest.raises(AccountRefused, match="last administrator"):
        store.remove("admin")
    with pytest.raises(AccountRefused, match="last administrator"):
        store.change(Account("admin", Role.VIEWER))
    assert store.session(TOKEN, False, NOW, 60.0) == ADMIN
    store.add(Account("second", Role.ADMINISTRATOR), "hash")
    store.remove("admin")
    assert store.accounts() == [Account("second", Role.ADMINISTRATOR)]


def test_a_session_ends_by_time_by_rest_by_log_out_and_with_its_account(store: SqlAccounts) -> None:
    store.add(ANNA, "hash")

    def begin() -> None:
        store.begin_session(TOKEN, Session("anna", NOW, NOW + HOUR))
        assert store.session(TOKEN, False, NOW, 60.0) == ANNA

    begin()
    assert store.session(Secret("other"), False, NOW, 60.0) is None
    assert store.session(TOKEN, False, NOW + timedelta(seconds=61), 60.0) is None
    assert store.session(TOKEN, False, NOW + HOUR, 1e6) is None
    store.end_session(TOKEN)
    assert store.session(TOKEN, False, NOW, 60.0) is None
    begin()
    store.set_password("anna", "new")
    assert store.session(TOKEN, False, NOW, 60.0) is None
    begin()
    store.remove("anna")
    assert store.session(TOKEN, False, NOW, 60.0) is None


def test_use_keeps_a_session_alive(store: SqlAccounts) -> None:
    store.add(ANNA, "hash")
    store.begin_session(TOKEN, Session("anna", NOW, NOW + HOUR))
    for minute in range(0, 59, 4):
        moment = NOW + timedelta(minutes=minute)
        assert store.session(TOKEN, False, moment, 300.0) == ANNA


def test_a_programs_token_does_not_tire_and_is_no_browsers(store: SqlAccounts) -> None:
    store.add(Account("robot-2", Role.ROBOT), "")
    store.begin_session(TOKEN, Session("robot-2", NOW, NOW + 99 * HOUR, program=True))
    assert store.session(TOKEN, True, NOW + 98 * HOUR, 60.0) is not None
    assert store.session(TOKEN, False, NOW, 60.0) is None


def test_tokens_are_not_in_the_database(tmp_path: Path) -> None:
    store = SqlAccounts(f"sqlite:///{tmp_path}/visits.sqlite")
    store.add(ANNA, "hash")
    store.begin_session(Secret("the token itself"), Session("anna", NOW, NOW + HOUR))
    store.close()
    for file in tmp_path.iterdir():
        assert b"the token itself" not in file.read_bytes()


def test_the_record_tells_the_newest_first(store: SqlAccounts) -> None:
    deeds = [Deed(NOW + n * HOUR, "anna", "remote_stop", "l2b2", str(n)) for n in range(5)]
    for deed in deeds:
        store.note(deed)
    assert store.deeds(3) == deeds[:1:-1]


def test_the_first_account_is_made_once_also_by_many_at_once(database_url: str) -> None:
    SqlAccounts(database_url).close()
    assert not has_accounts(database_url)
    made: list[Secret | None] = []
    starts = [
        threading.Thread(target=lambda: made.append(first_account(database_url))) for _ in range(4)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert sum(password is not None for password in made) == 1
    assert has_accounts(database_url)
    assert first_account(database_url) is None


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for url in ("nonsense", f"sqlite:///{tmp_path}/file/x.sqlite", "postgresql+nothing://x/y"):
        with pytest.raises(StoreError, match="cannot open"):
            SqlAccounts(url)
