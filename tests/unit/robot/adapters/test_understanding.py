"""Understanding is learnt once, kept, and learnt anew when the content or the file changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from robot.adapters.embeddings import DIMENSION
from robot.adapters.understanding import UnderstandingStore
from robot.dialogue.understanding import Topic


class Counting:
    """A SentenceEncoder that counts what it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, sentences: list[str]) -> NDArray[np.float32]:
        self.asked += len(sentences)
        rows = np.full((len(sentences), DIMENSION), 0.01, np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            row[sum(map(ord, sentence)) % DIMENSION] = 1
            row /= np.linalg.norm(row)
        return rows


TOPICS = (
    Topic("passport", "service", {"de": ("Reisepass",)}, {"de": ("neuer Pass", "Pass abgelaufen")}),
    Topic("dog_tax", "service", {"de": ("Hundesteuer",)}, {"de": ("Hund anmelden", "neuer Hund")}),
)


def test_learnt_once_and_read_again(tmp_path: Path) -> None:
    first = UnderstandingStore(tmp_path, encoder=Counting()).load(TOPICS)
    inner = Counting()
    second = UnderstandingStore(tmp_path, encoder=inner).load(TOPICS)
    assert inner.asked == 0
    for text in ("Reisepass", "ich will einen Hund anmelden", "Pass abgelaufen"):
        ours, theirs = first.understand(text, "de").best, second.understand(text, "de").best
        assert ours is not None and theirs is not None and ours.id == theirs.id


def test_a_damaged_model_is_reported_and_learnt_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    UnderstandingStore(tmp_path, encoder=Counting()).load(TOPICS)
    (file,) = tmp_path.glob("understanding-*.npz")
    file.write_bytes(b"torn")
    understander = UnderstandingStore(tmp_path, encoder=Counting()).load(TOPICS)
    best = understander.understand("Reisepass", "de").best
    assert best is not None and best.id == "passport" and file.name in caplog.text


def test_changed_content_is_learnt_from_what_was_known(tmp_path: Path) -> None:
    inner = Counting()
    store = UnderstandingStore(tmp_path, encoder=inner)
    earlier = store.load(TOPICS)
    inner.asked = 0
    new = Topic(
        "burial", "service", {"de": ("Grabstelle",)}, {"de": ("ein Grab auf dem Friedhof",)}
    )
    later = store.relearn((*TOPICS, new), earlier)
    assert inner.asked == 2
    best = later.understand("Grabstelle", "de").best
    assert best is not None and best.id == "burial"


def test_a_folder_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    understander = UnderstandingStore(tmp_path / "file", encoder=Counting()).load(TOPICS)
    best = understander.understand("Hundesteuer", "de").best
    assert best is not None and best.id == "dog_tax" and "not kept" in caplog.text


def test_old_models_are_thrown_away(tmp_path: Path) -> None:
    for number in range(6):
        extra = Topic(f"t{number}", "service", {"de": (f"Sache {number}",)}, {})
        UnderstandingStore(tmp_path, encoder=Counting()).load((*TOPICS, extra))
    assert len(list(tmp_path.glob("understanding-*.npz"))) == 4
