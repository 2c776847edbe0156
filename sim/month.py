"""Many simulated days, each on its own, in one process or in several; the results are the same."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from robot.adapters.understanding import UnderstandingStore
from robot.core.ports import Understanding
from robot.dialogue.understanding.from_content import topics_of
from sim.day import DayOrder, busy_day
from sim.result import DayResult
from sim.run import Run
from sim.scene import Scene, load_scene

Load = Callable[[], tuple[Scene, Understanding]]
"""Everything that days need and share; called once in each process."""


class FromFolders:
    """Scene and understanding of a map folder and a content folder; can be sent to a process."""

    def __init__(self, map_folder: Path, content_folder: Path) -> None:
        self._map, self._content = map_folder, content_folder

    def __call__(self) -> tuple[Scene, Understanding]:
        """Raises ProblemsFound with every fault of content and map."""
        scene = load_scene(self._map, self._content)
        return scene, UnderstandingStore().load(topics_of(scene.house.content))


class _Worker:
    """What a process has loaded."""

    scene: Scene
    understanding: Understanding


def _prepare(load: Load) -> None:
    _Worker.scene, _Worker.understanding = load()
    gc.freeze()  # what is loaded stays: the collector need not look at it again


def _play(order: DayOrder) -> DayResult:
    return Run(_Worker.scene, _Worker.understanding, busy_day(_Worker.scene, order)).whole()


def played(orders: Sequence[DayOrder], jobs: int, load: Load) -> Iterator[DayResult]:
    """Results in the order of the days, as they are ready.

    Raises:
        NeverEnds: something held a day up.
    """
    if jobs == 1:
        _prepare(load)
        yield from map(_play, orders)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_prepare, initargs=(load,)) as pool:
        yield from pool.map(_play, orders)
