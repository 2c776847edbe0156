"""Figures made of visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from robot.core.visit import Channel, Outcome, Visit
from robot.stats.months import Month
from robot.stats.report import figures, month_report

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 1, tzinfo=BERLIN)


def visit(number: int, started: datetime, **values: object) -> Visit:
    facts: dict[str, object] = {
        "ended": started + timedelta(seconds=60),
        "language": "de",
        "channel": Channel.TOUCH,
        "outcome": Outcome.LED,
    }
    return Visit(
        id=str(number), robot="l2b2", building="town_hall", started=started, **{**facts, **values}
    )  # type: ignore[arg-type]


visits_of_november = st.lists(
    st.tuples(
        st.integers(0, 30 * 86_400 - 1),
        st.sampled_from(["de", "en", "tr"]),
        st.sampled_from(list(Outcome)),
        st.lists(st.sampled_from(["passport", "id_card"]), max_size=3),
    ),
    max_size=40,
)


@given(visits_of_november)
def test_every_division_of_the_visits_adds_up_to_all_of_them(
    drawn: Sequence[tuple[int, str, Outcome, list[str]]],
) -> None:
    visits = [
        visit(i, START + timedelta(seconds=s), language=lang, outcome=end, services=tuple(asked))
        for i, (s, lang, end, asked) in enumerate(drawn)
    ]
    counted = figures(visits, BERLIN, days=30)
    assert counted.interactions == len(visits)
    for division in (
        counted.by_day,
        counted.by_hour,
        counted.by_language,
        counted.by_channel,
        counted.by_outcome,
    ):
        assert sum(division.values()) == len(visits)
    assert sum(counted.by_service.values()) == sum(len(v.services) for v in visits)
    assert list(counted.by_day) == list(range(1, 31))


def test_nothing_is_made_of_no_visits() -> None:
    empty = figures([], BERLIN, days=30)
    assert (empty.interactions, empty.median_length_s, empty.median_answer_s) == (0, None, None)


def test_days_and_hours_are_those_of_the_town() -> None:
    late = datetime(2026, 10, 31, 23, 30, tzinfo=timezone.utc)  # 1 November, 0:30 in Berlin
    counted = figures([visit(1, late)], BERLIN, days=30)
    assert counted.by_day[1] == 1
    assert counted.by_hour[0] == 1


def test_a_month_is_set_beside_the_one_before() -> None:
    class Store:
        def add(self, visit: Visit) -> bool:
            raise AssertionError("a report adds nothing")

        def between(self, start: datetime, end: datetime) -> Sequence[Visit]:
            months = {(2026, 11): 3, (2026, 10): 1}
            return [visit(i, start) for i in range(months.get((start.year, start.month), 0))]

        def first_start(self) -> datetime | None:
            return None

    report = month_report(Store(), Month(2026, 11), BERLIN)
    assert (report.figures.interactions, report.before.interactions) == (3, 1)
    assert (len(report.figures.by_day), len(report.before.by_day)) == (30, 31)
