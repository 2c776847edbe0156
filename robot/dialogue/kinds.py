"""The form of every content file: which keys, which values. JSON Schemas are made from this."""

from __future__ import annotations

from typing import Any

from robot.dialogue.fields import (
    LANGUAGE_TAG,
    Field,
    Flag,
    Keyed,
    ListOf,
    Named,
    Number,
    OneOf,
    OneOrMany,
    PerLanguage,
    Record,
    Text,
)
from robot.dialogue.hours import DAYS, SPAN
from robot.dialogue.vocabulary import (
    ACTIONS,
    CHOICE_LISTS,
    EVENTS,
    GUARDS,
    INTENTS,
    LABELS,
    MOODS,
    ORDINALS,
    TONES,
    TOUCHABLE,
)

ID = Text(r"[a-z][a-z0-9_]*", "an id: small letters, digits and _", 40)
LANGUAGE = Text(LANGUAGE_TAG, "a language tag such as de")
DATE = Text(r"\d{4}-\d{2}-\d{2}", "a day as YYYY-MM-DD, in quotes")
PHONE = Text(r"[+0-9][0-9 ()/-]+", "a telephone number in quotes")
NAME = Text(longest=120)
SENTENCE = Text(longest=300)
NAMES = PerLanguage(NAME)
SENTENCES = PerLanguage(SENTENCE)
SYNONYMS = PerLanguage(ListOf(NAME))
EXAMPLES = PerLanguage(ListOf(SENTENCE, least=1))

TOWN = Record(
    {
        "name": NAME,
        "town_hall": NAMES,
        "robot_name": NAME,
        "sample_data": Flag(),
        "languages": ListOf(LANGUAGE, least=1),
        "timezone": Text(r"[A-Za-z_]+(/[A-Za-z_+-]+)*", "a time zone such as Europe/Berlin"),
        "holidays": Record(
            {"country": Text(r"[A-Z]{2}", "a country code such as DE")},
            {"subdivision": Text(r"[A-Z0-9]{1,3}", "a region code such as BW")},
        ),
        "phone": PHONE,
    }
)

SERVICE = Record(
    {
        "id": ID,
        "name": NAMES,
        "also_called": SYNONYMS,
        "about": SENTENCES,
        "papers": PerLanguage(ListOf(SENTENCE)),
        "fee": PerLanguage(SENTENCE),
        "appointment": Flag(),
        "examples": EXAMPLES,
    },
    {
        "takes": SENTENCES,
        "online": Text(r"https://[^\s<>\"']+", "an address that starts with https://", 300),
    },
)

DEPARTMENT = Record(
    {
        "id": ID,
        "name": NAMES,
        "also_called": SYNONYMS,
        "room": Text(r"[\w .-]+", "a room as on the door sign, in quotes", 30),
        "floor": Number(-3, 40, whole=True),
        "about": SENTENCES,
        "hours": Record(
            {}, {day: ListOf(Text(SPAN, 'hours such as "08:00-12:00", in quotes')) for day in DAYS}
        ),
        "phone": PHONE,
        "examples": EXAMPLES,
        "services": ListOf(SERVICE),
    },
    {"closed_on": ListOf(DATE)},
)

FACILITIES = Record(
    {
        "facilities": ListOf(
            Record(
                {
                    "id": ID,
                    "name": NAMES,
                    "also_called": SYNONYMS,
                    "where": SENTENCES,
                    "examples": EXAMPLES,
                }
            ),
            least=1,
        )
    }
)

ELSEWHERE = Record(
    {
        "elsewhere": ListOf(
            Record(
                {
                    "id": ID,
                    "name": NAMES,
                    "where": SENTENCES,
                    "also_called": SYNONYMS,
                    "examples": EXAMPLES,
                }
            )
        )
    }
)

INTENT_EXAMPLES = Record(
    {"intents": ListOf(Record({"id": OneOf(INTENTS), "examples": EXAMPLES}), least=1)}
)

VAGUE = Record(
    {
        "vague": ListOf(
            Record({"between": ListOf(ID, least=2, most=2), "examples": EXAMPLES}),
        )
    }
)

PHRASE_ID = Text(r"[a-z][a-z0-9_]*", "a phrase id: small letters, digits and _", 40)
SPOKEN = OneOrMany(Text(longest=600))

PHRASES = Record(
    {
        "language": LANGUAGE,
        "name": NAME,
        "called": ListOf(NAME),
        "say": Keyed(PHRASE_ID, SPOKEN),
        "tones": Record(dict.fromkeys(TONES, ListOf(NAME, least=1))),
        "ordinals": Record(dict.fromkeys(ORDINALS, ListOf(NAME, least=1))),
        "buttons": Record(dict.fromkeys(TOUCHABLE, NAME)),
        "labels": Record(dict.fromkeys(LABELS, NAME)),
        "days": Record(dict.fromkeys(DAYS, NAME)),
    }
)

EASY_PHRASES = Record({"language": LANGUAGE, "say": Keyed(PHRASE_ID, SPOKEN)})

GUARD = Named("guard", OneOf(tuple(GUARDS)))
ACTION = Named("action", OneOf(tuple(ACTIONS)))
STEP_RECORD = Record(
    {},
    {
        "to": ID,
        "if": OneOrMany(GUARD),
        "unless": OneOrMany(GUARD),
        "do": OneOrMany(ACTION),
        "say": OneOrMany(PHRASE_ID),
    },
)
STEP = Named("step", OneOrMany(STEP_RECORD))
ON = Named("on", Record({}, dict.fromkeys(EVENTS, STEP)))

STATE = Record(
    {"mood": OneOf(MOODS), "on": ON},
    {
        "say": OneOrMany(PHRASE_ID),
        "listen": Flag(),
        "rest": Flag(),
        "walk": Flag(),
        "choices": ListOf(OneOf((*CHOICE_LISTS, *TOUCHABLE))),
        "wait_s": Number(20, 3600),
        "warn_s": Number(20, 600),
        "with": OneOrMany(ID),
    },
)

FLOW = Record({"start": ID, "shared": Keyed(ID, ON), "states": Keyed(ID, STATE)})

WORD = Text(r"[a-z][a-z0-9_]*", "a word in small letters, digits and _", 60)
SCREEN = Keyed(WORD, Keyed(WORD, Text(longest=600)))

KINDS: dict[str, Field] = {
    "town": TOWN,
    "department": DEPARTMENT,
    "facilities": FACILITIES,
    "elsewhere": ELSEWHERE,
    "intents": INTENT_EXAMPLES,
    "vague": VAGUE,
    "phrases": PHRASES,
    "easy_phrases": EASY_PHRASES,
    "flow": FLOW,
    "screen": SCREEN,
}

SHARED = {"flow": (GUARD, ACTION, STEP, ON)}
"""Parts that a kind's schema describes once."""


def json_schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema (draft 2020-12) for each kind of file, by kind."""
    return {
        kind: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"L2B2 {kind.replace('_', ' ')}",
            **form.schema(),
            **_defs(kind),
        }
        for kind, form in KINDS.items()
    }


def _defs(kind: str) -> dict[str, Any]:
    named = SHARED.get(kind, ())
    return {"$defs": {one.name: one.item.schema() for one in named}} if named else {}
