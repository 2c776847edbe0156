"""The words on screens, from the files in `screen/` of the content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from robot.adapters.yaml_files import YamlFile, load, parse
from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.kinds import KINDS
from robot.dialogue.labels import Labels, label_problems
from robot.dialogue.spots import Spot

SCREEN = "screen"
"""Folder of the words, in the content folder."""


def load_labels(
    content: Path, languages: Sequence[str], drafts: Mapping[str, str | None] | None = None
) -> Labels:
    """Words in each language, the first being the default.

    `drafts` are texts by name of the file, in place of what stands there. Raises ProblemsFound with
    all faults.
    """
    drafts = drafts or {}
    problems: list[Problem] = []
    files: dict[str, YamlFile] = {}
    for language in languages:
        name = f"{SCREEN}/{language}.yaml"
        try:
            draft = drafts.get(name)
            files[name] = load(content / name, name) if draft is None else parse(draft, name)
            KINDS["screen"].read(files[name].data, Spot(files[name], problems, ()))
        except ProblemsFound as faults:
            problems += faults.problems
    words = {Path(name).stem: file.data for name, file in files.items()}
    if not problems:
        problems = [
            replace(fault, line=files[fault.file].line_of(tuple(fault.key.split("."))))
            for fault in label_problems(words, languages[0])
        ]
    if problems:
        raise ProblemsFound(problems)
    return Labels(words, languages[0])  # type: ignore[arg-type]  # checked just above
