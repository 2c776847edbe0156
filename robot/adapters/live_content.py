"""The content in force while files are being saved: facts at once, new sentences once learnt."""

from __future__ import annotations

import contextlib
import math
import queue
import threading
import time
from pathlib import Path

from robot.adapters.content_folder import load_house, read_house
from robot.adapters.content_watch import ContentWatch
from robot.adapters.label_files import load_labels
from robot.adapters.understanding import UnderstandingStore
from robot.core.problems import Problem
from robot.dialogue.labels import Labels
from robot.dialogue.understanding import Understander
from robot.dialogue.understanding.from_content import topics_of
from robot.reception.content import House

_LOOK_S = 0.2
"""How often saved files are looked for."""


class LiveContent:
    """What the files say; a faulty change leaves what was said before in force.

    Raises ProblemsFound where the first reading finds faults. Several threads may use it.
    """

    def __init__(self, content: Path, map_folder: Path) -> None:
        self._content, self._map = content, map_folder
        self._watch = ContentWatch(content, map_folder)
        self._lock = threading.Lock()
        self._looked_s = -math.inf
        self.house: House = load_house(content, map_folder)
        """The content in force."""
        self.labels: Labels = load_labels(content, self.house.content.town.languages)
        """The words of the screens in force."""
        self.faults: tuple[Problem, ...] = ()
        """Why newer files are not in force; empty: the files are in force."""

    def look(self, calm_s: float = 0.0) -> bool:
        """Read what was saved since; whether other content is in force now.

        Nothing is looked for within `calm_s` after the last look.
        """
        with self._lock:
            now_s = time.monotonic()
            if now_s - self._looked_s < calm_s:
                return False
            self._looked_s = now_s
            if not self._watch.changed():
                return False
            house, self.faults = read_house(self._content, self._map)
            if house is None:
                return False
            self.labels = load_labels(self._content, house.content.town.languages)
            self.house = house
            return True


class Upkeep:
    """Keeps a brain's content up to date, in threads of its own.

    Changed facts (hours, papers, phrases) can be taken at once; changed sentences are understood
    a minute or so later, and so is what has been added or removed.
    """

    def __init__(self, live: LiveContent, store: UnderstandingStore) -> None:
        self._live, self._store = live, store
        self._lock = threading.Lock()
        self._fresh: queue.SimpleQueue[tuple[House, Understander]] = queue.SimpleQueue()
        self._to_learn: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._learnt: tuple[House, Understander] | None = None
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._learn, self._look)
        ]

    def start(self) -> None:
        """Begin to learn, and to look for saved files."""
        self._to_learn.put(True)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Look no more; learning under way is left alone."""
        self._stopping.set()
        self._to_learn.put(False)

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Why saved files are not in force."""
        return self._live.faults

    def take(self, wait_s: float = 0.0) -> tuple[House, Understander] | None:
        """The newest content that can be worked with, once; None: nothing new within `wait_s`."""
        newest = None
        with contextlib.suppress(queue.Empty):
            newest = self._fresh.get(wait_s > 0.0, wait_s)
            while True:
                newest = self._fresh.get_nowait()
        return newest

    def _look(self) -> None:
        while not self._stopping.wait(_LOOK_S):
            with self._lock:
                if not self._live.look():
                    continue
                if self._learnt is not None and _same_things(self._live.house, self._learnt[0]):
                    self._fresh.put((self._live.house, self._learnt[1]))
            self._to_learn.put(True)

    def _learn(self) -> None:
        while self._to_learn.get():
            house = self._live.house
            topics = topics_of(house.content)
            if self._learnt is None:
                understander = self._store.load(topics)
            elif topics != topics_of(self._learnt[0].content):
                understander = self._store.relearn(topics, self._learnt[1])
            else:
                continue
            with self._lock:
                self._learnt = house, understander
                if _same_things(self._live.house, house):
                    self._fresh.put((self._live.house, understander))


def _same_things(house: House, other: House) -> bool:
    """Whether understanding of the one names nothing that the other does not have."""
    ids = [{topic.id for topic in topics_of(one.content)} for one in (house, other)]
    return ids[0] == ids[1]
