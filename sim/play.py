"""`l2b2 simulate` behind its options: prepare, run with a progress bar, sum up, write."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from robot.adapters.folders import CONTENT, MAP
from robot.adapters.sql_visits import SqlVisits
from robot.adapters.understanding import UnderstandingStore
from robot.core.ports import Understanding
from robot.core.problems import ProblemsFound
from robot.core.visit import Visit
from robot.dialogue.understanding.from_content import topics_of
from robot.stats.visits import StoreError
from sim.day import DayOrder, busy_day, month, steady_day
from sim.month import FromFolders, played
from sim.outcome import Figures, Spent, figures_of
from sim.picture import PictureError, draw
from sim.replay import ReplayError, replay
from sim.report import write_report
from sim.result import DayResult
from sim.run import NeverEnds, Run
from sim.scene import Scene, load_scene
from sim.summary import show

_KB_PER_MB = 1024


class PlayError(Exception):
    """The simulation could not be run; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    visits: int
    seed: int
    visitors_per_hour: float
    days: int | None = None
    """A month of so many opening days instead of single visits ..."""
    visitors: int = 0
    """... with so many people."""
    jobs: int = 1
    """Processes for the days."""
    map_folder: Path | None = None
    content: Path | None = None
    store: str | None = None
    json_file: Path | None = None
    report: Path | None = None
    picture: Path | None = None
    replay: tuple[int, int] | None = None
    """Day and visit to show again instead of running everything ..."""
    video: Path | None = None
    """... as a film."""


def play(order: Order) -> Figures | None:
    """Run, print the summary, write what was asked for; a replay only writes, and gives None.

    Raises:
        PlayError: faulty content, map or store, or a run that does not come to its end.
    """
    try:
        return _play(order)
    except (
        ProblemsFound, StoreError, NeverEnds, PictureError, ReplayError, OSError, ValueError
    ) as fault:  # fmt: skip
        raise PlayError(str(fault)) from fault


def _play(order: Order) -> Figures | None:
    scene = load_scene(order.map_folder or MAP, order.content or CONTENT)
    understanding = _learnt(scene)
    if order.replay is not None:
        _replay(order, scene, understanding)
        return None
    wall_s = time.perf_counter()
    store = SqlVisits(order.store, scene.house.content.town.timezone) if order.store else None
    try:
        results = list(_results(order, scene, understanding, store.add if store else _nobody))
    finally:
        if store:
            store.close()
    spent = Spent(time.perf_counter() - wall_s, _peak_mb())
    figures = figures_of(results, order.seed, scene.house.content.town.timezone, spent)
    show(figures)
    if order.json_file:
        text = json.dumps(figures, indent=2, ensure_ascii=False) + "\n"
        order.json_file.write_text(text, encoding="utf-8")
    if order.report:
        write_report(order.report, figures, results, scene.maps.floor)
    return figures


def _learnt(scene: Scene) -> Understanding:
    topics = topics_of(scene.house.content)
    with tqdm(desc="learning sentences", unit=" sentences", leave=False, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return UnderstandingStore(progress=progress).load(topics)


def _nobody(_: Visit) -> None:
    """Keeps no records."""


def _results(
    order: Order, scene: Scene, understanding: Understanding, keep: Callable[[Visit], object]
) -> Iterator[DayResult]:
    if order.days is None:
        yield _visits(order, scene, understanding, keep)
        return
    orders = _month(order, scene)
    here = (scene, understanding)
    load = FromFolders(scene.map_folder, order.content or CONTENT)
    jobs = min(order.jobs, len(orders))
    with tqdm(total=len(orders), desc="days", unit=" days", disable=None) as bar:
        visits = served = 0
        for result in played(orders, jobs, load if jobs > 1 else lambda: here):
            for record in result.records:
                keep(record)
            visits += len(result.visits)
            served += sum(row.served for row in result.visits)
            bar.update()
            bar.set_postfix_str(f"{visits} visits, {served} served")
            yield result


def _month(order: Order, scene: Scene) -> tuple[DayOrder, ...]:
    assert order.days is not None
    return month(scene.house.content, order.days, order.visitors, order.seed)


def _visits(
    order: Order, scene: Scene, understanding: Understanding, keep: Callable[[Visit], object]
) -> DayResult:
    day = steady_day(order.visits, order.seed, order.visitors_per_hour)
    run = Run(scene, understanding, day, keep, looks=order.picture is not None)
    wall_s = time.perf_counter()
    with tqdm(total=order.visits, desc="visits", unit=" visits", disable=None) as bar:

        def progress(done: int) -> None:
            bar.update(done - bar.n)
            pace = run.world.now_s / max(time.perf_counter() - wall_s, 1e-6)
            bar.set_postfix_str(f"{pace:.0f} x real time")

        if order.picture:
            draw(run, order.picture)
        return run.whole(progress)


def _replay(order: Order, scene: Scene, understanding: Understanding) -> None:
    assert order.replay is not None
    number, visit = order.replay
    if order.days is None:
        day = steady_day(order.visits, order.seed, order.visitors_per_hour)
    else:
        orders = {each.number: each for each in _month(order, scene)}
        if number not in orders:
            raise ReplayError(f"there is no day {number}; this month has days 1 to {len(orders)}")
        day = busy_day(scene, orders[number])
    replay(Run(scene, understanding, day), visit, scene.maps.floor, order.picture, order.video)


def _peak_mb() -> float:
    """Of this process and of those it started, whichever was larger."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / _KB_PER_MB
