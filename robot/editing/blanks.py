"""New services and offices as they begin: every key in its place, with what is not known empty.

What must not stay empty is a fault of the draft, so that nobody forgets it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from robot.dialogue.hours import DAYS

ADDABLE: Mapping[str, str] = {"department": "services", "elsewhere": "elsewhere"}
"""By kind of file: the list that staff add to. Facilities need a place on the map first."""
_LONGEST = 32
"""Characters of an id, so that a number fits behind."""
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "æ": "ae"}
)


def new_part(kind: str, id_: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A service (`services`) or a matter of others (`elsewhere`) with names by language."""
    texts = dict.fromkeys(names, "")
    also: dict[str, list[str]] = {tag: [] for tag in names}
    examples = {tag: [""] for tag in names}
    head = {"id": id_, "name": dict(names)}
    if kind == "elsewhere":
        return head | {"where": texts, "also_called": also, "examples": examples}
    return head | {
        "also_called": also,
        "about": texts,
        "papers": {tag: [] for tag in names},
        "fee": texts,
        "appointment": False,
        "examples": examples,
    }


def new_department(id_: str, names: Mapping[str, str], room: str, floor: int) -> dict[str, Any]:
    """An office without services, closed on every day until its hours are written."""
    return {
        "id": id_,
        "name": dict(names),
        "also_called": {tag: [] for tag in names},
        "room": room,
        "floor": floor,
        "about": dict.fromkeys(names, ""),
        "hours": {day: [] for day in DAYS},
        "closed_on": [],
        "phone": "",
        "examples": {tag: [""] for tag in names},
        "services": [],
    }


def id_from(name: str, taken: Collection[str], instead: str) -> str:
    """An id that is not taken, made from a name; from `instead` where the name has no letters."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "_", letters)[:_LONGEST].strip("_")
    stem = words if words[:1].isalpha() else instead
    number = 1
    while (made := stem if number == 1 else f"{stem}_{number}") in taken:
        number += 1
    return made
