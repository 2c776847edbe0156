"""Generating interfaces: what is mended, and when it is done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.setup import interfaces
from robot.setup.plan import OURS, SUBSETS


def test_mends_the_build_machines_folders_once_and_again(tmp_path: Path) -> None:
    file = tmp_path / "share/std_msgs/cmake/export_std_msgs__rosidl_generator_pyExport.cmake"
    file.parent.mkdir(parents=True)
    line = '  INTERFACE_INCLUDE_DIRECTORIES "{}/include/python3.11;{}/numpy/_core/include"\n'
    file.write_text(line.format("/opt/p", "/opt/p/lib"))
    assert interfaces.mend_exports(tmp_path, "/usr/include/python3.12", "/v/numpy/include") == 1
    assert (
        file.read_text()
        == '  INTERFACE_INCLUDE_DIRECTORIES "/usr/include/python3.12;/v/numpy/include"\n'
    )
    assert interfaces.mend_exports(tmp_path, "/usr/include/python3.12", "/v/numpy/include") == 0


@pytest.mark.parametrize("package", [OURS, *SUBSETS])
def test_every_package_has_sources(package: str) -> None:
    folder = interfaces.source_of(package)
    assert f"project({package})" in (folder / "CMakeLists.txt").read_text()
    assert f"<name>{package}</name>" in (folder / "package.xml").read_text()
    assert [*folder.glob("msg/*.msg"), *folder.glob("action/*.action")]


def test_a_changed_message_is_generated_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "msg").mkdir()
    for name in ("CMakeLists.txt", "package.xml", "msg/A.msg"):
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(interfaces, "SOURCES", tmp_path)
    before = interfaces.fingerprint(OURS)
    assert interfaces.fingerprint(OURS) == before
    (tmp_path / "msg/A.msg").write_text("2")
    assert interfaces.fingerprint(OURS) != before


def test_colcon_does_not_see_the_subsets() -> None:
    assert (interfaces.SOURCES / "subsets" / "COLCON_IGNORE").is_file()
