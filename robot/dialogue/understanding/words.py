"""Text as it is compared: folded spelling, words, and the clauses of a story."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 600
"""Characters that are read of one utterance; nobody says more in one breath."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "đ": "d"})
_APOSTROPHES = str.maketrans("", "", "'’`´ʼ")
_STOPS = re.compile(r"[.!?;:,\n]+|\s[-–—]+\s")
# fmt: off
_JOINTS = frozenset(
    (
        "und", "aber", "weil", "denn", "sondern", "dass", "damit", "außerdem", "dann", "jetzt",
        "deshalb", "deswegen", "nun", "and", "but", "because", "so", "that", "also", "then", "now",
        "since", "though", "ve", "ama", "çünkü", "fakat", "ayrıca", "sonra", "şimdi", "diye",
    )
)
# fmt: on
_SHORTEST_CLAUSE = 3
_LONGEST_CLAUSE = 12


def clean(text: str) -> str:
    """`text` without what is no text: control characters, half surrogates, endless length."""
    text = text[: LONGEST_TEXT * 2]
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return text.strip()[:LONGEST_TEXT]


def spoken(text: str) -> str:
    """As a recogniser writes: lower case, no punctuation; letters keep their marks."""
    lowered = text.replace("İ", "i").lower().replace("\u0307", "").translate(_APOSTROPHES)
    return " ".join(_WORD.findall(lowered))


def fold(text: str) -> str:
    """Lower case without accents and punctuation, so that spelling habits do not matter."""
    lowered = spoken(text)
    if lowered.isascii():
        return lowered
    return lowered.translate(_FOLDS)


class _Folds(dict[int, str]):
    """Letter to its plain form, worked out when first met: three times faster than each time."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code))
        plain = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
        self[code] = plain.translate(_LETTERS)
        return self[code]


_FOLDS = _Folds()


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a longer utterance, in order, as `spoken`; one for a short one.

    Recognisers write no punctuation, so joining words cut as well; what is still long is cut in
    overlapping windows.
    """
    parts: list[str] = []
    for sentence in _STOPS.split(text):
        parts.extend(_at_joints(spoken(sentence).split()))
    joined = _join_short(parts)
    return tuple(window for part in joined for window in _windows(part.split()))


def _at_joints(words: list[str]) -> list[str]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _JOINTS and len(parts[-1]) >= _SHORTEST_CLAUSE:
            parts.append([])
        parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _join_short(parts: list[str]) -> list[str]:
    """Clauses of one or two words go with the one before."""
    joined: list[str] = []
    for part in parts:
        if joined and len(part.split()) < _SHORTEST_CLAUSE:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def _windows(words: list[str]) -> list[str]:
    if len(words) <= _LONGEST_CLAUSE:
        return [" ".join(words)] if words else []
    half = _LONGEST_CLAUSE // 2
    starts = range(0, len(words) - half, half)
    return [" ".join(words[start : start + _LONGEST_CLAUSE]) for start in starts]
