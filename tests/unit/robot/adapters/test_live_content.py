"""Saved files come into force by themselves; faulty ones do not."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.adapters.folders import CONTENT, MAP
from robot.adapters.live_content import LiveContent, Upkeep
from robot.core.problems import ProblemsFound
from robot.dialogue.understanding import Topic

OFFICE = "departments/cashier.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "dialogues"
    shutil.copytree(CONTENT, folder)
    (folder / "vague.yaml").unlink()  # it needs every office
    return folder


def save(town: Path, file: str, old: str, new: str) -> None:
    """As editors do: another file takes the place of the old one."""
    text = (town / file).read_text(encoding="utf-8")
    assert old in text
    (town / ".new").write_text(text.replace(old, new, 1), encoding="utf-8")
    os.replace(town / ".new", town / file)


def phone(live: LiveContent) -> str:
    return live.house.content.departments["cashier"].phone


def test_a_saved_file_is_in_force_at_the_next_look(town: Path) -> None:
    live = LiveContent(town, MAP)
    assert not live.look()
    save(town, OFFICE, "phone: ", 'phone: "115" # ')
    assert live.look() and not live.look()
    assert phone(live) == "115"
    save(town, "screen/en.yaml", "greeting: ", "greeting: Hi # ")
    assert live.look()
    assert live.labels.section("en", "kiosk")["greeting"] == "Hi"


def test_a_faulty_file_changes_nothing_and_is_told_until_it_is_mended(town: Path) -> None:
    live = LiveContent(town, MAP)
    before = phone(live)
    save(town, OFFICE, "phone: ", "phon: ")
    assert not live.look()
    assert phone(live) == before
    assert any("did you mean phone?" in str(fault) for fault in live.faults)
    save(town, OFFICE, "phon: ", 'phone: "115" # ')
    assert live.look()
    assert live.faults == () and phone(live) == "115"


def test_faults_at_the_start_are_raised(town: Path) -> None:
    save(town, OFFICE, "phone: ", "phon: ")
    with pytest.raises(ProblemsFound, match="did you mean phone"):
        LiveContent(town, MAP)


class Slow:
    """Learns when it is told to; notes what."""

    def __init__(self) -> None:
        self.go, self.learnt = threading.Semaphore(0), []

    def load(self, topics: tuple[Topic, ...]) -> str:
        assert self.go.acquire(timeout=20)
        self.learnt.append(topics)
        return f"understander {len(self.learnt)}"

    def relearn(self, topics: tuple[Topic, ...], earlier: str) -> str:
        return self.load(topics)


@pytest.fixture
def kept(town: Path) -> Iterator[tuple[Upkeep, Slow]]:
    store = Slow()
    upkeep = Upkeep(LiveContent(town, MAP), store)  # type: ignore[arg-type]  # learns nothing
    upkeep.start()
    yield upkeep, store
    upkeep.stop()


def taken(upkeep: Upkeep) -> tuple[str, str]:
    """Telephone number and understanding of what comes next."""
    fresh = upkeep.take(wait_s=20)
    assert fresh is not None
    return fresh[0].content.departments["cashier"].phone, str(fresh[1])


def test_facts_are_taken_at_once_and_sentences_when_they_are_learnt(
    town: Path, kept: tuple[Upkeep, Slow]
) -> None:
    upkeep, store = kept
    assert upkeep.take() is None
    store.go.release()
    _, learnt = taken(upkeep)
    assert learnt == "understander 1"
    save(town, OFFICE, "phone: ", 'phone: "115" # ')
    assert taken(upkeep) == ("115", "understander 1")
    save(town, OFFICE, "  de:\n", "  de:\n    - Wo zahle ich das hier bar?\n")
    assert taken(upkeep) == ("115", "understander 1")
    save(town, OFFICE, 'phone: "115"', 'phone: "116"')
    assert taken(upkeep) == ("116", "understander 1")
    store.go.release()
    assert taken(upkeep) == ("116", "understander 2")


def test_what_is_gone_is_taken_only_with_its_understanding(
    town: Path, kept: tuple[Upkeep, Slow]
) -> None:
    upkeep, store = kept
    store.go.release()
    assert taken(upkeep)[1] == "understander 1"
    (town / "departments" / "lost_and_found.yaml").unlink()
    assert upkeep.take(wait_s=1) is None
    store.go.release()
    assert taken(upkeep)[1] == "understander 2"
    assert "lost_and_found" not in {topic.id for topic in store.learnt[-1]}
