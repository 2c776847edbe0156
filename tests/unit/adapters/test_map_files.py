"""map_server's files: there and back, and every fault named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from robot.adapters.map_files import map_bytes, read_map
from robot.core.grid import Grid
from robot.core.problems import Problem, ProblemsFound

SMALL = Grid(np.array([[0, 100, -1], [100, 0, 0]], dtype=np.int8), 0.05, -1.0, 2.5)


def write(folder: Path, grid: Grid, mode: str = "trinary") -> Path:
    pgm, text = map_bytes(grid, "m.pgm", mode=mode)
    (folder / "m.pgm").write_bytes(pgm)
    (folder / "m.yaml").write_bytes(text)
    return folder / "m.yaml"


def faults(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as raised:
        read_map(path)
    return raised.value.problems


@given(
    cells=arrays(np.int8, st.tuples(st.integers(1, 9), st.integers(1, 9)),
                 elements=st.sampled_from([0, 100, -1])),
    origin=st.tuples(st.integers(-50, 50), st.integers(-50, 50)),
)  # fmt: skip
def test_trinary_maps_survive_the_way_to_disk_and_back(
    tmp_path_factory: pytest.TempPathFactory, cells: np.ndarray, origin: tuple[int, int]
) -> None:
    grid = Grid(cells, 0.05, float(origin[0]), float(origin[1]))
    back = read_map(write(tmp_path_factory.mktemp("map"), grid))
    assert np.array_equal(back.cells, cells)
    assert (back.resolution_m, back.origin_x_m, back.origin_y_m) == (0.05, *origin)


@given(cells=arrays(np.int8, (3, 4), elements=st.integers(0, 100)))
def test_scale_masks_keep_every_percent(
    tmp_path_factory: pytest.TempPathFactory, cells: np.ndarray
) -> None:
    grid = Grid(cells, 0.05, 0.0, 0.0)
    back = read_map(write(tmp_path_factory.mktemp("map"), grid, "scale"))
    assert np.array_equal(back.cells, cells)


def test_the_top_row_of_the_picture_is_the_north(tmp_path: Path) -> None:
    picture = write(tmp_path, SMALL).with_name("m.pgm").read_bytes()
    assert picture == b"P5\n3 2\n255\n" + bytes([0, 254, 254, 254, 0, 205])


def test_comments_in_the_picture_and_negate_are_understood(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    path.write_text(path.read_text().replace("negate: 0", "negate: 1"))
    (tmp_path / "m.pgm").write_bytes(b"P5\n# drawn by hand\n1 2\n# so\n255\n" + bytes([255, 0]))
    assert read_map(path).cells.tolist() == [[0], [100]]


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ("resolution: 0.05", "resolution: 0", "resolution", 3),
        ("resolution: 0.05", "resolution: fine", "resolution", 3),
        ("origin: [-1, 2.5, 0]", "origin: [-1, 2.5]", "origin", 4),
        ("origin: [-1, 2.5, 0]", "origin: [-1, 2.5, 0.3]", "origin", 4),
        ("mode: trinary", "mode: raw", "mode", 2),
        ("free_thresh: 0.196", "free_thresh: 0.9", "free_thresh", 7),
        ("negate: 0", "negate: maybe", "negate", 5),
        ("negate: 0", "negated: 0", "negated", 5),
        ("image: m.pgm", "image: other.pgm", "image", 1),
    ],
)
def test_faults_name_key_and_line(tmp_path: Path, old: str, new: str, key: str, line: int) -> None:
    path = write(tmp_path, SMALL)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    found = faults(path)
    assert [(p.file, p.line, p.key) for p in found] == [("m.yaml", line, key)]


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("image: 7\nresolution: -1\n")
    assert {p.key for p in faults(path)} == {
        "image", "resolution", "origin", "occupied_thresh", "free_thresh",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("picture", "word"),
    [
        (b"P2\n1 1\n255\n0", "no binary PGM"),
        (b"\x89PNG\r\n", "no binary PGM"),
        (b"", "no binary PGM"),
        (b"P5\n3 2\n255\n123", "3 bytes"),
        (b"P5\n3 2\n65535\n" + bytes(12), "65535 shades"),
    ],
)
def test_pictures_that_are_none_are_faults(tmp_path: Path, picture: bytes, word: str) -> None:
    path = write(tmp_path, SMALL)
    (tmp_path / "m.pgm").write_bytes(picture)
    (found,) = faults(path)
    assert word in found.found and found.line == 1


def test_a_missing_file_and_broken_yaml_are_faults(tmp_path: Path) -> None:
    assert "m.yaml" in faults(tmp_path / "m.yaml")[0].file
    (tmp_path / "m.yaml").write_text("a: [")
    assert faults(tmp_path / "m.yaml")[0].expected.startswith("YAML")
    (tmp_path / "m.yaml").write_text("- a\n")
    assert faults(tmp_path / "m.yaml")[0].expected.startswith("a mapping")
