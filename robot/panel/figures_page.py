"""What the page of figures shows: cards and charts in the reader's language, from a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from robot.panel.plots import Bar, Chart, chart
from robot.stats.figures import Figures
from robot.stats.periods import Period
from robot.stats.report import Report

Words = Mapping[str, str]
DAYS_SHOWN = 62
"""Longer periods are drawn by month."""


@dataclass(frozen=True, slots=True)
class Card:
    """One number, what it counts, and what it was before."""

    id: str
    title: str
    value: str
    meaning: str
    before: str
    year_before: str


_CARDS: tuple[tuple[str, int, float, str], ...] = (
    ("interactions", 0, 1, ""),
    ("escorts", 0, 1, ""),
    ("escorts_arrived", 0, 1, ""),
    ("escort_m", 0, 1, "m"),
    ("answer_median_s", 1, 1, "s"),
    ("answer_p90_s", 1, 1, "s"),
    ("length_median_s", 0, 1, "s"),
    ("length_p90_s", 0, 1, "s"),
    ("not_understood", 0, 1, ""),
    ("rated_good", 0, 1, ""),
    ("rated_bad", 0, 1, ""),
    ("robot_hours", 1, 1, "h"),
    ("charging_hours", 1, 1, "h"),
    ("stopped_hours", 2, 1, "h"),
    ("charge_mean", 0, 100, "%"),
    ("charge_lowest", 0, 100, "%"),
)
"""Figure, digits behind the point, factor, unit."""


def number(value: float | None, digits: int, words: Words) -> str:
    """A number as the language writes it; a dash for None."""
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}"
    return text.translate({ord(","): words["thousands_mark"], ord("."): words["decimal_mark"]})


def day_text(day: date, words: Words) -> str:
    """A day in words."""
    month = words["month_names"].split()[day.month - 1]
    return words["date"].format(day=day.day, month=month, year=day.year)


def period_text(period: Period, words: Words) -> str:
    """A month by its name, other days from the first to the last."""
    if period.month:
        return f"{words['month_names'].split()[period.month.month - 1]} {period.month.year}"
    if period.first == period.last:
        return day_text(period.first, words)
    return f"{day_text(period.first, words)} – {day_text(period.last, words)}"


def cards(report: Report, words: Words) -> list[Card]:
    """Every figure that is one number."""

    def card(name: str, digits: int, factor: float, unit: str) -> Card:
        every = (report.figures, report.before.figures, report.year_before.figures)
        now, before, year = (_scaled(getattr(each, name), factor) for each in every)

        def shown(value: float | None) -> str:
            return number(value, digits, words) + (f" {unit}" if unit and value is not None else "")

        def past(value: float | None) -> str:
            return f"{shown(value)} {_change(now, value, words)}".strip()

        title, meaning = words[f"figure_{name}"], words[f"meaning_{name}"]
        return Card(name, title, shown(now), meaning, past(before), past(year))

    return [card(*each) for each in _CARDS]


def charts(report: Report, words: Words, names: Mapping[str, str]) -> list[Chart]:
    """Every figure that has parts; `names` are those of departments, services and places."""
    weekdays = words["weekday_names"].split()
    pasts = (report.before.figures, report.year_before.figures)

    def parted(
        name: str, heading: str, label: Callable[[Any], str], *, upright: bool = False
    ) -> Chart:
        bars = _bars(report.figures, pasts, name, label)
        title, meaning = words[f"figure_{name}"], words[f"meaning_{name}"]
        return chart(name, title, meaning, words[heading], bars, upright=upright)

    def worded(prefix: str) -> Callable[[str], str]:
        return lambda key: words.get(prefix + key) or _named(key, names)

    def named(key: str) -> str:
        return _named(key, names)

    return [
        _by_day(report, words),
        parted("by_hour", "hour", str, upright=True),
        parted("by_weekday", "weekday", lambda day: weekdays[day - 1], upright=True),
        parted("by_outcome", "name", worded("outcome_")),
        parted("by_channel", "name", worded("channel_")),
        parted("by_language", "name", named),
        parted("by_department", "name", named),
        parted("by_service", "name", named),
        parted("by_facility", "name", named),
        parted("unserved", "name", named),
        parted("stops", "name", worded("stop_")),
    ]


def names_of(catalogue: Mapping[str, Any], language: str) -> dict[str, str]:
    """Ids of languages, departments, services and places to their names."""
    departments = catalogue["departments"]
    entries = [*departments, *catalogue["facilities"]]
    entries += [service for department in departments for service in department["services"]]
    names = {entry["id"]: entry["name"].get(language, entry["id"]) for entry in entries}
    return names | {entry["id"]: entry["name"] for entry in catalogue["languages"]}


def _named(key: str, names: Mapping[str, str]) -> str:
    """A name; what the content does not know any more is told by its id."""
    return names.get(key) or key.replace("_", " ")


def _by_day(report: Report, words: Words) -> Chart:
    by_day, months = report.figures.by_day, words["month_names"].split()
    name, heading, meaning = "by_day", "day", words["meaning_by_day"]
    if len(by_day) > DAYS_SHOWN:
        name, heading, meaning = "by_month", "month", words["meaning_by_month"]
        sums: Counter[tuple[int, int]] = Counter()
        for day, count in by_day.items():
            sums[day.year, day.month] += count
        bars = [Bar(f"{months[month - 1]} {year}", n) for (year, month), n in sums.items()]
    else:
        bars = [Bar(f"{day.day}", count) for day, count in by_day.items()]
    return chart("by_day", words[f"figure_{name}"], meaning, words[heading], bars, upright=True)


def _bars(
    now: Figures, pasts: tuple[Figures, Figures], name: str, label: Callable[[Any], str]
) -> Iterator[Bar]:
    counts, *then = (getattr(figures, name) for figures in (now, *pasts))
    for key in dict.fromkeys([*counts, *then[0], *then[1]]):
        past, year = (each.get(key, 0) for each in then)
        yield Bar(label(key), counts.get(key, 0), past, year)


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _change(now: float | None, then: float | None, words: Words) -> str:
    """By how many percent it is more or less than then; empty where that says nothing."""
    if now is None or not then:
        return ""
    percent = round(100 * (now - then) / then)
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    return f"({sign}{number(abs(percent), 0, words)} %)"
