"""Every fault of a building.yaml is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.core.problems import Problem, ProblemsFound
from sim.building.read import read_building


def faults(house: Path, old: str = "", new: str = "") -> tuple[Problem, ...]:
    path = house / "building.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        read_building(path)
    return raised.value.problems


def test_a_faultless_building_is_read_whole(house: Path) -> None:
    building = read_building(house / "building.yaml")
    assert building.id == "house" and len(building.walls) == 2 and len(building.outline) == 4
    ((room, door),) = building.doors
    assert room.serves is not None and room.serves.ids == ("office",)
    assert door.kind == "hinged" and door.stand == ""
    assert building.zones[0].percent == 40 and building.upstairs[0].via == "office"


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "expected"),
    [
        ("width_m: 1.0, kind", "width_m: 0.8, kind", 15, "rooms[1].doors[0].width_m", "0.9"),
        ("type: plant", "type: plnat", 17, "furniture[0].type", "plant"),
        ("finish: inner", "finish: brick", 9, "walls[1].finish", "inner"),
        ("at: [6, 3]", "at: [5, 3]", 15, "door door", "centre line"),
        ("at: [6, 3]", "at: [6, 5.8]", 15, "door door", "long enough"),
        ("at: [3, 0], width_m: 1.0", "at: [3, 1], width_m: 1.0", 11, "window", "centre line"),
        ("kind: hinged", "kind: trapdoor", 15, "rooms[1].doors[0].kind", "hinged"),
        ("wall_height_m: 2.5", "wall_height_m: tall", 4, "wall_height_m", "a number"),
        ("wall_height_m: 2.5", "wall_height_m: 40", 4, "wall_height_m", "2 to 10"),
        ("percent: 40, ", "", 22, "zones[0].percent", "a number"),
        ("percent: 40", "percent: 0", 22, "zones[0].percent", "1 to 100"),
        ('room: "101"', "room: 101", 24, "upstairs[0].room", "a text"),
        ("id: base", "id: dock", 20, "place", "of its own"),
        ("id: middle", "id: shell", 9, "wall", "of its own"),
        ("department: attic", "department: office", 24, "place", "of its own"),
        ("[6.1, 0.1, 9.9, 5.9]", "[9.9, 0.1, 6.1, 5.9]", 14, "rooms[1].area", "west, south"),
        ("at: [3, 5]", "at: [3]", 17, "furniture[0].at", "[x, y]"),
        ("[[6, 0], [6, 6]]", "[[6, 0]]", 9, "walls[1].points", "2 or more"),
        ("outline: shell", "outline: garden", 6, "outline", "shell"),
        ("[10, 6]", "[10, 600]", 6, "outline", "1 to 200 m"),
        ("[10, 6]", "[10, 6e9]", 8, "walls[0].points", "3 or more"),
        ("name: Amt", "nmae: Amt", 14, "rooms[1].nmae", "name"),
    ],
)
def test_each_fault_has_line_and_key(
    house: Path, old: str, new: str, line: int, key: str, expected: str
) -> None:
    problem = faults(house, old, new)[0]
    assert (problem.line, problem.key) == (line, key)
    assert expected in problem.expected
    assert problem.file.endswith("/building.yaml")


def test_a_misspelt_word_gets_a_suggestion(house: Path) -> None:
    assert faults(house, "type: plant", "type: plnat")[0].hint == "did you mean 'plant'?"


def test_all_faults_come_at_once(house: Path) -> None:
    path = house / "building.yaml"
    path.write_text(
        path.read_text().replace("type: plant", "type: x").replace("kind: base", "kind: y")
    )
    assert len(faults(house)) == 3


@pytest.mark.parametrize("text", ["", "- a\n", "walls: 3\n", "rooms: [1, 2]\n", "a: [", "!!x y"])
def test_what_is_no_building_is_a_fault_and_no_crash(house: Path, text: str) -> None:
    (house / "building.yaml").write_text(text)
    assert faults(house)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_building(tmp_path / "building.yaml")
    assert "building.yaml" in raised.value.problems[0].file
