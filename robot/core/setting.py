"""How a tunable is declared: once, with default, unit, range and meaning.

    @dataclass(frozen=True, slots=True)
    class Greeting:
        near_m: float = setting(1.5, "Greets people within this distance.", low=0.5, high=4.0)

The unit follows from the name's suffix. `read` builds a group from what somebody wrote.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from robot.core.problems import Problem, ProblemsFound

UNITS = {
    "_s": "s", "_m": "m", "_mps": "m/s", "_mps2": "m/s²", "_rad": "rad", "_radps": "rad/s",
    "_radps2": "rad/s²", "_hz": "Hz", "_px": "px", "_db": "dB", "_kg": "kg", "_days": "days",
    "_min": "min", "_bytes": "bytes",
}  # fmt: skip

Group = TypeVar("Group")
Value = TypeVar("Value", float, int, bool, str)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known about one tunable."""

    name: str
    default: float | int | bool | str
    meaning: str
    """One line."""
    low: float | None
    """Smallest allowed; None for texts and switches."""
    high: float | None
    choices: tuple[str, ...]
    """Allowed texts; empty: any text."""

    @property
    def unit(self) -> str:
        """Unit by the name's suffix; empty: a plain number, text or switch."""
        return UNITS.get("_" + self.name.rpartition("_")[2], "") if "_" in self.name else ""

    @property
    def expected(self) -> str:
        """What may be set, for people."""
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, str):
            return f"one of {', '.join(self.choices)}" if self.choices else "a text"
        kind = "a whole number" if isinstance(self.default, int) else "a number"
        return f"{kind} from {self.low:g} to {self.high:g} {self.unit}".rstrip()

    def accepts(self, value: object) -> bool:
        """Whether a value has the right type and lies in the range."""
        if isinstance(self.default, bool) or isinstance(value, bool):
            return isinstance(self.default, bool) and isinstance(value, bool)
        if isinstance(self.default, str):
            return isinstance(value, str) and (not self.choices or value in self.choices)
        if not isinstance(value, int if isinstance(self.default, int) else (int, float)):
            return False
        assert isinstance(value, (int, float)) and self.low is not None and self.high is not None
        return math.isfinite(value) and self.low <= value <= self.high


def setting(
    default: Value,
    meaning: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
) -> Value:
    """Declare a field of a group; numbers need `low` and `high` (TypeError)."""
    number = isinstance(default, (int, float)) and not isinstance(default, bool)
    if number and (low is None or high is None or not low <= default <= high):  # type: ignore[operator]
        raise TypeError(f"{meaning} needs low <= default <= high, got {low}, {default}, {high}")
    made: Value = field(
        default=default,
        metadata={"meaning": meaning, "low": low, "high": high, "choices": choices},
    )
    return made


def settings_of(group: type) -> tuple[Setting, ...]:
    """All settings of a group, in order; TypeError for a field without `setting(...)`."""
    return tuple(_setting(group, each) for each in fields(group))


def _setting(group: type, each: Any) -> Setting:
    if "meaning" not in each.metadata:
        raise TypeError(f"{group.__name__}.{each.name} is not declared with setting(...)")
    return Setting(name=each.name, default=each.default, **each.metadata)


def read(group: type[Group], values: Mapping[str, object], source: str) -> Group:
    """A group from named values; what is not named keeps its default.

    Raises:
        ProblemsFound: with every unknown name and every value out of range; `source` is the file
            or node that the faults name.
    """
    known = {each.name: each for each in settings_of(group)}
    problems = [
        Problem(source, 0, name, repr(value), known[name].expected)
        if name in known
        else Problem(source, 0, name, "an unknown setting", f"one of {', '.join(sorted(known))}")
        for name, value in values.items()
        if name not in known or not known[name].accepts(value)
    ]
    if problems:
        raise ProblemsFound(problems)
    floats = {name for name, each in known.items() if isinstance(each.default, float)}
    return group(
        **{name: float(v) if name in floats else v for name, v in values.items()}  # type: ignore[arg-type]
    )
