"""Numbers, rooms, times and money as a voice should read them, language by language.

A language without an entry here is read by the voice's own rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TIME = re.compile(r"\b([01]?[0-9]|2[0-3]):([0-5][0-9])\b(?: Uhr)?")
_ROOM = re.compile(r"\b([A-Z])\s?0*([1-9][0-9]{0,2})\b")
_RANGE = re.compile(r"(?<=\w)\s?[–—-]\s?(?=[A-Z]?\s?[0-9])")
_EURO = re.compile(r"([0-9]+)[.,]([0-9]{2})\s?(?:€|Euro|euros?|avro)")
_EURO_SIGN = re.compile(r"([0-9]+)\s?€")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language says what is written in figures."""

    until: str
    """Between the ends of a range."""
    money: Callable[[int, int], str]
    """Whole euros and cents in words."""
    time: Callable[[int, int], str]
    """Hours and minutes in words."""


WORDINGS = {
    "de": Wording(
        until=" bis ",
        money=lambda euros, cents: f"{euros} Euro" + (f" {cents}" if cents else ""),
        time=lambda hours, minutes: f"{hours} Uhr" + (f" {minutes}" if minutes else ""),
    ),
    "en": Wording(
        until=" to ",
        money=lambda euros, cents: (
            f"{euros} {'euro' if euros == 1 else 'euros'}" + (f" {cents}" if cents else "")
        ),
        time=lambda hours, minutes: (
            f"{(hours - 1) % 12 + 1}"
            + (f" {minutes:02d}" if minutes else "")
            + (" a m" if hours < 12 else " p m")
        ),
    ),
    "tr": Wording(
        until=" ile ",
        money=lambda euros, cents: f"{euros} avro" + (f" {cents} sent" if cents else ""),
        time=lambda hours, minutes: f"{hours}" + (f" {minutes:02d}" if minutes else ""),
    ),
}


def spoken(text: str, language: str) -> str:
    """`text` as the voice of `language` should get it: "E12" -> "E 12", "8:30" -> "8 Uhr 30"."""
    wording = WORDINGS.get(language)
    if wording is None:
        return text
    ranged = _RANGE.sub(wording.until, text)
    timed = _TIME.sub(lambda m: wording.time(int(m[1]), int(m[2])), ranged)
    paid = _EURO.sub(lambda m: wording.money(int(m[1]), int(m[2])), timed)
    paid = _EURO_SIGN.sub(lambda m: wording.money(int(m[1]), 0), paid)
    return _ROOM.sub(r"\1 \2", paid)
