"""Where things lie on disk: the project's own files, and the user's data by the XDG rules.

XDG Base Directory Specification 0.8: data under XDG_DATA_HOME, else ~/.local/share.
"""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
"""The checkout: content, maps and launch files lie in it."""

CONTENT = PROJECT / "dialogues"
"""What the robot says and knows."""
MAP = PROJECT / "nav_maps" / "town_hall"
"""The building it drives in."""


def data_folder() -> Path:
    """The folder of everything the robot keeps; not made here."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "l2b2"


def cache_folder() -> Path:
    """The folder of what can be computed again; not made here."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "l2b2"


def default_store_url() -> str:
    """The visit store of this machine."""
    return f"sqlite:///{data_folder() / 'visits.sqlite'}"
