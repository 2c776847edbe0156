"""Values that have the right form and cannot be true: hours that end before they start ..."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from robot.dialogue.files import Files
from robot.dialogue.hours import parse_span, public_holidays
from robot.dialogue.spots import Spot
from robot.dialogue.vocabulary import INTENTS


def note_wrong_facts(files: Files) -> None:
    """Faults in town.yaml, in opening hours and in the list of intents."""
    for name, read in files.items():
        if name.startswith("departments/"):
            _note_hours(read.values.get("hours", {}), read.spot.at("hours"))
            for i, day in enumerate(read.values.get("closed_on", ())):
                _note_day(day, read.spot.at("closed_on").at(i))
    if "town.yaml" in files:
        _note_town(files["town.yaml"].values, files["town.yaml"].spot)
    if "intents.yaml" in files:
        known = {one.get("id") for one in files["intents.yaml"].values.get("intents", ())}
        for missing in (intent for intent in INTENTS if intent not in known):
            files["intents.yaml"].spot.at("intents").fault(f"no {missing}", f"the intent {missing}")


def _note_hours(week: dict[str, Any], spot: Spot) -> None:
    for day, texts in week.items():
        for i, text in enumerate(texts):
            if parse_span(text) is None:
                spot.at(day).at(i).fault(text, "an end after its start")
        spans = [span for span in map(parse_span, texts) if span is not None]
        if any(earlier.end > later.start for earlier, later in pairwise(spans)):
            spot.at(day).fault(", ".join(texts), "openings one after the other, not overlapping")


def _note_day(day: str, spot: Spot) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        spot.fault(day, "a day that exists")


def _note_town(values: dict[str, Any], spot: Spot) -> None:
    if zone := values.get("timezone"):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            spot.at("timezone").fault(zone, "a time zone such as Europe/Berlin")
    region = values.get("holidays", {})
    if "country" in region:
        try:
            public_holidays(region["country"], region.get("subdivision", ""))
        except NotImplementedError:
            spot.at("holidays").fault(
                "-".join(region.values()), "a region whose public holidays are known", "DE and BW?"
            )
