"""Logging in: the name, the password, and the patience with those who guess."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from robot.access.accounts import LONGEST_PASSWORD, Account, AccountStore, Role
from robot.access.attempts import Attempts
from robot.access.secret import Secret


class Hasher(Protocol):
    """Passwords to what may be kept."""

    def hash(self, password: Secret) -> str:
        """A salted hash that names its own method."""

    def verify(self, password_hash: str, password: Secret) -> bool:
        """Whether the hash was made of this password."""

    def outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with weaker parameters than those in use now."""


class LogInRefused(Exception):
    """The log-in failed; it does not say whether by name or by password."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("wrong name or password")
        self.wait_s = wait_s
        """Above 0: too many tries; this long until the next."""


class Entrance:
    """Lets in who knows the password."""

    def __init__(self, accounts: AccountStore, hasher: Hasher) -> None:
        self._accounts = accounts
        self._hasher = hasher
        self._attempts = Attempts()
        self._nobody = hasher.hash(Secret("nobody has this password"))

    def enter(self, name: str, password: Secret, address: str, now: datetime) -> Account:
        """Who it is. Raises LogInRefused; an unknown name takes as long as a wrong password."""
        name, now_s = name.strip().lower()[:64], now.timestamp()
        wait_s = self._attempts.wait_s(name, address, now_s)
        if wait_s > 0:
            raise LogInRefused(wait_s)
        known = self._accounts.password_hash(name)
        kept = known[1] if known else self._nobody
        fits = len(password) <= LONGEST_PASSWORD and self._hasher.verify(kept, password)
        if not fits or known is None or known[0].role is Role.ROBOT:
            self._attempts.failed(name, address, now_s)
            raise LogInRefused(0.0)
        self._attempts.succeeded(name, address)
        if self._hasher.outdated(kept):
            self._accounts.set_password(name, self._hasher.hash(password))
        return known[0]
