"""A content folder and a map folder on disk -> a checked House, or every fault at once."""

from __future__ import annotations

from pathlib import Path

from robot.adapters.yaml_files import YamlFile, load
from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.files import kind_of_file
from robot.reception.content import House, check_house

PLACES = "places.yaml"


def content_files(folder: Path) -> list[Path]:
    """The files that belong to a content folder, sorted."""
    found = [
        path
        for pattern in ("*.yaml", "departments/*.yaml", "phrases/*.yaml")
        for path in folder.glob(pattern)
        if kind_of_file(path.relative_to(folder).as_posix()) is not None
    ]
    return sorted(found)


def load_house(content: Path, map_folder: Path) -> House:
    """The checked house.

    Raises:
        ProblemsFound: with every fault of every file.
    """
    house, problems = read_house(content, map_folder)
    if house is None:
        raise ProblemsFound(problems)
    return house


def read_house(content: Path, map_folder: Path) -> tuple[House | None, tuple[Problem, ...]]:
    """The checked house, or None and every fault of every file."""
    broken: list[Problem] = []
    files: dict[str, YamlFile] = {}
    for path in content_files(content):
        name = path.relative_to(content).as_posix()
        if file := _read(path, name, broken):
            files[name] = file
    places = _read(map_folder / PLACES, PLACES, broken)
    if not places:
        places = YamlFile(PLACES, {}, {})
    house, problems = check_house(files, places)
    unread = {problem.file for problem in broken}
    rest = [problem for problem in problems if problem.file not in unread]
    faults = sorted([*broken, *rest], key=lambda problem: (problem.file, problem.line))
    return (None, tuple(faults)) if faults else (house, ())


def _read(path: Path, name: str, broken: list[Problem]) -> YamlFile | None:
    try:
        return load(path, name)
    except ProblemsFound as found:
        broken.extend(found.problems)
        return None
