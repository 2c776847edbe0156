"""Which files a content folder has, what they are called and what must stand in which."""

from __future__ import annotations

from collections.abc import Mapping

from robot.core.problems import Problem
from robot.dialogue.spots import Read, did_you_mean
from robot.dialogue.vocabulary import EASY_SUFFIX

Files = Mapping[str, Read]
"""Checked files by name relative to the content folder."""

ONE_EACH = ("town", "flow", "intents", "facilities", "elsewhere")
"""Files that every content folder has, as <name>.yaml."""

VAGUE = "vague"
"""A file that a content folder may have, as vague.yaml."""

FOLDERS = ("departments", "phrases")
"""Folders of files of which there are several."""


def kind_of_file(name: str) -> str | None:
    """Which form a file of the content folder must have; None: it is none of ours."""
    folder, _, base = name.rpartition("/")
    if not base.endswith(".yaml"):
        return None
    stem = base.removesuffix(".yaml")
    if folder == "" and stem in (*ONE_EACH, VAGUE):
        return stem
    if folder == "departments":
        return "department"
    if folder == "phrases":
        return "easy_phrases" if stem.endswith(EASY_SUFFIX) else "phrases"
    return None


def note_missing(files: Files, languages: tuple[str, ...], problems: list[Problem]) -> None:
    """Files that must be there and are not."""
    wanted = [f"{stem}.yaml" for stem in ONE_EACH]
    wanted += [f"phrases/{language}.yaml" for language in languages]
    for name in wanted:
        if name not in files:
            problems.append(Problem(name, 0, "", "no such file", "a file", "add it"))
    if not any(name.startswith("departments/") for name in files):
        problems.append(
            Problem("departments", 0, "", "no file", "a file per department", "add one")
        )


def note_wrong_names(files: Files) -> None:
    """Files whose name and content disagree."""
    for name, read in files.items():
        folder, _, base = name.rpartition("/")
        stem = base.removesuffix(".yaml")
        if folder == "departments" and read.values.get("id") not in (None, stem):
            read.spot.at("id").fault(
                read.values["id"], f"{stem}, as the file is called", "rename the file or the id"
            )
        if folder == "phrases":
            _note_language(stem, read)


def _note_language(stem: str, read: Read) -> None:
    language = stem.removesuffix(EASY_SUFFIX)
    known = read.spot.languages
    if read.values.get("language") not in (None, language):
        read.spot.at("language").fault(
            read.values["language"], f"{language}, as the file is called"
        )
    if language not in known:
        read.spot.at("language").fault(
            language,
            f"one of the languages in town.yaml ({', '.join(known)})",
            did_you_mean(language, known) or "add it to languages in town.yaml",
        )
