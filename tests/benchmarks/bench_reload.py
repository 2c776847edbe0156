"""How soon a saved file is in force: changed hours, and changed sentences."""

from __future__ import annotations

import json
import shutil
import statistics
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from robot.adapters.folders import CONTENT, MAP
from robot.adapters.live_content import LiveContent, Upkeep
from robot.adapters.understanding import UnderstandingStore

ROUNDS = 20
OUT = Path(__file__).parents[2] / "build" / "bench" / "reload.json"
OFFICE = "departments/cashier.yaml"


def measure(folder: Path) -> dict[str, float]:
    """Seconds from the end of saving until the brain can take it."""
    town = folder / "dialogues"
    shutil.copytree(CONTENT, town)
    upkeep = Upkeep(LiveContent(town, MAP), UnderstandingStore())
    upkeep.start()
    assert upkeep.take(wait_s=300), "nothing was learnt"
    file = town / OFFICE
    text = file.read_text(encoding="utf-8")
    facts = []
    for number in range(ROUNDS):
        changed = text.replace("phone: ", f'phone: "{100 + number}" # ')
        file.write_text(changed, encoding="utf-8")
        start = time.perf_counter()
        fresh = upkeep.take(wait_s=30)
        facts.append(time.perf_counter() - start)
        assert fresh and fresh[0].content.departments["cashier"].phone == str(100 + number)
        time.sleep(0.037 * number % 0.2)
    file.write_text(text.replace("  de:\n", "  de:\n    - Wo zahle ich das hier?\n", 1), "utf-8")
    start = time.perf_counter()
    before = fresh[1]
    while fresh and fresh[1] is before:
        fresh = upkeep.take(wait_s=300)
    learnt = time.perf_counter() - start
    upkeep.stop()
    assert fresh, "the new sentence was never learnt"
    return {
        "facts_median_s": round(statistics.median(facts), 3),
        "facts_slowest_s": round(max(facts), 3),
        "sentences_s": round(learnt, 2),
    }


def test_reload(tmp_path: Path) -> None:
    found = measure(tmp_path)
    table = Table("saved file in force after", "seconds")
    for name, seconds in found.items():
        table.add_row(name.removesuffix("_s").replace("_", ", "), f"{seconds}")
    Console().print(table)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1), encoding="utf-8")
