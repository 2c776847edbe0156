"""Visits and shifts for tests, and a store that is nothing but a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from robot.core.shift import Shift
from robot.core.visit import Channel, Outcome, Visit
from robot.stats.periods import Period
from robot.stats.tally import ALL, Key, Scope, Totals, day_of, scopes_of, tally_of
from robot.stats.visits import VisitStore

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=timezone.utc)


def visit(number: int, started: datetime = NOON, **values: Any) -> Visit:
    """A visit that was led to the citizens' office."""
    facts: dict[str, Any] = {
        "robot": "l2b2",
        "building": "town_hall",
        "ended": started + timedelta(seconds=75.25),
        "language": "tr",
        "channel": Channel.MIXED,
        "outcome": Outcome.LED,
        "services": ("passport", "id_card"),
        "department": "citizens_office",
        "answer_s": 0.5,
        "escorts": 1,
        "escorts_arrived": 1,
        "escort_m": 14.5,
        "unserved": ("out_of_scope",),
        "rating": 1,
    }
    return Visit(
        id=f"00000000-0000-4000-8000-{number:012d}", started=started, **{**facts, **values}
    )


def shift(number: int, started: datetime = NOON, **values: Any) -> Shift:
    """Ten minutes of a robot's work."""
    facts: dict[str, Any] = {
        "robot": "l2b2",
        "building": "town_hall",
        "ended": started + timedelta(minutes=10),
        "charge": 0.83,
        "charging_s": 60.0,
        "stopped_s": 12.5,
        "stops": {"obstacle": 2},
    }
    return Shift(
        id=f"00000000-0000-4000-9000-{number:012d}", started=started, **{**facts, **values}
    )


def visits(start: datetime, span: timedelta, most: int = 40) -> st.SearchStrategy[list[Visit]]:
    """Lists of visits that begin within `span` after `start`, all sorts of them."""
    asked = st.lists(st.sampled_from(["passport", "id_card", "dog_tax"]), max_size=3)
    one = st.fixed_dictionaries(
        {
            "started": st.timedeltas(timedelta(), span - timedelta(seconds=1)),
            "length": st.timedeltas(timedelta(), timedelta(hours=2)),
            "robot": st.sampled_from(["one", "two"]),
            "building": st.sampled_from(["town_hall", "library"]),
            "language": st.sampled_from(["de", "en", "tr"]),
            "channel": st.sampled_from(list(Channel)),
            "outcome": st.sampled_from(list(Outcome)),
            "services": asked,
            "answer_s": st.none() | st.floats(0, 100),
            "not_understood": st.integers(0, 3),
            "unserved": st.lists(st.sampled_from(["selfie", "out_of_scope"]), max_size=2),
            "rating": st.sampled_from([-1, 0, 1]),
            "escort_m": st.floats(0, 200).map(lambda metres: round(metres, 2)),
        }
    )
    return st.lists(one, max_size=most).map(lambda drawn: _visits(start, drawn))


def _visits(start: datetime, drawn: Sequence[dict[str, Any]]) -> list[Visit]:
    made = []
    for number, values in enumerate(drawn):
        started = (start + values.pop("started")).astimezone(timezone.utc)
        services, unserved = tuple(values.pop("services")), tuple(values.pop("unserved"))
        ended = started + values.pop("length")
        each = {**values, "services": services, "unserved": unserved, "ended": ended}
        made.append(visit(number, started, **each))
    return made


def totals(
    store: VisitStore,
    scope: Scope = ALL,
    first: date = date(2026, 1, 1),
    last: date = date(2026, 12, 31),
) -> Totals:
    """What a store says of some days."""
    return store.totals(scope, [Period(first, last)])[0]


class ListStore:
    """A VisitStore in memory."""

    def __init__(self, zone: ZoneInfo = BERLIN) -> None:
        self.zone = zone
        self._records: dict[str, Visit | Shift] = {}

    def add(self, record: Visit | Shift) -> bool:
        if record.id in self._records:
            return False
        self._records[record.id] = record
        return True

    def add_all(self, records: Sequence[Visit | Shift], *, forwarded: bool = False) -> int:
        return sum(self.add(record) for record in records)

    def between(self, start: datetime, end: datetime, scope: Scope = ALL) -> Iterator[Visit]:
        kept = [
            record
            for record in self._records.values()
            if isinstance(record, Visit)
            and start <= record.started < end
            and scope in scopes_of(record)
        ]
        return iter(sorted(kept, key=lambda record: (record.started, record.id)))

    def totals(self, scope: Scope, periods: Sequence[Period]) -> Sequence[Totals]:
        return [self._totals(scope, period) for period in periods]

    def _totals(self, scope: Scope, period: Period) -> Totals:
        sums: Counter[Key] = Counter()
        by_day = {}
        for day, key, value in self.day_figures(scope, period.first, period.last):
            sums[key] += value
            if key == ("visits", ""):
                by_day[day] = value
        return Totals(sums, by_day)

    def day_figures(self, scope: Scope, first: date, last: date) -> Iterator[tuple[date, Key, int]]:
        sums: Counter[tuple[date, Key]] = Counter()
        for record in self._records.values():
            if scope in scopes_of(record):
                for key, value in tally_of(record, self.zone).items():
                    sums[day_of(record, self.zone), key] += value
        for (day, key), value in sorted(sums.items()):
            if first <= day <= last:
                yield day, key, value

    def robots(self) -> Sequence[Scope]:
        return sorted(
            {scopes_of(record)[-1] for record in self._records.values()},
            key=lambda scope: (scope.building, scope.robot),
        )

    def first_day(self) -> date | None:
        return min((day_of(record, self.zone) for record in self._records.values()), default=None)
