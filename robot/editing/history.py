"""What was published: who changed which file when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

BY_HAND = ""
"""Who changed a file with an editor or git: nobody that we know."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One change of one file."""

    number: int
    """Counted from 1."""
    at: datetime
    """Aware; of a change by hand when it was noticed."""
    who: str
    """Name of the account, or BY_HAND."""
    file: str
    before: str
    """Digest of the text; empty: there was no file."""
    after: str
    """Digest of the text; empty: there is no file any more."""
    undone: int = 0
    """Number of the publication that this one took back; 0: none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that somebody works on and that is not published yet."""

    file: str
    who: str
    text: str
    base: str
    """Digest of the published text that it began with; empty: a new file."""
    at: datetime
    """Last change; aware."""

    @property
    def digest(self) -> str:
        """Of the text."""
        return digest_of(self.text)


def digest_of(text: str) -> str:
    """Two texts with the same digest are the same."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()
