"""Cross-checks of content and map: everything that people ask for must be somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from robot.core.problems import Problem
from robot.dialogue.content import Content
from robot.dialogue.files import Files
from robot.dialogue.schema import check_content
from robot.dialogue.spots import Source, Spot, did_you_mean
from robot.guiding.places import LIFT, Places, places_from


@dataclass(frozen=True, slots=True)
class House:
    """A town's content together with the map of its building; it has passed every check."""

    content: Content
    places: Places


def check_house(
    sources: Mapping[str, Source], places_file: Source
) -> tuple[House | None, tuple[Problem, ...]]:
    """Content and places joined, or None and every fault of both."""
    checked = check_content(sources)
    found = places_from(places_file.data, places_file.file, places_file.line_of)
    if not isinstance(found, Places):
        return None, (*checked.problems, *found)
    problems = [*checked.problems]
    note_places(checked.files, found, problems)
    if problems or checked.content is None:
        return None, tuple(problems)
    return House(checked.content, found), ()


def note_places(files: Files, places: Places, problems: list[Problem]) -> None:
    """Departments and facilities that the map does not have, or has elsewhere."""
    known = [place.id for place in places]
    for name, read in files.items():
        if name.startswith("departments/"):
            department = read.values.get("id")
            if isinstance(department, str):
                spot = Spot(read.spot.source, problems, read.spot.languages)
                _note_department(read.values, spot, places, known)
        if name == "facilities.yaml":
            for i, facility in enumerate(read.values.get("facilities", ())):
                if facility.get("id", known[0]) not in places:
                    Spot(read.spot.source, problems, (), ("facilities", i, "id")).fault(
                        facility["id"],
                        "a place of places.yaml",
                        did_you_mean(facility["id"], known),
                    )


def _note_department(
    values: Mapping[str, object], spot: Spot, places: Places, known: list[str]
) -> None:
    id_ = str(values["id"])
    if id_ not in places:
        spot.at("id").fault(id_, "a place of places.yaml", did_you_mean(id_, known))
        return
    place = places[id_]
    if "floor" in values and values["floor"] != place.floor:
        spot.at("floor").fault(values["floor"], f"{place.floor}, as in places.yaml")
    sign = place.room
    if sign and values.get("room", sign) != sign:
        spot.at("room").fault(values["room"], f"{sign}, as in places.yaml")
    if place.pose is None and place.via != LIFT:
        spot.at("id").fault(place.via, f"a place reached by {LIFT}")
