"""The door to wherever visits are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from robot.core.visit import Visit


class StoreError(Exception):
    """The store could not keep or give what was asked; says which store, why, and what to do."""


class VisitStore(Protocol):
    """Keeps finished visits."""

    def add(self, visit: Visit) -> bool:
        """Keep a visit for good; False, and nothing changes, if one with this id is there already.

        Raises StoreError when the visit could not be kept.
        """

    def between(self, start: datetime, end: datetime) -> Sequence[Visit]:
        """Visits started at or after `start` and before `end` (both aware), oldest first."""

    def first_start(self) -> datetime | None:
        """When the oldest visit started, aware; None when there is none."""
