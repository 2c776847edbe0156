"""The report of simulated days: one HTML page with its plots inside, no scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from robot.core.grid import Grid
from sim.outcome import Figures
from sim.plots import columns, curves, paths
from sim.result import DayResult

_STYLE = """
:root { color-scheme: light dark; --ink: #1e242c; --faint: #5d6672; --paper: #fbfbf9;
  --line: #d5d8dc; --fill: #126185; --second: #c45420; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --faint: #a2abb6; --paper: #16191d;
  --line: #3a4048; --fill: #5cb3d9; --second: #f0905e; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
p.note, figcaption { color: var(--faint); font-size: .9rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .9rem .2rem 0; text-align: left;
  border-bottom: 1px solid var(--line); } td.n { text-align: right;
  font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; }
dt { color: var(--faint); font-size: .85rem; } dd { margin: 0; font-size: 1.5rem; }
svg { width: 100%; height: auto; } svg text { fill: var(--faint); font-size: 11px; }
figure { margin: 0; }
"""
_MOST_ROWS = 200


def write_report(file: Path, figures: Figures, days: Sequence[DayResult], floor: Grid) -> None:
    """Write the page. Raises OSError."""
    file.write_text(report_page(figures, days, floor), encoding="utf-8")


def report_page(figures: Figures, days: Sequence[DayResult], floor: Grid) -> str:
    """The whole page."""
    visits, seed = figures["visits"], figures["seed"]
    title = f"{visits} simulated visits on {len(days)} days"
    body = [
        f"<h1>{title}</h1>",
        f'<p class="note">Seed {seed}; {figures["simulated_s"] / 3600:.0f} hours in '
        f"{figures['wall_s'] / 60:.1f} minutes, {figures['speed_up']:.0f} times real time on one "
        "core. Real brain, escort, tracker, navigation and safety rules on MuJoCo.</p>",
        _head(figures),
        *_by_time(figures),
        *_outcomes(figures),
        *_safety(figures),
        *_battery(days, figures),
        *_ways(days, floor),
        *_unserved(figures),
    ]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'
    )


def _head(figures: Figures) -> str:
    waited = figures["waited_s"]
    numbers = {
        "people": figures["visitors"],
        "visits that stayed": figures["stayed"],
        "served to the right place": f"{figures['served_share']:.1%}",
        "contacts caused by the robot": figures["contacts_by_cause"]["robot"],
        "gone without a word": figures["wordless"],
        "median wait": f"{waited['median']:.0f} s",
        "driven": f"{figures['driven_m'] / 1000:.1f} km",
        "lowest charge": f"{figures['lowest_battery']:.0%}",
    }
    return (
        "<dl>"
        + "".join(f"<div><dt>{k}</dt><dd>{v}</dd></div>" for k, v in numbers.items())
        + "</dl>"
    )


def _by_time(figures: Figures) -> Iterable[str]:
    hours, days = figures["hours"], figures["days"]
    yield "<h2>By the hour of coming</h2>"
    yield columns(
        {h: (row["visits"], row["served"]) for h, row in hours.items()}, "visits", "served"
    )
    yield "<h2>Waiting, by the hour</h2>"
    yield columns({h: (round(row["waited_s"]), 0) for h, row in hours.items()}, "mean seconds", "")
    yield "<h2>By day</h2>"
    yield columns({d[5:]: (r["visits"], r["served"]) for d, r in days.items()}, "visits", "served")


def _outcomes(figures: Figures) -> Iterable[str]:
    yield "<h2>How visits ended</h2>"
    yield _table(("for the visitors", "visits"), figures["endings"].items())
    yield _table(("as the robot recorded it", "visits"), figures["outcomes"].items())
    rows = [
        (name, row["visits"], row["stayed"], row["served"])
        for name, row in figures["languages"].items()
    ]
    yield _table(("language", "visits", "stayed", "served"), rows)


def _safety(figures: Figures) -> Iterable[str]:
    yield "<h2>Contacts and stops</h2>"
    yield _table(("contact brought about by", "times"), figures["contacts_by_cause"].items())
    rows = [
        (c["day"], f"{c['time_s']:.0f} s", c["touched"], c["cause"], f"{c['x']:.1f}, {c['y']:.1f}")
        for c in figures["contacts"][:_MOST_ROWS]
    ]
    if rows:
        yield _table(("day", "at", "touched", "cause", "robot at x, y (m)"), rows)
    yield _table(("stop by the safety rule", "times"), figures["stops"].items())
    yield _table(("staff called because", "times"), figures["staff_reasons"].items())


def _battery(days: Sequence[DayResult], figures: Figures) -> Iterable[str]:
    yield "<h2>Charge</h2>"
    lines = [[(s / 3600.0, 100.0 * charge) for s, charge in day.battery] for day in days]
    yield curves(lines, "hours since the robot stood ready", "percent; one line a day")


def _ways(days: Sequence[DayResult], floor: Grid) -> Iterable[str]:
    cells: Counter[tuple[int, int]] = Counter()
    for day in days:
        cells.update(day.cells)
    yield "<h2>Where the robot drove</h2>"
    yield paths(cells, floor)


def _unserved(figures: Figures) -> Iterable[str]:
    yield "<h2>Stayed and not brought to the right place</h2>"
    rows = [
        (f"{u['day']}:{u['visit']}", u["wish"], u["outcome"] or "no record")
        for u in figures["unserved"][:_MOST_ROWS]
    ]
    yield _table(("replay", "wish", "recorded as"), rows) if rows else "<p>Nobody.</p>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    kind = ' class="n"' if isinstance(value, int | float) else ""
    return f"<td{kind}>{escape(str(value))}</td>"
