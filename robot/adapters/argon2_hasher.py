"""Passwords hashed with Argon2id, parameters of RFC 9106, section 4 (second choice)."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from robot.access.secret import Secret


class Argon2Hasher:
    """A Hasher; one hash at a time, so that many log-ins at once do not eat the memory."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """`hasher` brings parameters of its own; tests take cheap ones."""
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=2)
        self._one = threading.Lock()

    def hash(self, password: Secret) -> str:
        """See Hasher.hash."""
        with self._one:
            return self._hasher.hash(password.reveal())

    def verify(self, password_hash: str, password: Secret) -> bool:
        """See Hasher.verify."""
        try:
            with self._one:
                return self._hasher.verify(password_hash, password.reveal())
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, password_hash: str) -> bool:
        """See Hasher.outdated."""
        return self._hasher.check_needs_rehash(password_hash)
