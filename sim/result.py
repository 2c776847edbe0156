"""What one simulated day leaves behind: small plain values, whatever happened in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from robot.core.events import Stopped
from robot.core.visit import Outcome, Visit
from sim.embedded.phases import SERVED, STAYED, Ending
from sim.embedded.visitors import Visitor
from sim.embedded.world import Contact, World

CELL_M = 0.25
"""Of the squares in which the robot's way is counted."""
_BATTERY_EVERY_S = 300.0


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as the truth has it; several people who come together are one visit."""

    day: int
    number: int
    language: str
    wish: str
    place: str
    """The door or lift to be led to."""
    group: int
    came_s: float
    """On the day's clock."""
    waited_s: float | None
    """Until this visitor stood before the robot; None: never did."""
    ended_s: float
    ending: Ending
    outcome: Outcome | None
    """As the robot recorded it; None: it has no record."""
    led_m: float
    wordless: bool
    """Stood before the robot and went without a word from it."""

    @property
    def stayed(self) -> bool:
        """Did not leave by their own script."""
        return self.ending in STAYED

    @property
    def served(self) -> bool:
        """Brought to the right place; or told the way there, where that was wanted."""
        return self.ending in SERVED


def row_of(visitor: Visitor, day: int, records: Mapping[str, Visit]) -> VisitRow:
    """What is kept of a visitor who has gone."""
    met = not math.isnan(visitor.talk_began_s)
    record = records.get(visitor.visit_id)
    return VisitRow(
        day=day,
        number=visitor.number,
        language=visitor.wish.language,
        wish=visitor.wish.id,
        place=visitor.wish.place,
        group=1 + len(visitor.companions),
        came_s=round(visitor.came_s, 1),
        waited_s=round(visitor.talk_began_s - visitor.came_s, 1) if met else None,
        ended_s=round(visitor.ended_s, 1),
        ending=visitor.ending,
        outcome=record.outcome if record else None,
        led_m=round(record.escort_m, 1) if record else 0.0,
        wordless=met and visitor.heard == 0,
    )


@dataclass(frozen=True, slots=True)
class DayResult:
    """Equal for equal seeds, however and wherever the day was run."""

    number: int
    start: datetime
    blocked: bool
    """A corridor was blocked for an hour."""
    pupils: int
    """Of a school class that came."""
    visits: tuple[VisitRow, ...]
    records: tuple[Visit, ...]
    """The robot's own."""
    contacts: tuple[Contact, ...]
    stops: Mapping[str, int]
    """Stops begun, by the safety rule that began them."""
    cells: Mapping[tuple[int, int], int]
    """How often the robot drove into each square of CELL_M, by column and row from map's origin."""
    battery: tuple[tuple[float, float], ...]
    """Time on the day's clock and charge, every five minutes."""
    lowest_battery: float
    staff_calls: tuple[str, ...]
    """Reasons."""
    simulated_s: float
    driven_m: float
    cpu_s: float = field(compare=False)


class Watch:
    """Counts what happens to the robot; as large at the end of a day as at its beginning."""

    def __init__(self) -> None:
        self.contacts: list[Contact] = []
        self.stops: Counter[str] = Counter()
        self.cells: Counter[tuple[int, int]] = Counter()
        self.battery: list[tuple[float, float]] = []
        self.lowest_battery = 1.0
        self._stopped = False
        self._cell: tuple[int, int] | None = None
        self._battery_s = 0.0

    def note(self, world: World, stopped: Stopped) -> None:
        """After each step."""
        self.contacts += world.take_contacts()
        if stopped.stopped and not self._stopped:
            self.stops[stopped.reason] += 1
        self._stopped = stopped.stopped
        cell = (math.floor(world.pose.x / CELL_M), math.floor(world.pose.y / CELL_M))
        if cell != self._cell:
            self._cell = cell
            self.cells[cell] += 1
        self.lowest_battery = min(self.lowest_battery, world.battery.fraction)
        if world.now_s >= self._battery_s:
            self._battery_s += _BATTERY_EVERY_S
            self.battery.append((round(world.now_s), round(world.battery.fraction, 4)))
