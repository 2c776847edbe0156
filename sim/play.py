"""`l2b2 simulate` behind its options: prepare, run with a progress bar, sum up."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tqdm import tqdm

from robot.adapters.folders import CONTENT, MAP
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.understanding import UnderstandingStore
from robot.core.problems import ProblemsFound
from robot.core.visit import Visit
from robot.dialogue.understanding.from_content import topics_of
from robot.stats.visits import StoreError
from sim.outcome import Figures, figures_of
from sim.picture import PictureError, draw
from sim.run import NeverEnds, Plan, Run
from sim.scene import Scene, load_scene


class PlayError(Exception):
    """The simulation could not be run; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    visits: int
    seed: int
    visitors_per_hour: float
    map_folder: Path | None = None
    content: Path | None = None
    store: str | None = None
    json_file: Path | None = None
    picture: Path | None = None


def play(order: Order) -> Figures:
    """Run, print the summary, write what was asked for.

    Raises:
        PlayError: faulty content, map or store, or a run that does not come to its end.
    """
    store = None
    try:
        scene = load_scene(order.map_folder or MAP, order.content or CONTENT)
        if order.store:
            store = SqlVisits(order.store, scene.house.content.town.timezone)
        run = _prepared(order, scene, store.add if store else lambda _: None)
        figures = _run(order, run)
    except (ProblemsFound, StoreError, NeverEnds, PictureError, OSError, ValueError) as fault:
        raise PlayError(str(fault)) from fault
    finally:
        if store:
            store.close()
    show(figures)
    if order.json_file:
        text = json.dumps(figures, indent=2, ensure_ascii=False) + "\n"
        order.json_file.write_text(text, encoding="utf-8")
    return figures


def _prepared(order: Order, scene: Scene, keep: Callable[[Visit], object]) -> Run:
    topics = topics_of(scene.house.content)
    with tqdm(desc="learning sentences", unit=" sentences", leave=False, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        understanding = UnderstandingStore(progress=progress).load(topics)
    plan = Plan(order.visits, order.seed, order.visitors_per_hour)
    return Run(scene, understanding, plan, keep, looks=order.picture is not None)


def _run(order: Order, run: Run) -> Figures:
    wall, cpu = time.perf_counter(), time.process_time()
    with tqdm(total=order.visits, desc="visits", unit=" visits", disable=None) as bar:

        def progress(done: int) -> None:
            bar.update(done - bar.n)
            pace = run.world.now_s / max(time.perf_counter() - wall, 1e-6)
            bar.set_postfix_str(f"{pace:.0f} x real time")

        if order.picture:
            draw(run, order.picture)
        result = run.whole(progress)
    return figures_of(result, time.perf_counter() - wall, time.process_time() - cpu)


def show(figures: Figures) -> None:
    """The summary on the terminal."""
    table = Table("", "visits", "stayed", "served", title="Simulated visits")
    for language, row in figures["languages"].items():
        cells = (row["visits"], row["stayed"], row["served"])
        table.add_row(language, *(str(cell) for cell in cells))
    total = (figures["visits"], figures["stayed"], figures["served"])
    table.add_row("all", *(str(cell) for cell in total), style="bold")
    console = Console()
    console.print(table)
    outcomes = ", ".join(f"{count} {name}" for name, count in figures["outcomes"].items())
    causes = figures["contacts_by_cause"]
    console.print(f"Of those who stayed {figures['served_share']:.1%} came to the right place.")
    console.print(f"The robot recorded: {outcomes}.")
    console.print(
        f"Contacts: {figures['robot_contacts']} ({causes['robot']} brought about by the robot, "
        f"{causes['person']} by a person). Driven {figures['driven_m'] / 1000:.1f} km, staff "
        f"called {figures['staff_calls']} times, battery never below "
        f"{figures['lowest_battery']:.0%}."
    )
    console.print(
        f"{figures['simulated_s'] / 3600:.1f} h in {figures['wall_s']:.0f} s, "
        f"{figures['speed_up']:.0f} times real time on one core."
    )
