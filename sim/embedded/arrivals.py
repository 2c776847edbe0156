"""When people come: at a steady rate, or as over the opening hours of one day."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

GROUP_SHARES = (0.68, 0.2, 0.08, 0.04)
"""Of visits by one, two, three and four people."""
PASSERS_PER_VISITOR = 0.6
_PEAK = (1.3, 2.6)
"""Shape of the beta distribution of arrivals over an opening: a peak in its first third, as at
offices where who comes early waits less."""


@dataclass(frozen=True, slots=True)
class Party:
    """People who come together; one of them speaks."""

    at_s: float
    size: int = 1


@dataclass(frozen=True, slots=True)
class Opening:
    """The doors are open from here to there, seconds on the simulation's clock."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Of those with a wish, and of others who walk about; each in the order of time."""

    parties: Iterable[Party]
    passers: Iterable[Party]


def steadily(per_hour: float, seed: int, visits: int | None = None) -> Arrivals:
    """Visitors one by one, and passers-by; `visits`: no visitor any more after so many."""
    coming, passing = np.random.default_rng([seed, 3]).spawn(2)
    passers_per_hour = per_hour * PASSERS_PER_VISITOR
    return Arrivals(_steady(per_hour, coming, visits), _steady(passers_per_hour, passing))


def of_day(openings: Sequence[Opening], visitors: int, seed: Sequence[int]) -> Arrivals:
    """So many visitors, alone and in groups, and passers-by."""
    coming, passing = np.random.default_rng([*seed, 3]).spawn(2)
    passers = round(visitors * PASSERS_PER_VISITOR)
    return Arrivals(_over_day(openings, visitors, coming), _over_day(openings, passers, passing))


def _steady(
    per_hour: float, rng: np.random.Generator, visits: int | None = None
) -> Iterator[Party]:
    """One by one at random; `visits`: nobody comes any more after so many."""
    at_s = 0.0
    numbers = itertools.count() if visits is None else range(visits)
    if per_hour > 0.0:
        for _ in numbers:
            at_s += float(rng.exponential(3600.0 / per_hour))
            yield Party(at_s)


def _over_day(
    openings: Sequence[Opening], visitors: int, rng: np.random.Generator
) -> tuple[Party, ...]:
    """So many people, alone and in groups, in the order in which they come."""
    sizes: list[int] = []
    while (left := visitors - sum(sizes)) > 0:
        sizes.append(min(int(rng.choice(len(GROUP_SHARES), p=GROUP_SHARES)) + 1, left))
    lengths = np.array([opening.end_s - opening.start_s for opening in openings])
    parties = []
    for size in sizes:
        opening = openings[int(rng.choice(len(openings), p=lengths / lengths.sum()))]
        share = float(rng.beta(*_PEAK))
        parties.append(Party(opening.start_s + share * (opening.end_s - opening.start_s), size))
    return tuple(sorted(parties, key=lambda party: party.at_s))


def shared_out(visitors: int, hours: Sequence[float]) -> tuple[int, ...]:
    """So many visitors over days, by how long each is open; adds up exactly."""
    ends = np.round(visitors * np.cumsum(hours) / sum(hours)).astype(int)
    return tuple(np.diff(ends, prepend=0).tolist())
