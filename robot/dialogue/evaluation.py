"""Figures on understanding, from cases that say what would be right. Pure counting.

Definitions, on purpose strict (what counts is what the robot does):

- clear case: exactly one right id, not `out_of_scope`.
- top1: clear cases whose right id comes first: answered with, or the first of the two choices that
  the robot offers. A likeliest id that the robot declines to act on does not count.
- top2: clear cases whose right id was answered with or is one of the two choices.
- answered_rightly: clear cases answered at once with the right id, without asking.
- asked_when_ambiguous: cases `id|id` where the robot asked between two that are both right.
- out_of_scope_answered: cases `out_of_scope` where the robot answered with a service, a department
  or a facility of the town hall. Naming the other authority in charge, or a friendly word, is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from robot.core.ports import Meaning
from robot.dialogue.decide import OUT_OF_SCOPE, Answer, Ask, Decision

BINS = 10
_OURS = ("service", "department", "facility")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of an evaluation file."""

    utterance: str
    expected: tuple[str, ...]
    """Right ids; two where asking back is right."""
    tag: str
    language: str
    """Tag, or empty: not said."""
    line: int
    """1-based."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what came of it."""

    case: Case
    meaning: Meaning
    decision: Decision
    ms: float
    """Milliseconds that understanding took."""

    @property
    def language(self) -> str:
        """As the case says, else as it was detected."""
        return self.case.language or self.meaning.language or "?"

    @property
    def outside(self) -> bool:
        """Whether the right thing is to serve nothing."""
        return self.case.expected == (OUT_OF_SCOPE,)

    @property
    def clear(self) -> bool:
        """Whether exactly one id is right."""
        return len(self.case.expected) == 1 and not self.outside

    @property
    def likeliest(self) -> bool:
        """The right id is the likeliest."""
        best = self.meaning.best
        return best is not None and best.id in self.case.expected

    @property
    def answered(self) -> bool:
        """Answered at once, and rightly."""
        return isinstance(self.decision, Answer) and self.likeliest

    @property
    def first(self) -> bool:
        """Answered with the right id, or offered it as the first of two choices."""
        asked = isinstance(self.decision, Ask) and self.decision.first.id in self.case.expected
        return asked or self.answered

    @property
    def offered(self) -> bool:
        """Answered rightly, or the right id is one of the two choices."""
        return self.answered or (
            isinstance(self.decision, Ask)
            and not set(self.case.expected).isdisjoint(
                (self.decision.first.id, self.decision.second.id)
            )
        )

    @property
    def asked_rightly(self) -> bool:
        """Asked between two that are both right."""
        return isinstance(self.decision, Ask) and set(self.case.expected) == {
            self.decision.first.id,
            self.decision.second.id,
        }

    @property
    def served(self) -> bool:
        """Answered with something of the town hall."""
        return isinstance(self.decision, Answer) and self.decision.candidate.kind in _OURS


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and shares (0 to 1) over some cases; a share of no cases is None."""

    cases: int
    clear: int
    ambiguous: int
    outside: int
    top1: float | None
    top2: float | None
    answered_rightly: float | None
    asked_when_ambiguous: float | None
    out_of_scope_answered: float | None
    answers: float | None
    asks: float | None
    declines: float | None
    ms_per_call: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of the calibration table."""

    low: float
    high: float
    cases: int
    said: float
    """Mean probability of the best candidate."""
    right: float
    """Share in which it was right."""


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures over `judged`."""
    clear = [each for each in judged if each.clear]
    unclear = [each for each in judged if len(each.case.expected) > 1]
    outside = [each for each in judged if each.outside]
    kinds = Counter(type(each.decision).__name__ for each in judged)
    total = len(judged)
    return Figures(
        cases=total,
        clear=len(clear),
        ambiguous=len(unclear),
        outside=len(outside),
        top1=_share(each.first for each in clear),
        top2=_share(each.offered for each in clear),
        answered_rightly=_share(each.answered for each in clear),
        asked_when_ambiguous=_share(each.asked_rightly for each in unclear),
        out_of_scope_answered=_share(each.served for each in outside),
        answers=kinds["Answer"] / total if total else None,
        asks=kinds["Ask"] / total if total else None,
        declines=kinds["Decline"] / total if total else None,
        ms_per_call=sum(each.ms for each in judged) / total if total else None,
    )


def grouped(
    judged: Iterable[Judged], key: Callable[[Judged], str]
) -> dict[str, tuple[Judged, ...]]:
    """Cases by a key, keys ascending."""
    groups: dict[str, list[Judged]] = {}
    for each in judged:
        groups.setdefault(key(each), []).append(each)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def confusions(judged: Iterable[Judged]) -> list[tuple[str, str, int]]:
    """(right id, id taken for it, times), most frequent first; nothing understood is `-`."""
    pairs: Counter[tuple[str, str]] = Counter()
    for each in judged:
        best = each.meaning.best.id if each.meaning.best else "-"
        if best not in each.case.expected:
            pairs["|".join(each.case.expected), best] += 1
    ranked = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(right, taken, times) for (right, taken), times in ranked]


def calibration(judged: Iterable[Judged]) -> tuple[tuple[Bin, ...], float]:
    """Table of said against true probability of the best candidate, and the expected error.

    The error is the mean of |said - right| over the bins, weighted by cases (Naeini et al. 2015).
    """
    rows = [
        (each.meaning.best.probability, each.likeliest)
        for each in judged
        if each.meaning.best is not None
    ]
    bins: list[Bin] = []
    for number in range(BINS):
        inside = [(p, hit) for p, hit in rows if min(BINS - 1, int(p * BINS)) == number]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            right = sum(hit for _, hit in inside) / len(inside)
            bins.append(Bin(number / BINS, (number + 1) / BINS, len(inside), said, right))
    error = sum(row.cases * abs(row.said - row.right) for row in bins) / max(1, len(rows))
    return tuple(bins), error


def _share(hits: Iterable[Hashable]) -> float | None:
    found = [bool(hit) for hit in hits]
    return sum(found) / len(found) if found else None
