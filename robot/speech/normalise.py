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
_PHONE = re.compile(r"(?<![\w+:.,])(?:\+[0-9]{1,3}|0[0-9]{2,5})(?:[ /-]{1,3}[0-9]+){1,5}\b")
"""A number that begins with a country or area code: "+49 7141 000-15", "07141/910-0"."""
_LONG_NUMBER = re.compile(r"(?<![\w.,:])[0-9]{6,}(?![\w.,:]*[0-9])")
"""Nobody says 116117 as an amount."""
_EURO_SIGN = re.compile(r"([0-9]+)\s?€")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language says what is written in figures."""

    plus: str
    """Before a country code."""
    until: str
    """Between the ends of a range."""
    money: Callable[[int, int], str]
    """Whole euros and cents in words."""
    time: Callable[[int, int], str]
    """Hours and minutes in words."""


WORDINGS = {
    "de": Wording(
        plus="plus",
        until=" bis ",
        money=lambda euros, cents: f"{euros} Euro" + (f" {cents}" if cents else ""),
        time=lambda hours, minutes: f"{hours} Uhr" + (f" {minutes}" if minutes else ""),
    ),
    "en": Wording(
        plus="plus",
        until=" to ",
        money=lambda euros, cents: (
            f"{euros} {'euro' if euros == 1 else 'euros'}" + (f" {cents}" if cents else "")
        ),
        time=lambda hours, minutes: (
            f"{(hours - 1) % 12 + 1}"
            + (f" {'oh ' * (minutes < 10)}{minutes}" if minutes else "")
            + (" AM" if hours < 12 else " PM")
        ),
    ),
    "tr": Wording(
        plus="artı",
        until=" ile ",
        money=lambda euros, cents: f"{euros} avro" + (f" {cents} sent" if cents else ""),
        time=lambda hours, minutes: f"{hours}" + (f" {minutes:02d}" if minutes else ""),
    ),
}


def _digits(number: str, plus: str) -> str:
    """A telephone number, digit by digit, with a breath between its groups."""
    groups = re.findall(r"[0-9]+", number)
    told = ", ".join(" ".join(group) for group in groups)
    return f"{plus} {told}" if number.startswith("+") else told


def spoken(text: str, language: str) -> str:
    """`text` as the voice of `language` should get it: "E12" -> "E 12", "8:30" -> "8 Uhr 30"."""
    wording = WORDINGS.get(language)
    if wording is None:
        return text
    called = _PHONE.sub(lambda m: _digits(m[0], wording.plus), text)
    called = _LONG_NUMBER.sub(lambda m: " ".join(m[0]), called)
    ranged = _RANGE.sub(wording.until, called)
    timed = _TIME.sub(lambda m: wording.time(int(m[1]), int(m[2])), ranged)
    paid = _EURO.sub(lambda m: wording.money(int(m[1]), int(m[2])), timed)
    paid = _EURO_SIGN.sub(lambda m: wording.money(int(m[1]), 0), paid)
    return _ROOM.sub(r"\1 \2", paid)
