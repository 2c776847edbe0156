"""Texts of faults by language, from `faults/<language>.yaml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from robot.adapters.yaml_files import load
from robot.dialogue.fault_texts import FaultTexts

_FOLDER = Path(__file__).with_name("faults")


@lru_cache
def fault_texts(language: str) -> FaultTexts:
    """In a language; in English where there is no file for it."""
    file = _FOLDER / f"{language}.yaml"
    table = load(file).data if file in set(_FOLDER.glob("*.yaml")) else {}
    assert isinstance(table, Mapping)
    return FaultTexts({str(english): str(text) for english, text in table.items()})
