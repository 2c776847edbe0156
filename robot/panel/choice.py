"""Which days and which robots a link, form or command asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from robot.stats.months import Month
from robot.stats.periods import Period
from robot.stats.tally import ALL, Scope


@dataclass(frozen=True, slots=True)
class Choice:
    """What figures are asked for."""

    period: Period
    scope: Scope

    def arguments(self) -> dict[str, str]:
        """The query of a link that keeps this choice."""
        if self.period.month:
            days = {"month": str(self.period.month)}
        else:
            days = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        whose = {"building": self.scope.building, "robot": self.scope.robot}
        return days | {name: value for name, value in whose.items() if value}


def chosen(arguments: Mapping[str, str], today: date, robots: Sequence[Scope]) -> Choice:
    """The choice of a query: `month`, or `from` and `to`; `building`, and `robot` in it.

    Empty ones count as not given; without days it is the month of `today`. `robots` are those
    that there are. Raises ValueError, which names what is wrong and what is expected.
    """
    month, first, last, building, robot = (
        arguments.get(name, "").strip() for name in ("month", "from", "to", "building", "robot")
    )
    if robot and not building:
        raise ValueError(f"robot {robot!r} without its building; expected building as well")
    scope = Scope(building, robot)
    if scope != ALL and not any(scope in (of, Scope(of.building)) for of in robots):
        known = ", ".join(f"{of.robot} in {of.building}" for of in robots) or "none yet"
        raise ValueError(f"no robot {robot!r} in building {building!r}; there are: {known}")
    if bool(first) != bool(last):
        raise ValueError("only one of from and to; expected both, or month instead")
    if month and first:
        raise ValueError("both month and from; expected one of them")
    if first:
        period = Period.parse(first, last)
    else:
        period = Period.of_month(Month.parse(month) if month else Month(today.year, today.month))
    return Choice(period, scope)
