"""What a simulated stretch of time came to, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from sim.embedded.visitors import Ending, Visitor
from sim.embedded.world import Cause
from sim.run import Result


class LanguageFigures(TypedDict):
    """Of the visitors who speak one language."""

    visits: int
    stayed: int
    served: int


class Figures(TypedDict):
    """The keys of `l2b2 simulate --json`."""

    visits: int
    """Visitors with a wish."""
    stayed: int
    """Of those, who did not leave by their own script."""
    served: int
    """Of those who stayed, brought to the right place, judged by the truth about positions."""
    served_share: float
    outcomes: dict[str, int]
    """As the robot recorded them."""
    endings: dict[str, int]
    """As it was for the visitors."""
    languages: dict[str, LanguageFigures]
    robot_contacts: int
    """Of the robot with a wall, furniture or a person, whoever caused it."""
    contacts_by_cause: dict[str, int]
    contacts_with: dict[str, int]
    staff_calls: int
    driven_m: float
    lowest_battery: float
    seed: int
    visitors_per_hour: float
    simulated_s: float
    wall_s: float
    cpu_s: float
    speed_up: float
    """Simulated seconds in one of a core's."""


def figures_of(result: Result, wall_s: float, cpu_s: float) -> Figures:
    """Everything worth telling about a run."""
    stayed = [visitor for visitor in result.visitors if visitor.stayed]
    served = [visitor for visitor in stayed if visitor.ending is Ending.BROUGHT]
    causes = Counter(contact.cause.value for contact in result.contacts)
    return Figures(
        visits=len(result.visitors),
        stayed=len(stayed),
        served=len(served),
        served_share=round(len(served) / len(stayed), 4) if stayed else 0.0,
        outcomes=dict(sorted(Counter(v.outcome.value for v in result.records).items())),
        endings=dict(sorted(Counter(v.ending.value for v in result.visitors).items())),
        languages=_by_language(result.visitors),
        robot_contacts=len(result.contacts),
        contacts_by_cause={cause.value: causes[cause.value] for cause in Cause},
        contacts_with=dict(sorted(Counter(c.name for c in result.contacts).items())),
        staff_calls=result.staff_calls,
        driven_m=round(result.driven_m, 1),
        lowest_battery=round(result.lowest_battery, 3),
        seed=result.plan.seed,
        visitors_per_hour=result.plan.visitors_per_hour,
        simulated_s=round(result.simulated_s, 1),
        wall_s=round(wall_s, 2),
        cpu_s=round(cpu_s, 2),
        speed_up=round(result.simulated_s / max(cpu_s, 1e-6), 1),
    )


def _by_language(visitors: Iterable[Visitor]) -> dict[str, LanguageFigures]:
    found: dict[str, LanguageFigures] = {}
    for visitor in sorted(visitors, key=lambda v: v.wish.language):
        of = found.setdefault(visitor.wish.language, LanguageFigures(visits=0, stayed=0, served=0))
        of["visits"] += 1
        of["stayed"] += visitor.stayed
        of["served"] += visitor.ending is Ending.BROUGHT
    return found
