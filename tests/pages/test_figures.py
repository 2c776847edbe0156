"""The figures that a browser shows equal those counted from the records by plain SQL.

Nothing of ours counts here: only sqlite3, the time zone's rules, and the words of the page.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml

from robot.adapters.folders import CONTENT
from tests.pages.conftest import Open, Site, log_in

BERLIN = ZoneInfo("Europe/Berlin")
WORDS = yaml.safe_load((CONTENT / "screen" / "en.yaml").read_text("utf-8"))["panel"]
READ = """() => {
  const shown = {};
  for (const card of document.querySelectorAll(".figures .card")) {
    const [now, before] = card.querySelectorAll(".value, .past");
    shown[now.id] = [now.textContent, before.lastChild.textContent];
  }
  for (const chart of document.querySelectorAll(".chart")) {
    const rows = [...chart.querySelectorAll("tbody tr")];
    const cells = rows.map((row) => [row.cells[0].textContent, row.cells[1].textContent]);
    shown[chart.id] = Object.fromEntries(cells);
  }
  return shown;
}"""


@dataclass(frozen=True)
class Asked:
    """What is chosen, and the same in SQL."""

    link: str
    first: date
    last: date
    before: tuple[date, date]
    robot: str = ""

    @property
    def where(self) -> tuple[str, tuple[object, ...]]:
        return self._where(self.first, self.last)

    @property
    def where_before(self) -> tuple[str, tuple[object, ...]]:
        return self._where(*self.before)

    def _where(self, first: date, last: date) -> tuple[str, tuple[object, ...]]:
        bounds = (first, last + timedelta(days=1))
        since, until = (datetime.combine(day, time(), BERLIN).timestamp() * 1e6 for day in bounds)
        whose = " AND robot = ?" if self.robot else ""
        values = (since, until, *([self.robot] if self.robot else []))
        return f"WHERE started_us >= ? AND started_us < ?{whose}", values


OCTOBER, NOVEMBER, TODAY = date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 24)
ASKED = (
    Asked(
        "/?month=2026-11", NOVEMBER, date(2026, 11, 30), (OCTOBER, OCTOBER.replace(day=TODAY.day))
    ),
    Asked(
        "/?month=2026-10&building=town_hall&robot=robot+2",
        OCTOBER,
        date(2026, 10, 31),
        (date(2026, 9, 1), date(2026, 9, 30)),
        "robot 2",
    ),
    Asked(
        "/?from=2026-10-20&to=2026-11-05&building=town_hall",
        date(2026, 10, 20),
        date(2026, 11, 5),
        (date(2026, 10, 3), date(2026, 10, 19)),
    ),
)


def number(text: str) -> float:
    """Of "1,234 m" or "7 (+3 %)"."""
    return float(text.split()[0].replace(",", ""))


def numbers(table: dict[str, str]) -> dict[str, float]:
    """Names and counts that are not nought."""
    return {name: number(count) for name, count in table.items() if number(count)}


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.link)
def test_what_is_shown_is_what_the_records_say(site: Site, open_page: Open, asked: Asked) -> None:
    page = open_page(site.panel)
    log_in(page, site, "vera", f"{asked.link}&lang=en")
    shown = page.evaluate(READ)
    with closing(sqlite3.connect(site.database)) as records:

        def one(what: str, table: str = "visits") -> float:
            where, values = asked.where
            return records.execute(f"SELECT {what} FROM {table} {where}", values).fetchone()[0] or 0

        def each(what: str, source: str = "visits") -> list[str]:
            where, values = asked.where
            return [v for (v,) in records.execute(f"SELECT {what} FROM {source} {where}", values)]

        where, values = asked.where_before
        before = records.execute(f"SELECT count(*) FROM visits {where}", values).fetchone()[0]
        visits = one("count(*)")
        assert visits > 100, "the fixture has visits"
        assert number(shown["interactions"][0]) == visits
        assert shown["interactions"][1].strip().startswith(f"{before:,}" if before else "–")
        assert number(shown["escorts"][0]) == one("sum(escorts)")
        assert number(shown["escorts_arrived"][0]) == one("sum(escorts_arrived)")
        assert number(shown["escort_m"][0]) == pytest.approx(one("sum(escort_m)"), abs=0.5001)
        assert number(shown["not_understood"][0]) == one("sum(not_understood)")
        assert number(shown["rated_good"][0]) == one("sum(rating = 1)")
        assert number(shown["rated_bad"][0]) == one("sum(rating = -1)")
        waits = sorted(each("CAST(answer_s * 10 + 0.5 AS INTEGER)"))
        assert number(shown["answer_median_s"][0]) == waits[-(-len(waits) // 2) - 1] / 10
        hours = one("sum(ended_us - started_us)", "shifts") / 3.6e9
        assert number(shown["robot_hours"][0]) == pytest.approx(hours, abs=0.0501)
        stops = Counter()
        for told in each("stops", "shifts"):
            stops.update(yaml.safe_load(told))
        assert sorted(numbers(shown["stops"]).values()) == sorted(stops.values())
        begun = [datetime.fromtimestamp(us / 1e6, BERLIN) for us in each("started_us")]
        assert numbers(shown["by_day"]) == by(f"{at.day}" for at in begun)
        assert numbers(shown["by_hour"]) == by(f"{at.hour}" for at in begun)
        weekdays = WORDS["weekday_names"].split()
        assert numbers(shown["by_weekday"]) == by(weekdays[at.weekday()] for at in begun)
        for kind in ("outcome", "channel"):
            named = by(WORDS[f"{kind}_{value}"] for value in each(kind))
            assert numbers(shown[f"by_{kind}"]) == named
        languages = {"de": "Deutsch", "en": "English", "tr": "Türkçe"}
        assert numbers(shown["by_language"]) == by(languages[one] for one in each("language"))
        parts = (
            ("by_department", each("department")),
            ("by_service", each("value", "visits, json_each(visits.services)")),
            ("unserved", each("value", "visits, json_each(visits.unserved)")),
        )
        for name, found in parts:
            assert sorted(numbers(shown[name]).values()) == sorted(by(found).values()), name


def by(values: object) -> dict[str, float]:
    return dict(Counter(values))  # type: ignore[call-overload]
