"""`l2b2 maps` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import maps as command

HOUSE = """\
id: house
name: Haus
wall_height_m: 2.5
door_height_m: 2.0
outline: shell
walls:
  - {id: shell, finish: outer, thickness_m: 0.2, closed: true, points: [[0, 0], [5, 0], [5, 4], [0, 4]]}
places:
  - {id: dock, kind: base, name: Dock, at: [1, 1], yaw_deg: 0}
  - {id: base, kind: base, name: Base, at: [2, 1], yaw_deg: 0}
"""  # noqa: E501


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "GAZEBO", tmp_path / "gazebo")
    monkeypatch.setattr(command, "LAUNCH", tmp_path / "launch")
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "building.yaml").write_text(HOUSE)
    return folder


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(command.maps, list(words))
    return result.exit_code, result.output


def test_build_then_check_then_drift(house: Path) -> None:
    code, output = run("check", "--map", str(house))
    assert code == 1 and "house/floor_0.pgm: found no file" in output
    code, output = run("build", "--map", str(house))
    assert code == 0 and "14 of 14 files" in output
    assert run("build", "--map", str(house)) == (0, "0 of 14 files changed, 2 places\n")
    code, output = run("check", "--map", str(house))
    assert code == 0 and "2 places reachable" in output
    with (house / "places.yaml").open("a") as places:
        places.write("# by hand\n")
    code, output = run("check", "--map", str(house))
    assert code == 1 and "house/places.yaml" in output and "l2b2 maps build" in output


def test_a_faulty_building_writes_nothing(house: Path) -> None:
    text = HOUSE.replace("at: [2, 1]", "at: [2, 0]")
    (house / "building.yaml").write_text(text)
    code, output = run("build", "--map", str(house))
    assert code == 1 and "house/building.yaml:10" in output and "1 fault(s)" in output
    (house / "building.yaml").write_text("walls: 1")
    code, output = run("build", "--map", str(house))
    assert code == 1 and "Traceback" not in output
    assert [path.name for path in house.iterdir()] == ["building.yaml"]


def test_the_committed_files_are_current() -> None:
    code, output = run("check")
    assert code == 0, output


def test_draw_writes_only_the_plan(house: Path, tmp_path: Path) -> None:
    code, _ = run("draw", "--map", str(house), "--output", str(tmp_path / "a.svg"))
    assert code == 0 and (tmp_path / "a.svg").read_text().startswith("<svg")
    assert [path.name for path in house.iterdir()] == ["building.yaml"]


def test_help_has_examples() -> None:
    assert "l2b2 maps build" in run("--help")[1]
