"""A text that no log, traceback or page may show."""

from __future__ import annotations

import hmac
from typing import NoReturn


class Secret:
    """Holds a password or token; only `reveal` gives it out."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: for hashing, and for showing once to the person it is made for."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    def __str__(self) -> str:
        return "***"

    def __format__(self, _spec: str) -> str:
        return "***"

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        """In the same time wherever the difference is."""
        return isinstance(other, Secret) and hmac.compare_digest(
            self._text.encode(), other._text.encode()
        )

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")
