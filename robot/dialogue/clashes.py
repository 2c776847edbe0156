"""The same id or the same example sentence in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from robot.dialogue.files import Files
from robot.dialogue.spots import Spot, did_you_mean


@dataclass(frozen=True)
class Thing:
    """Anything that utterances may mean: a service, department, facility, intent or elsewhere.

    Or two of them: an entry of vague.yaml, which has `between` in place of an id.
    """

    values: dict[str, Any]
    spot: Spot


def things(files: Files) -> Iterator[Thing]:
    """All of them, in the order of files."""
    for name, read in files.items():
        if name.startswith("departments/"):
            yield Thing(read.values, read.spot)
            yield from _listed(read.values, read.spot, "services")
        for key in ("facilities", "elsewhere", "intents", "vague"):
            if name == f"{key}.yaml":
                yield from _listed(read.values, read.spot, key)


def _listed(values: dict[str, Any], spot: Spot, key: str) -> Iterator[Thing]:
    raw = spot.source.data
    entries = raw.get(key) if isinstance(raw, dict) else None
    # Faulty entries were dropped from `values`; count lines by the raw list where they agree.
    good = values.get(key, ())
    same = isinstance(entries, list) and len(entries) == len(good)
    for i, one in enumerate(good):
        yield Thing(one, spot.at(key).at(i) if same else spot.at(key))


def note_double_ids(files: Files) -> None:
    """Ids are one flat namespace: what a person means must have one name."""
    seen: dict[str, Spot] = {}
    for thing in things(files):
        id_ = thing.values.get("id")
        if id_ is None:
            continue
        if id_ in seen:
            thing.spot.at("id").fault(id_, "an id of its own", f"also in {_where(seen[id_])}")
        seen.setdefault(id_, thing.spot.at("id"))


def note_double_sentences(files: Files) -> None:
    """A sentence that means two things teaches nothing; one that stands twice adds nothing."""
    seen: dict[tuple[str, str], tuple[Thing, int]] = {}
    for thing in things(files):
        for language, sentences in thing.values.get("examples", {}).items():
            for i, sentence in enumerate(sentences):
                key = (language, plain(sentence))
                other, number = seen.setdefault(key, (thing, i))
                if other is not thing or number != i:
                    same = other is thing
                    expected = "each sentence once" if same else f"not the same as {_id(other)}"
                    first = _example(other, language, number)
                    _example(thing, language, i).fault(
                        sentence, expected, f"also in {_where(first)}"
                    )


def _id(thing: Thing) -> str:
    return str(thing.values.get("id") or " or ".join(thing.values.get("between", ())))


def note_unknown_pairs(files: Files) -> None:
    """Entries of vague.yaml between things that are not there, or twice the same two."""
    found = list(things(files))
    known = [thing.values["id"] for thing in found if "id" in thing.values]
    seen: dict[frozenset[str], Spot] = {}
    for thing in found:
        pair = thing.values.get("between", ())
        spot = thing.spot.at("between")
        for i, id_ in enumerate(pair):
            if id_ not in known:
                spot.at(i).fault(id_, "the id of something known", did_you_mean(id_, known))
        if pair and (first := seen.setdefault(frozenset(pair), spot)) is not spot:
            spot.fault(" or ".join(pair), "each two once", f"also in {_where(first)}")


def _example(thing: Thing, language: str, number: int) -> Spot:
    return thing.spot.at("examples").at(language).at(number)


@lru_cache(maxsize=100_000)
def plain(sentence: str) -> str:
    """A sentence without case, punctuation and outer blanks: two that agree are the same."""
    return " ".join(re.sub(r"[^\w\s]", " ", sentence.casefold()).split())


def _where(spot: Spot) -> str:
    return f"{spot.source.file}:{spot.source.line_of(spot.path)}"
