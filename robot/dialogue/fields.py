"""Typed fields that check plain data (from YAML) and describe themselves as JSON Schema.

A field never raises on bad data: it notes a Problem and returns None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from robot.core.problems import invisible
from robot.dialogue.spots import Spot, did_you_mean

LANGUAGE_TAG = r"[a-z]{2,3}"
"""A language as files name it: a BCP 47 primary tag."""


class Field(Protocol):
    """One kind of value."""

    def read(self, raw: object, spot: Spot) -> Any:
        """The checked value, or None after noting the faults."""

    def schema(self) -> dict[str, Any]:
        """This field as JSON Schema."""


@dataclass(frozen=True)
class Text:
    """A text that is not empty."""

    pattern: str = ""
    """Regular expression that the whole text must match; empty: any."""
    means: str = "a text"
    """What is expected, for people."""
    longest: int = 400
    """Characters."""

    def read(self, raw: object, spot: Spot) -> str | None:
        """The text without outer blanks."""
        if not isinstance(raw, str):
            hint = "put it in quotes" if isinstance(raw, bool | int | float) else ""
            spot.fault(raw, self.means, hint)
            return None
        text = unicodedata.normalize("NFC", raw.strip())
        if not text:
            spot.fault("", self.means)
        elif len(text) > self.longest:
            spot.fault(text, f"at most {self.longest} characters", f"it has {len(text)}")
        elif unseen := invisible(text):
            spot.fault(text, "no invisible characters", f"remove {', '.join(unseen)}")
        elif self.pattern and not re.fullmatch(self.pattern, text):
            spot.fault(text, self.means)
        else:
            return text
        return None

    def schema(self) -> dict[str, Any]:
        """A string."""
        found: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": self.longest}
        return found | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})


@dataclass(frozen=True)
class OneOf:
    """A word from a fixed list."""

    words: tuple[str, ...]

    def read(self, raw: object, spot: Spot) -> str | None:
        """The word."""
        if isinstance(raw, str) and raw in self.words:
            return raw
        expected = f"one of {', '.join(self.words)}"
        hint = (
            "put yes and no in quotes" if isinstance(raw, bool) else did_you_mean(raw, self.words)
        )
        spot.fault(raw, expected if len(expected) < 200 else "a known word", hint)
        return None

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, raw: object, spot: Spot) -> bool | None:
        """The truth value."""
        if isinstance(raw, bool):
            return raw
        spot.fault(raw, "true or false")
        return None

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number:
    """A number within a range."""

    least: float
    most: float
    whole: bool = False

    def read(self, raw: object, spot: Spot) -> float | int | None:
        """The number."""
        good = isinstance(raw, int if self.whole else int | float) and not isinstance(raw, bool)
        if good and isinstance(raw, int | float) and self.least <= raw <= self.most:
            return raw
        least, most = f"{self.least:g}", f"{self.most:g}"
        whole, any_ = f"a whole number from {least} to {most}", f"a number from {least} to {most}"
        spot.fault(raw, whole if self.whole else any_)
        return None

    def schema(self) -> dict[str, Any]:
        """A number with its bounds."""
        kind = "integer" if self.whole else "number"
        return {"type": kind, "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class ListOf:
    """A list of one kind of item."""

    item: Field
    least: int = 0
    most: int | None = None
    unique: bool = True

    def read(self, raw: object, spot: Spot) -> tuple[Any, ...] | None:
        """All good items."""
        if not isinstance(raw, list | tuple):
            spot.fault(raw, "a list", "start each item with - on its own line")
            return None
        if len(raw) < self.least:
            spot.fault(raw, f"a list of at least {self.least}")
        if self.most is not None and len(raw) > self.most:
            spot.fault(raw, f"a list of at most {self.most}")
        items = [self.item.read(one, spot.at(i)) for i, one in enumerate(raw)]
        if self.unique:
            self._note_doubles(items, spot)
        return tuple(item for item in items if item is not None)

    @staticmethod
    def _note_doubles(items: list[Any], spot: Spot) -> None:
        seen: set[Hashable] = set()
        for i, item in enumerate(items):
            if not isinstance(item, str):
                continue
            if item.casefold() in seen:
                spot.at(i).fault(item, "each item once", "remove one of them")
            seen.add(item.casefold())

    def schema(self) -> dict[str, Any]:
        """An array."""
        least = {"minItems": self.least} if self.least else {}
        most = {} if self.most is None else {"maxItems": self.most}
        return {"type": "array", "items": self.item.schema()} | least | most


@dataclass(frozen=True)
class Record:
    """Keys with a field each; unknown keys are faults."""

    needed: Mapping[str, Field]
    optional: Mapping[str, Field] = field(default_factory=dict)

    def read(self, raw: object, spot: Spot) -> dict[str, Any] | None:
        """The values by key; keys that are missing or faulty are left out."""
        if not isinstance(raw, Mapping):
            spot.fault(raw, f"the keys {', '.join(self.needed)}")
            return None
        fields = {**self.needed, **self.optional}
        for key in raw:
            if key not in fields:
                spot.at(str(key)).fault(
                    f"the unknown key {key}", "a known key", did_you_mean(key, fields)
                )
        for key in self.needed:
            if key not in raw:
                spot.fault(f"no {key}", f"the key {key}")
        values = {k: f.read(raw[k], spot.at(k)) for k, f in fields.items() if k in raw}
        return {k: v for k, v in values.items() if v is not None}

    def schema(self) -> dict[str, Any]:
        """An object without further keys."""
        fields = {**self.needed, **self.optional}
        return {
            "type": "object",
            "properties": {key: one.schema() for key, one in fields.items()},
            "required": list(self.needed),
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Keyed:
    """Free keys of one form, all with the same kind of value."""

    key: Text
    item: Field

    def read(self, raw: object, spot: Spot) -> dict[str, Any] | None:
        """The values by key."""
        if not isinstance(raw, Mapping):
            spot.fault(raw, f"keys, each {self.key.means}")
            return None
        good = {k: v for k, v in raw.items() if self.key.read(k, spot.at(str(k))) is not None}
        values = {k: self.item.read(v, spot.at(k)) for k, v in good.items()}
        return {k: v for k, v in values.items() if v is not None}

    def schema(self) -> dict[str, Any]:
        """An object with free keys."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^(?:{self.key.pattern})$"},
            "additionalProperties": self.item.schema(),
        }


@dataclass(frozen=True)
class PerLanguage:
    """The same in every language of the town."""

    item: Field

    def read(self, raw: object, spot: Spot) -> dict[str, Any] | None:
        """The values by language."""
        wanted = dict.fromkeys(spot.languages, self.item)
        return Record(wanted).read(raw, spot)

    def schema(self) -> dict[str, Any]:
        """An object keyed by language; which ones are needed, town.yaml says."""
        return Keyed(Text(LANGUAGE_TAG), self.item).schema() | {"minProperties": 1}


@dataclass(frozen=True)
class OneOrMany:
    """One item, or a list of them."""

    item: Field

    def read(self, raw: object, spot: Spot) -> tuple[Any, ...] | None:
        """Always a tuple."""
        if isinstance(raw, list | tuple):
            return ListOf(self.item, least=1).read(raw, spot)
        one = self.item.read(raw, spot)
        return None if one is None else (one,)

    def schema(self) -> dict[str, Any]:
        """Either form."""
        return {"anyOf": [self.item.schema(), ListOf(self.item, least=1).schema()]}


@dataclass(frozen=True)
class Named:
    """A field that the JSON Schema describes once, under its name."""

    name: str
    item: Field

    def read(self, raw: object, spot: Spot) -> Any:
        """What the field reads."""
        return self.item.read(raw, spot)

    def schema(self) -> dict[str, Any]:
        """A reference to the description."""
        return {"$ref": f"#/$defs/{self.name}"}
