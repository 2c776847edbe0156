"""Two needs in one sentence, and corrections: "no, not the passport, the identity card"."""

from __future__ import annotations

import re

_DENIALS = r"nein|nee|nö|no|nope|hayır|yok"
_DENIAL = re.compile(rf"^\s*(?:{_DENIALS})\b[\s,.!:;-]*(?=\w)", re.IGNORECASE)
_NOT_THIS = (
    re.compile(r"\b(?:nicht|kein(?:e|en)?)\s+[^,;]+?(?:,\s*sondern\b|,|;|\bsondern\b)", re.I),
    re.compile(r"\b(?:not|don't (?:mean|want))\s+[^,;]+?(?:,\s*but\b|,|;|\bbut\b)", re.I),
    re.compile(r"[^,;]*\bdeğil\b\s*[,;]?", re.I),
)
_AND = re.compile(
    r"\s*(?:[,;]\s*)?\b(?:und (?:dann|außerdem|auch)|und|außerdem|danach|sowie"
    r"|and (?:then|also)|and|also|ve (?:bir de|ayrıca)|ve|bir de|ayrıca|sonra)\b\s*",
    re.IGNORECASE,
)


def corrected(text: str) -> str:
    """The text without a leading no and without what is said not to be meant.

    A bare no, or a text of nothing but denials, stays as it is.
    """
    rest = _DENIAL.sub("", text)
    for pattern in _NOT_THIS:
        shorter = pattern.sub(" ", rest)
        if re.search(r"\w", shorter):
            rest = shorter
    return " ".join(rest.split()) if re.search(r"\w", rest) else text


def halves(text: str) -> tuple[str, str] | None:
    """The two parts of a sentence that names two things; None if it has no `and`."""
    parts = [part.strip(" ,.;") for part in _AND.split(text)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return None
    return parts[0], " ".join(parts[1:])
