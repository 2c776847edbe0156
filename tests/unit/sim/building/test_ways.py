"""Ways on foot from the base, as people would tell them."""

from __future__ import annotations

import math
from pathlib import Path

import yaml

from robot.guiding.places import Place, places_from
from sim.building.generate import Generated, generate
from sim.building.placing import places_of, survey
from sim.building.ways import ways_from_base


def places(made: Generated) -> dict[str, Place]:
    found = places_from(yaml.safe_load(made.map_files["places.yaml"]))
    return dict(found.by_id)  # type: ignore[union-attr]


def test_every_place_of_this_floor_has_a_way_and_bases_have_none(town_hall: Generated) -> None:
    for place in places(town_hall).values():
        assert (place.way is not None) == (place.pose is not None and place.kind != "base")


def test_a_way_is_as_long_as_it_must_be_and_short_to_tell(town_hall: Generated) -> None:
    all_places = places(town_hall)
    base = all_places["base"].pose
    assert base is not None
    for place in all_places.values():
        if place.way is not None and place.pose is not None:
            straight = math.hypot(place.pose.x - base.x, place.pose.y - base.y)
            walked = sum(leg.distance_m for leg in place.way.legs)
            assert straight - 1.0 <= walked <= 1.6 * straight + 3.0, place.id
            assert len(place.way.legs) <= 4, place.id


def test_doors_south_of_the_corridor_are_to_the_right_and_north_to_the_left(
    town_hall: Generated,
) -> None:
    doors = {id_: one.way.door for id_, one in places(town_hall).items() if one.way}
    assert {doors[id_] for id_ in ("lost_and_found", "cashier", "registry_office")} == {"right"}
    assert {doors[id_] for id_ in ("election_office", "toilet", "accessible_toilet")} == {"left"}


def test_round_a_corner_the_turn_is_told(town_hall: Generated) -> None:
    way = places(town_hall)["fines_office"].way
    assert way is not None
    assert [leg.turn for leg in way.legs] == ["straight", "left"]


def test_without_a_base_there_are_no_ways(house: Path) -> None:
    file = house / "building.yaml"
    file.write_text(file.read_text().replace("id: base,", "id: spot,"))
    building = generate(house).building
    ground = survey(building)
    assert ways_from_base(ground, places_of(building, ground)) == {}
