"""Plain data of all content files -> one frozen Content, or every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from robot.core.problems import Problem
from robot.dialogue.clashes import note_double_ids, note_double_sentences, note_unknown_pairs
from robot.dialogue.content import (
    Content,
    Department,
    Elsewhere,
    Facility,
    Intent,
    Service,
    Town,
    Vague,
)
from robot.dialogue.facts import note_wrong_facts
from robot.dialogue.files import ONE_EACH, Files, kind_of_file, note_missing, note_wrong_names
from robot.dialogue.flow_schema import build_flow, note_flow_faults
from robot.dialogue.hours import Hours, Span, parse_span
from robot.dialogue.kinds import KINDS
from robot.dialogue.phrase_schema import build_phrasebook, note_phrase_faults
from robot.dialogue.spots import Read, Source, Spot

__all__ = ["ONE_EACH", "Checked", "check_content"]

_KEPT_FORMS = 256
"""Checked files that are remembered: a town's, and some drafts."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of checking a content folder."""

    content: Content | None
    """None when there are faults."""
    problems: tuple[Problem, ...]
    """In the order of files and lines."""
    files: Files
    """Every file by name, for further checks that want its lines."""


def check_content(sources: Mapping[str, Source]) -> Checked:
    """All faults of the files, or their Content; `sources` by name relative to the folder."""
    problems: list[Problem] = []
    languages = _languages(sources)
    files: dict[str, Read] = {}
    for name in sorted(sources):
        kind = kind_of_file(name)
        if kind is not None:
            values, faults = _form(sources[name], kind, languages)
            problems += faults
            files[name] = Read(Spot(sources[name], problems, languages), values)
    note_missing(files, languages, problems)
    note_wrong_names(files)
    note_wrong_facts(files)
    note_double_ids(files)
    note_double_sentences(files)
    note_unknown_pairs(files)
    note_phrase_faults(files, languages)
    note_flow_faults(files)
    problems.sort(key=lambda problem: (problem.file, problem.line))
    content = None if problems else _build(files, languages)
    return Checked(content, tuple(problems), files)


@lru_cache(maxsize=_KEPT_FORMS)
def _form(
    source: Source, kind: str, languages: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What is good in one file, and its own faults: computed anew for changed files only."""
    problems: list[Problem] = []
    values = KINDS[kind].read(source.data, Spot(source, problems, languages)) or {}
    return values, tuple(problems)


def _languages(sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Languages of town.yaml; where it cannot be read, those that have phrases."""
    data = sources["town.yaml"].data if "town.yaml" in sources else None
    raw = data.get("languages") if isinstance(data, Mapping) else None
    found = tuple(one for one in raw if isinstance(one, str)) if isinstance(raw, list) else ()
    return found or tuple(
        name.removeprefix("phrases/").removesuffix(".yaml")
        for name in sorted(sources)
        if kind_of_file(name) == "phrases"
    )


def _build(files: Files, languages: tuple[str, ...]) -> Content:
    departments = [
        _department(read.values) for name, read in files.items() if name.startswith("departments/")
    ]
    facilities = [Facility(**one) for one in files["facilities.yaml"].values["facilities"]]
    elsewhere = [Elsewhere(**one) for one in files["elsewhere.yaml"].values["elsewhere"]]
    intents = [Intent(**one) for one in files["intents.yaml"].values["intents"]]
    vague = files["vague.yaml"].values["vague"] if "vague.yaml" in files else ()
    return Content(
        town=_town(files["town.yaml"].values),
        departments={one.id: one for one in departments},
        services={service.id: service for one in departments for service in one.services},
        facilities={one.id: one for one in facilities},
        intents={one.id: one for one in intents},
        elsewhere={one.id: one for one in elsewhere},
        vague=tuple(Vague(**one) for one in vague),
        phrases=build_phrasebook(files, languages),
        flow=build_flow(files["flow.yaml"].values),
    )


def _town(values: Mapping[str, Any]) -> Town:
    region = values["holidays"]
    facts = {key: value for key, value in values.items() if key != "holidays"}
    return Town(**facts, country=region["country"], subdivision=region.get("subdivision", ""))


def _department(values: Mapping[str, Any]) -> Department:
    week = {day: _spans(texts) for day, texts in values["hours"].items()}
    closed = frozenset(date.fromisoformat(day) for day in values.get("closed_on", ()))
    services = tuple(_service(one, values["id"]) for one in values["services"])
    plain = ("id", "name", "also_called", "room", "floor", "about", "phone", "examples")
    return Department(
        **{key: values[key] for key in plain},
        hours=Hours(week, closed),
        services=services,
    )


def _service(values: Mapping[str, Any], department: str) -> Service:
    return Service(**({"takes": {}, "online": ""} | dict(values)), department=department)


def _spans(texts: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(span for span in map(parse_span, texts) if span is not None)
