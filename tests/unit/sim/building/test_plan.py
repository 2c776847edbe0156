"""The drawing: well formed, with every room, place and label where pages look for them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sim.building.generate import Generated

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def plan(town_hall: Generated) -> ElementTree.Element:
    return ElementTree.fromstring(town_hall.map_files["plan.svg"])


def test_ids_stand_once_and_there_is_no_script(plan: ElementTree.Element) -> None:
    ids = [element.get("id") for element in plan.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not list(plan.iter(SVG + "script"))


def test_every_place_on_this_floor_is_drawn_by_the_stated_mapping(
    town_hall: Generated, plan: ElementTree.Element
) -> None:
    west, north, scale = (float(plan.get(f"data-{k}", "nan")) for k in ("west", "north", "scale"))
    drawn = {element.get("id"): element for element in plan.iter(SVG + "circle")}
    for place in town_hall.placed:
        if place.pose is not None:
            dot = drawn[f"place-{place.id}"]
            assert float(dot.get("cx", "nan")) == pytest.approx(
                (place.pose.x - west) * scale, abs=0.01
            )
            assert float(dot.get("cy", "nan")) == pytest.approx(
                (north - place.pose.y) * scale, abs=0.01
            )


def test_every_department_has_a_room_and_a_label_to_colour(
    town_hall: Generated, plan: ElementTree.Element
) -> None:
    rooms = {
        e.get("id"): e for e in plan.iter(SVG + "g") if (e.get("id") or "").startswith("room-")
    }
    labels = {e.get("id") for e in plan.iter(SVG + "g") if (e.get("id") or "").startswith("label-")}
    listed = " ".join(room.get("data-places") or "" for room in rooms.values()).split()
    for place in town_hall.placed:
        if (
            place.pose is not None
            and place.kind in ("department", "facility")
            and place.id != "exit"
        ):
            assert place.id in listed or f"room-{place.id}" in rooms
    assert "label-registry_office" in labels and "room-registry_office" in rooms
    texts = [text.text for text in plan.iter(SVG + "text")]
    assert "E12" in texts and "Standesamt" in texts


def test_the_view_holds_the_whole_building(plan: ElementTree.Element) -> None:
    _, _, width, height = (float(v) for v in plan.get("viewBox", "").split())
    scale = float(plan.get("data-scale", "nan"))
    assert width / scale >= 50 and height / scale >= 25
    assert height / scale == pytest.approx(float(plan.get("data-height-m", "nan")))
