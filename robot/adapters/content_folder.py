"""A content folder and a map folder on disk -> a checked House, or every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from robot.adapters.label_files import SCREEN, load_labels
from robot.adapters.yaml_files import YamlFile, load, parse
from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.files import FOLDERS, ONE_EACH, VAGUE, kind_of_file
from robot.dialogue.spots import did_you_mean
from robot.reception.content import House, check_house

PLACES = "places.yaml"
ADD_LANGUAGE = "add it to languages in town.yaml"


def yaml_files(folder: Path) -> list[Path]:
    """Every YAML file in a content folder, wherever it lies, sorted; hidden ones left out."""
    found = [path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern)]
    return sorted(
        path
        for path in found
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def content_files(folder: Path) -> list[Path]:
    """The files of which the content is made, sorted."""
    return [
        path
        for path in yaml_files(folder)
        if kind_of_file(path.relative_to(folder).as_posix()) is not None
    ]


def load_house(content: Path, map_folder: Path) -> House:
    """The checked house.

    Raises:
        ProblemsFound: with every fault of every file.
    """
    house, problems = read_house(content, map_folder)
    if house is None:
        raise ProblemsFound(problems)
    return house


def read_house(
    content: Path, map_folder: Path, drafts: Mapping[str, str | None] | None = None
) -> tuple[House | None, tuple[Problem, ...]]:
    """The checked house, or None and every fault of every file.

    `drafts` are texts by name of the file, in place of what stands there; None: no such file.
    """
    drafts = drafts or {}
    broken = _tricks(content)
    if broken:
        return None, tuple(broken)
    files: dict[str, YamlFile] = {}
    there = {path.relative_to(content).as_posix() for path in content_files(content)}
    new = {name for name in drafts if kind_of_file(name) is not None}
    for name in sorted(there | new):
        gone = name in drafts and drafts[name] is None
        if not gone and (file := _read(content / name, name, broken, drafts.get(name))):
            files[name] = file
    places = _read(map_folder / PLACES, PLACES, broken)
    if not places:
        places = YamlFile(PLACES, {}, {})
    house, problems = check_house(files, places)
    broken += _screen_faults(content, house, drafts)
    broken += _strays(content)
    unread = {problem.file for problem in broken}
    rest = [problem for problem in problems if problem.file not in unread]
    faults = sorted([*broken, *rest], key=lambda problem: (problem.file, problem.line))
    return (None, tuple(faults)) if faults else (house, ())


def _tricks(folder: Path) -> list[Problem]:
    """Files that are not what they seem: nothing is read before these are gone."""
    problems, home = [], folder.resolve()
    for path in yaml_files(folder):
        name = path.relative_to(folder).as_posix()
        if not name.isprintable():
            shown = ascii(name).strip("'")
            wanted = "a file name without invisible characters"
            problems.append(Problem(shown, 0, "", "a strange name", wanted, "rename it"))
        elif not path.resolve().is_relative_to(home):
            # What stands elsewhere on the machine must not show up in a fault.
            found, wanted = "a link that leads out of the folder", "a file in it"
            problems.append(Problem(name, 0, "", found, wanted, "put the file itself here"))
    return problems


def _screen_faults(
    content: Path, house: House | None, drafts: Mapping[str, str | None]
) -> tuple[Problem, ...]:
    """Faults in the words of the screens, in each of the town's languages."""
    there = tuple(sorted(path.stem for path in (content / SCREEN).glob("*.yaml")))
    # Which languages the town has is not known for sure while its files have faults.
    languages = house.content.town.languages if house is not None else there or ("de",)
    foreign = tuple(
        Problem(f"{SCREEN}/{tag}.yaml", 0, "", tag, f"one of {', '.join(languages)}", ADD_LANGUAGE)
        for tag in there
        if tag not in languages
    )
    try:
        load_labels(content, languages, drafts)
    except ProblemsFound as found:
        return (*foreign, *found.problems)
    return foreign


def _strays(content: Path) -> list[Problem]:
    """YAML files that nothing reads: most likely a folder or a file is misspelt."""
    problems = []
    for path in yaml_files(content):
        name = path.relative_to(content).as_posix()
        if kind_of_file(name) is None and (
            path.parent != content / SCREEN or path.suffix == ".yml"
        ):
            expected = ", ".join((*(f"{one}.yaml" for one in (*ONE_EACH, VAGUE)), *_HOMES))
            problems.append(
                Problem(name, 0, "", "a file that nothing reads", expected, _hint(name))
            )
    return problems


_HOMES = tuple(f"{folder}/<name>.yaml" for folder in (*FOLDERS, SCREEN))


def _hint(name: str) -> str:
    folder, _, base = name.rpartition("/")
    if base.endswith(".yml"):
        return "name it .yaml"
    if folder:
        return did_you_mean(folder, (*FOLDERS, SCREEN)) or "move it or delete it"
    return did_you_mean(base.removesuffix(".yaml"), (*ONE_EACH, VAGUE)) or "move it or delete it"


def _read(
    path: Path, name: str, broken: list[Problem], draft: str | None = None
) -> YamlFile | None:
    try:
        return load(path, name) if draft is None else parse(draft, name)
    except ProblemsFound as found:
        broken.extend(found.problems)
        return None
