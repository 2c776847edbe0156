"""How many of the people around the tracker finds, and what a scan costs; against the truth.

    make bench ARGS="-k people"

Prints a table and writes build/bench/people.json.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from robot.adapters.folders import PROJECT
from robot.core.geometry import Pose2D
from sim.embedded.figures import FIGURES, Figure, mixed
from tests.scenario.watching import WITHIN_M, Tally, Watch

HERE = Pose2D(8.5, 12.4, 0.3)
SECONDS = 60.0
SEEDS = (1, 2, 3)
OUT = PROJECT / "build" / "bench" / "people.json"


def figures(tally: Tally) -> dict[str, Any]:
    minutes = max(tally.seen_s / 60.0, 1e-9)
    return {
        "scans": tally.scans,
        "persons_per_scan": round(tally.persons / tally.scans, 2),
        "found_share": round(tally.found_share, 4),
        "identity_switches_per_person_minute": round(tally.switches / minutes, 2),
        "false_persons_per_scan": round(tally.false / tally.scans, 4),
        "second_tracks_per_scan": round(tally.doubles / tally.scans, 3),
        "off_m_median": round(float(np.median(tally.off_m)), 3),
        "ms_median": round(float(np.median(tally.took_ms)), 3),
        "ms_p95": round(float(np.percentile(tally.took_ms, 95)), 3),
        "missed": tally.missed,
    }


def whole(kinds: tuple[Figure, ...], turn_radps: float) -> Tally:
    total = Tally()
    for seed in SEEDS:
        total.add(Watch(kinds, seed, HERE).run(SECONDS / len(SEEDS), turn_radps))
    return total


def test_people() -> None:
    kinds = {"mixed": mixed(12), "mixed, 24": mixed(24)} | {
        figure.name: (figure,) * 8 for figure in FIGURES
    }
    rows = {name: figures(whole(who, 0.0)) for name, who in kinds.items()}
    rows["mixed, robot turns"] = figures(whole(mixed(12), 0.6))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"within_m": WITHIN_M, "seeds": SEEDS, "rows": rows}, indent=2))
    table = Table(title=f"People within {WITHIN_M:g} m, against the truth of the simulation")
    columns = [name for name in rows["mixed"] if name not in ("missed", "scans")]
    table.add_column("who")
    for name in columns:
        table.add_column(name.replace("_", " "))
    for who, row in rows.items():
        table.add_row(who, *(str(row[name]) for name in columns))
    Console(width=160).print(table)
