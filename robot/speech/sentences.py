"""A text in sentences, so that the first can sound while the next is made."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…])[\"'”“»)]*\s+(?=[^\s])")
_ABBREVIATIONS = ("Nr.", "Str.", "ca.", "bzw.", "Dr.", "St.", "e.g.", "i.e.", "vb.")
_LETTER_OR_ORDINAL = re.compile(r"(?:^|\s)(?:[^\W\d]|[0-9]{1,2})\.$")  # "z. B.", "1. Stock"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in order, without surrounding white space; joined by a space they
    are the text with its white space folded."""
    folded = " ".join(text.split())
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(folded):
        piece = folded[start : match.end()].strip()
        if piece.endswith(_ABBREVIATIONS) or _LETTER_OR_ORDINAL.search(piece):
            continue
        pieces.append(piece)
        start = match.end()
    rest = folded[start:].strip()
    return (*pieces, rest) if rest else tuple(pieces)
