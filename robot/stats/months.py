"""Calendar months in a town's own time zone, daylight saving and all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int
    """1 to 12."""

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """A month from "2026-11"; ValueError names the text and the form expected."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
        if match is None or not 2000 <= int(match[1]) <= 2999:
            raise ValueError(f"'{text}' is not a month; expected the form 2026-11")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo) -> Month:
        """The month that an aware moment falls in, in `zone`."""
        local = moment.astimezone(zone)
        return cls(local.year, local.month)

    def next(self) -> Month:
        """The month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> Month:
        """The month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """First moment of this month and of the next, aware, in `zone`."""
        following = self.next()
        return (
            datetime(self.year, self.month, 1, tzinfo=zone),
            datetime(following.year, following.month, 1, tzinfo=zone),
        )

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
