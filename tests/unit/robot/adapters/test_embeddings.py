"""The cache of sentence vectors: computed once, rebuilt when damaged, never half written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from robot.adapters import embeddings
from robot.adapters.embeddings import DIMENSION, CachedEncoder, write_atomically


class Counting:
    """A SentenceEncoder that counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, sentences: list[str]) -> NDArray[np.float32]:
        self.asked.extend(sentences)
        rows = np.zeros((len(sentences), DIMENSION), np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            row[len(sentence) % DIMENSION] = 1
        return rows


def test_only_new_sentences_are_computed(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "sentences.npz"
    first = CachedEncoder(Counting(), file).learn(["a", "bb", "a"])
    inner = Counting()
    second = CachedEncoder(inner, file).learn(["a", "bb", "a", "ccc"])
    assert inner.asked == ["ccc"]
    assert np.array_equal(first, second[:3]) and second.shape == (4, DIMENSION)


@pytest.mark.parametrize(("most", "asked_again"), [(100, []), (2, ["a"])])
def test_another_content_forgets_vectors_only_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, asked_again: list[str]
) -> None:
    monkeypatch.setattr(embeddings, "_MOST_KEPT", most)
    file = tmp_path / "s.npz"
    CachedEncoder(Counting(), file).learn(["a", "bb"])
    CachedEncoder(Counting(), file).learn(["ccc"])
    inner = Counting()
    CachedEncoder(inner, file).learn(["a"])
    assert inner.asked == asked_again


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    encoder = CachedEncoder(Counting(), tmp_path / "s.npz", lambda *at: seen.append(at))
    encoder.learn([str(n) for n in range(300)])
    assert seen == [(256, 300), (300, 300)]


@pytest.mark.parametrize("damage", [b"", b"no archive", b"PK\x03\x04 torn"])
def test_a_damaged_cache_is_reported_and_rebuilt(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "s.npz"
    file.write_bytes(damage)
    assert CachedEncoder(Counting(), file).learn(["a"]).shape == (1, DIMENSION)
    assert str(file) in caplog.text
    inner = Counting()
    CachedEncoder(inner, file).learn(["a"])
    assert inner.asked == []


def test_what_visitors_say_is_not_kept(tmp_path: Path) -> None:
    encoder = CachedEncoder(Counting(), tmp_path / "s.npz")
    encoder.encode(["said"])
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_learn(tmp_path: Path) -> None:
    assert CachedEncoder(Counting(), tmp_path / "s.npz").learn([]).shape == (0, DIMENSION)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "s.npz"
    file.write_text("old")

    def fail(name: str) -> None:
        Path(name).write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_atomically(file, fail)
    assert file.read_text() == "old" and list(tmp_path.iterdir()) == [file]
