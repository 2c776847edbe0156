"""The page for editors names every word that they may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from robot.dialogue.vocabulary import ACTIONS, CHOICE_LISTS, EVENTS, GUARDS, INTENTS, SLOTS

ROOT = Path(__file__).resolve().parents[2]
NAMED = set(re.findall(r"`([^`]+)`", (ROOT / "dialogues/README.md").read_text(encoding="utf-8")))
OWN_EVENTS = tuple(event for event in EVENTS if event not in INTENTS)


@pytest.mark.parametrize(
    "words",
    [tuple(f"{{{slot}}}" for slot in SLOTS), OWN_EVENTS, GUARDS, ACTIONS, CHOICE_LISTS],
    ids=["slots", "events", "guards", "actions", "buttons"],
)
def test_every_word_is_explained(words: tuple[str, ...]) -> None:
    assert not set(words) - NAMED


def test_no_slot_is_explained_that_does_not_exist() -> None:
    slots = {name[1:-1] for name in NAMED if re.fullmatch(r"\{[a-z_]+\}", name)}
    assert slots <= set(SLOTS)
