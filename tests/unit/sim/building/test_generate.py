"""The repository's files are those that its building gives, and its building is without fault."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import yaml

import sim
from robot.adapters.map_files import read_map
from robot.guiding.places import Places, places_from
from sim.building.generate import Generated, drift, generate, write

ROOT = Path(sim.__file__).resolve().parents[1]
TOWN_HALL = ROOT / "nav_maps" / "town_hall"

DEPARTMENTS_HERE = {
    "citizens_office", "id_terminal", "lost_and_found", "registry_office", "immigration_office",
    "traffic_office", "fines_office", "cashier", "driving_licence_office",
    "vehicle_registration_office", "election_office",
}  # fmt: skip
DEPARTMENTS_ABOVE = {
    "tax_office", "housing_office", "social_office", "family_office", "trade_office",
    "building_office", "pension_office", "cemetery_office",
}  # fmt: skip
FACILITIES = {
    "toilet", "accessible_toilet", "baby_changing", "lift", "stairs", "exit", "waiting_area",
    "photo_booth", "cash_machine", "info_desk", "copier",
}  # fmt: skip


def test_the_committed_files_are_current(town_hall: Generated) -> None:
    assert drift(town_hall.map_files, TOWN_HALL) == ()
    assert drift(town_hall.world_files, ROOT / "sim" / "gazebo" / "worlds") == ()


def test_the_town_hall_has_no_fault(town_hall: Generated) -> None:
    assert town_hall.problems == ()


def test_the_same_building_gives_the_same_bytes(house: Path) -> None:
    first, second = generate(house), generate(house)
    assert first.map_files == second.map_files
    assert first.world_files == second.world_files


def test_drift_names_each_file_that_is_missing_or_old(house: Path) -> None:
    made = generate(house)
    assert len(write(made.map_files, house)) == len(made.map_files)
    assert drift(made.map_files, house) == () and write(made.map_files, house) == []
    (house / "floor_0.pgm").unlink()
    (house / "places.yaml").write_text("old")
    found = {problem.file.split("/")[1]: problem for problem in drift(made.map_files, house)}
    assert set(found) == {"floor_0.pgm", "places.yaml"}
    assert "l2b2 maps build" in found["places.yaml"].hint


def test_every_department_and_facility_has_its_place(town_hall: Generated) -> None:
    places = places_from(yaml.safe_load(town_hall.map_files["places.yaml"]))
    assert isinstance(places, Places), places
    here = DEPARTMENTS_HERE | FACILITIES | {"base", "dock"}
    assert set(places.by_id) == here | DEPARTMENTS_ABOVE
    assert all(places[i].pose is not None and places[i].floor == 0 for i in here)
    assert all(places.goal(i).id == "lift" and places[i].floor == 1 for i in DEPARTMENTS_ABOVE)
    assert all(places[i].onward is not None for i in DEPARTMENTS_ABOVE)


def test_the_masks_lie_on_the_map(town_hall: Generated, tmp_path: Path) -> None:
    write(town_hall.map_files, tmp_path)
    floor, keepout, speed = (
        read_map(tmp_path / f"{name}_0.yaml") for name in ("floor", "keepout", "speed")
    )
    for mask in (keepout, speed):
        assert mask.cells.shape == floor.cells.shape
        assert (mask.origin_x_m, mask.origin_y_m) == (floor.origin_x_m, floor.origin_y_m)
    assert keepout.cells[keepout.cell_at(1.5, 12.5)] == 100, "the wind-catcher"
    assert keepout.cells[keepout.cell_at(45.0, 5.0)] == 100, "the stairs"
    assert keepout.cells[keepout.cell_at(10.0, 10.0)] == 0, "the lobby"
    assert speed.cells[speed.cell_at(12.0, 17.4)] == 50, "the waiting area"
    assert speed.cells[speed.cell_at(30.0, 9.5)] == 0, "the corridor"
    assert np.all(keepout.cells[floor.cells == 100] == 100), "what the laser sees is kept out"
