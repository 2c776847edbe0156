"""The texts inside ROS 2 YAML launch files: substitutions, conditions and typed values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from robot.adapters.folders import PROJECT
from robot.adapters.yaml_files import KeyPath, parse
from robot.core.problems import ProblemsFound

_SUBSTITUTION = re.compile(r"\$\(([^()]*)\)")


class LaunchFault(Exception):
    """Something in a launch file that cannot be run; `path` is relative to the action."""

    def __init__(self, path: KeyPath, found: object, expected: str, hint: str = "") -> None:
        super().__init__(f"found {found}, expected {expected}")
        self.path, self.found, self.expected, self.hint = path, found, expected, hint


def substitute(
    path: KeyPath,
    raw: object,
    variables: Mapping[str, str],
    environment: Mapping[str, str],
    file: Path,
) -> str:
    """A value as text, with every $(...) replaced, innermost first.

    Raises:
        LaunchFault: for an unknown substitution, variable or environment variable.
    """
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if raw is None or isinstance(raw, (dict, list)):
        raise LaunchFault(path, "nothing" if raw is None else raw, "a text or number")
    text = str(raw)
    while match := _SUBSTITUTION.search(text):
        value = _replaced(path, match[1], variables, environment, file)
        text = text[: match.start()] + value + text[match.end() :]
        if len(text) > 100_000:
            raise LaunchFault(path, raw, "a text that ends")
    return text


def _replaced(
    path: KeyPath,
    inside: str,
    variables: Mapping[str, str],
    environment: Mapping[str, str],
    file: Path,
) -> str:
    words = inside.split(maxsplit=2)
    match words:
        case ["var", name] if name in variables:
            return variables[name].replace("$(", "")
        case ["var", name]:
            known = ", ".join(sorted(variables)) or "none is declared"
            raise LaunchFault(path, f"$(var {name})", f"a declared variable: {known}")
        case ["env", name] if name in environment:
            return environment[name].replace("$(", "")
        case ["env", name, default]:
            return environment.get(name, default.strip("'\"")).replace("$(", "")
        case ["env", name]:
            raise LaunchFault(path, f"$(env {name})", "a set variable", f"$(env {name} DEFAULT)")
        case ["dirname"]:
            return str(file.resolve().parent)
        case ["find-pkg-share", "l2b2"]:
            return str(PROJECT)
    known = "$(var X), $(env X DEFAULT), $(dirname), $(find-pkg-share l2b2)"
    raise LaunchFault(path, f"$({inside})", f"one of {known}")


def condition(path: KeyPath, text: str) -> bool:
    """The meaning of `if`, `unless` and `respawn`: true, 1, false or 0 (LaunchFault otherwise)."""
    word = text.strip().lower()
    if word in ("true", "1"):
        return True
    if word in ("false", "0"):
        return False
    raise LaunchFault(path, repr(text), "true or false")


def typed(text: str) -> object:
    """A parameter's value: what the text means in YAML, or the text itself."""
    try:
        return parse(text, "value").data if text else text
    except ProblemsFound:
        return text
