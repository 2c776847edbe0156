"""Secrets made by the system's chance."""

from __future__ import annotations

import secrets

from robot.access.secret import Secret

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others on a terminal."""


def new_password() -> Secret:
    """Four groups of five letters, 99 bits, easy to type."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    return Secret("-".join(groups))


def new_token() -> Secret:
    """256 bits."""
    return Secret(secrets.token_urlsafe(32))
