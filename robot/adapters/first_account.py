"""The first administrator, made once where a panel has no account yet."""

from __future__ import annotations

from datetime import datetime, timezone

from robot.access.accounts import Account, AccountRefused, Deed, Role
from robot.access.secret import Secret
from robot.adapters.argon2_hasher import Argon2Hasher
from robot.adapters.chance import new_password
from robot.adapters.sql_accounts import SqlAccounts

NAME = "admin"


def has_accounts(url: str) -> bool:
    """Whether anybody can log in. Raises StoreError."""
    store = SqlAccounts(url)
    try:
        return bool(store.accounts())
    finally:
        store.close()


def first_account(url: str) -> Secret | None:
    """Make the account `admin` and return its password; None where there are accounts already.

    Raises StoreError.
    """
    store = SqlAccounts(url)
    try:
        if store.accounts():
            return None
        password = new_password()
        store.add(Account(NAME, Role.ADMINISTRATOR), Argon2Hasher().hash(password))
        store.note(Deed(datetime.now(timezone.utc), "terminal", "account_added", NAME))
    except AccountRefused:  # another start was quicker
        return None
    finally:
        store.close()
    return password
