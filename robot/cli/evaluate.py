"""`l2b2 evaluate`: how well the robot understands, measured on a file of cases."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from robot.adapters.case_files import read_cases
from robot.adapters.content_folder import content_files
from robot.adapters.folders import CONTENT
from robot.adapters.understanding import UnderstandingStore
from robot.adapters.yaml_files import load
from robot.cli.evaluation_tables import show
from robot.core.problems import ProblemsFound
from robot.core.settings import UnderstandingSettings
from robot.dialogue.content import Content
from robot.dialogue.decide import decide
from robot.dialogue.evaluation import Case, Judged, calibration, figures, grouped
from robot.dialogue.schema import check_content
from robot.dialogue.understanding import Understander
from robot.dialogue.understanding.from_content import topics_of

EXAMPLES = """\b
Examples:
  l2b2 evaluate tests/talk/*_measure.tsv
  l2b2 evaluate cases.tsv --json build/evaluation.json
  l2b2 evaluate cases.tsv --language tr --content ~/our-town/dialogues

\b
FILE: tab-separated, UTF-8: utterance, expected id (id|id where asking back
is right, out_of_scope where nothing here serves), tag; a fourth column, the
tag or the file's name may say the language.
"""


@click.command(epilog=EXAMPLES)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write figures here.")
@click.option(
    "--content", type=click.Path(path_type=Path), default=CONTENT, help="Folder of what is said."
)
@click.option("--language", default="", help="Language tag of all cases.")
@click.option("--wrong", is_flag=True, help="List every case whose likeliest meaning is wrong.")
def evaluate(
    files: tuple[Path, ...], json_file: Path | None, content: Path, language: str, wrong: bool
) -> None:
    """Measure understanding on the cases of FILE."""
    try:
        known = _content(content)
        topics = topics_of(known)
        ids = {topic.id for topic in topics}
        cases = [
            case for file in files for case in read_cases(file, ids, known.town.languages, language)
        ]
    except ProblemsFound as found:
        raise click.ClickException("\n".join(str(each) for each in found.problems)) from None
    if not cases:
        raise click.ClickException(f"{files[0]}: no cases")
    understander = UnderstandingStore(progress=_progress).load(topics)
    judged = judge(understander, cases)
    show(judged, wrong)
    if json_file is not None:
        json_file.parent.mkdir(parents=True, exist_ok=True)
        json_file.write_text(json.dumps(summary(judged), indent=1) + "\n", encoding="utf-8")


def judge(understander: Understander, cases: Sequence[Case]) -> list[Judged]:
    """Every case understood and decided, with the time it took."""
    settings = UnderstandingSettings()
    understander.understand(cases[0].utterance, cases[0].language)  # warm, outside the clock
    judged = []
    for case in cases:
        began = time.perf_counter()
        meaning = understander.understand(case.utterance, case.language)
        ms = (time.perf_counter() - began) * 1000
        judged.append(Judged(case, meaning, decide(meaning, settings), ms))
    return judged


def summary(judged: Sequence[Judged]) -> dict[str, object]:
    """Figures overall and per language, for a machine."""
    by_language = grouped(judged, lambda each: each.language)
    return {
        "overall": _plain(judged),
        "per_language": {tag: _plain(some) for tag, some in by_language.items()},
    }


def _plain(judged: Sequence[Judged]) -> Mapping[str, object]:
    return {**asdict(figures(judged)), "calibration_error": calibration(judged)[1]}


def _content(folder: Path) -> Content:
    files = {}
    for path in content_files(folder):
        name = path.relative_to(folder).as_posix()
        files[name] = load(path, name)
    checked = check_content(files)
    if checked.content is None:
        raise ProblemsFound(checked.problems)
    return checked.content


def _progress(done: int, total: int) -> None:
    click.echo(f"\rlearning the example sentences: {done} of {total} ", nl=done == total, err=True)
