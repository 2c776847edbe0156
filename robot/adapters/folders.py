"""Where things lie on disk: the project's own files, and the user's data by the XDG rules.

XDG Base Directory Specification 0.8: data under XDG_DATA_HOME, else ~/.local/share.
"""

from __future__ import annotations

import os
from pathlib import Path


def _project(here: Path) -> Path:
    """The checkout that `here` is a file of; share/l2b2 where colcon has installed it."""
    checkout = here.parents[2]
    if (checkout / "dialogues").is_dir():
        return checkout
    return here.parents[5] / "share" / "l2b2"  # PREFIX/lib/python3.X/site-packages/robot/adapters


PROJECT = _project(Path(__file__).resolve())
"""Content, maps and launch files lie in it."""

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
