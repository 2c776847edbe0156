"""Understanding made ready: learnt from the content, or read from the cache if nothing changed."""

from __future__ import annotations

import hashlib
import json
import logging
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from robot.adapters.embeddings import CachedEncoder, Progress, UseEncoder, write_atomically
from robot.adapters.folders import cache_folder
from robot.core.ports import SentenceEncoder
from robot.dialogue.understanding import Model, Topic, Understander

_VERSION = 8
"""Raise it when learning changes, so that kept models are learnt anew."""
_KEPT_MODELS = 4
_LOG = logging.getLogger(__name__)


class UnderstandingStore:
    """Makes understanding of topics; keeps vectors and models in the user's cache directory.

    A damaged cache is reported in the log and built anew; one that cannot be written costs time at
    the next start, no more.
    """

    def __init__(
        self,
        directory: Path | None = None,
        progress: Progress | None = None,
        encoder: SentenceEncoder | None = None,
    ) -> None:
        self._folder = directory or cache_folder()
        self._encoder = encoder or UseEncoder()
        self._vectors = CachedEncoder(self._encoder, self._folder / "sentences.npz", progress)

    def load(self, topics: Sequence[Topic]) -> Understander:
        """Understanding of `topics`: within a second or two if they were learnt before.

        Otherwise it computes the vectors of new sentences (`progress` counts them) and learns,
        which takes about half a minute.
        """
        file = self._folder / f"understanding-{_fingerprint(topics)}.npz"
        model = _read(file)
        if model is None:
            model = self._learn(topics)
            self._keep(model, file)
        return Understander(topics, model, self._encoder)

    def relearn(self, topics: Sequence[Topic], earlier: Understander) -> Understander:
        """Understanding of changed topics, ten seconds' work from what was understood `earlier`.

        It is not kept: what is kept depends on the topics alone, not on their history.
        """
        model = self._learn(topics, earlier.model)
        return Understander(topics, model, self._encoder)

    def _learn(self, topics: Sequence[Topic], earlier: Model | None = None) -> Model:
        from robot.dialogue.understanding.learning import learn  # a second that reading needs not

        return learn(topics, self._vectors.learn, earlier)

    def _keep(self, model: Model, file: Path) -> None:
        arrays = model.to_arrays()
        try:
            write_atomically(file, lambda name: np.savez(name, allow_pickle=False, **arrays))
            kept = sorted(self._folder.glob("understanding-*.npz"), key=lambda p: p.stat().st_mtime)
            for old in kept[:-_KEPT_MODELS]:
                old.unlink(missing_ok=True)
        except OSError as fault:
            _LOG.warning("what was learnt was not kept: %s: %s", file, fault)


def _fingerprint(topics: Sequence[Topic]) -> str:
    """Of everything that learning depends on."""
    lessons = [[topic.id, list(topic.lessons())] for topic in topics]
    text = json.dumps([_VERSION, lessons], ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _read(file: Path) -> Model | None:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            return Model.from_arrays(dict(stored))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
        _LOG.warning("understanding is learnt anew: %s: %s", file, fault)
        return None
