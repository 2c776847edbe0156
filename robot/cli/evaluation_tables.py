"""The tables that `l2b2 evaluate` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from robot.dialogue.evaluation import (
    Figures,
    Judged,
    calibration,
    confusions,
    figures,
    grouped,
)

_NOTES = """\
top1: clear cases (one right id, not out_of_scope) whose right id comes first: answered with, or the
  first of the two choices that the robot offers; what it declines does not count.
top2: ... answered with, or one of the two choices.
at once: ... answered with, without asking.
asked: cases with two right ids where the robot asked between these two.
outside: out_of_scope cases answered with a service, department or facility of the house.
answer/ask/decline: what the robot did, over all cases."""
_MOST_CONFUSIONS = 25


def show(judged: Sequence[Judged], wrong: bool) -> None:
    """Print all tables; with `wrong` every case that was not understood rightly."""
    console = Console(width=None if Console().is_terminal else 150)
    by_language = grouped(judged, lambda each: each.language)
    console.print(_figures_table("language", {"overall": judged, **by_language}))
    console.print(_NOTES, highlight=False)
    console.print(_figures_table("tag", grouped(judged, lambda each: each.case.tag or "-")))
    console.print(
        _figures_table("expected", grouped(judged, lambda each: "|".join(each.case.expected)))
    )
    console.print(_confusions_table(judged))
    console.print(_calibration_table(judged))
    if wrong:
        _list_wrong(console, judged)


def _figures_table(title: str, groups: Mapping[str, Sequence[Judged]]) -> Table:
    table = Table(title=f"by {title}" if title != "language" else "understanding")
    table.add_column(title, no_wrap=True)
    heads = ("cases", "top1", "top2", "at once", "asked", "outside")
    for head in (*heads, "answer", "ask", "decline", "ms"):
        table.add_column(head, justify="right")
    for name, some in groups.items():
        table.add_row(name, *_row(figures(some)))
    return table


def _row(found: Figures) -> list[str]:
    shares = (
        found.top1,
        found.top2,
        found.answered_rightly,
        found.asked_when_ambiguous,
        found.out_of_scope_answered,
        found.answers,
        found.asks,
        found.declines,
    )
    ms = "-" if found.ms_per_call is None else f"{found.ms_per_call:.1f}"
    return [str(found.cases), *("-" if s is None else f"{s:.1%}" for s in shares), ms]


def _confusions_table(judged: Sequence[Judged]) -> Table:
    table = Table(title="most frequent confusions")
    table.add_column("right")
    table.add_column("taken for")
    table.add_column("times", justify="right")
    for right, taken, times in confusions(judged)[:_MOST_CONFUSIONS]:
        table.add_row(right, taken, str(times))
    return table


def _calibration_table(judged: Sequence[Judged]) -> Table:
    bins, error = calibration(judged)
    table = Table(title=f"calibration, expected error {error:.3f}")
    for head in ("probability", "cases", "said", "right"):
        table.add_column(head, justify="right")
    for row in bins:
        table.add_row(
            f"{row.low:.1f}-{row.high:.1f}", str(row.cases), f"{row.said:.2f}", f"{row.right:.2f}"
        )
    return table


def _list_wrong(console: Console, judged: Sequence[Judged]) -> None:
    for each in judged:
        if not each.likeliest:
            guesses = ", ".join(f"{c.id} {c.probability:.2f}" for c in each.meaning.candidates[:3])
            expected = "|".join(each.case.expected)
            line = f"{each.case.line}: {each.case.utterance} -> {expected}, not {guesses or '-'}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
