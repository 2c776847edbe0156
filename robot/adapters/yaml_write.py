"""Values as YAML: texts quoted where they need it, new parts in lines as people write them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from robot.adapters.yaml_files import parse
from robot.core.problems import ProblemsFound
from robot.editing.edits import Value

_WORDS = ("yes", "no", "on", "off", "y", "n", "true", "false", "null")
"""Texts that some readers take for truth values."""


def written(value: Value, flow: bool, style: str = "") -> str:
    """A value as YAML; `style` is how the text was quoted that it replaces, or its neighbour."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(written(one, True, style) for one in value)}]"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {written(v, True)}" for k, v in value.items()) + "}"
    text = str(value)
    if style not in ('"', "'") and _safe(text, flow):
        return text
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _safe(text: str, flow: bool) -> bool:
    """Whether a text means itself without quotes, for other readers of YAML too."""
    if not text[:1].isalpha() or text.casefold() in _WORDS:
        return False
    try:
        read = parse(f"[{text}, x]\n" if flow else f"a: {text}\n", "").data
    except ProblemsFound:
        return False
    return read == ([text, "x"] if flow else {"a": text})


def in_lines(data: Mapping[str, Any], indent: str = "", end: str = "\n") -> str:
    """A mapping key by key; texts by language stand on one line, lists in a line an item."""
    return "".join(_pair(key, value, indent, end) for key, value in data.items())


def _pair(key: str, value: Any, indent: str, end: str) -> str:
    inner = f"{indent}  "
    if isinstance(value, list) and value:
        items = "".join(f"{inner}- {written(item, False)}{end}" for item in value)
        return f"{indent}{key}:{end}{items}"
    if isinstance(value, Mapping) and not all(isinstance(one, str) for one in value.values()):
        return f"{indent}{key}:{end}{in_lines(value, inner, end)}"
    return f"{indent}{key}: {written(value, False)}{end}"
