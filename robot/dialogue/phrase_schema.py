"""Faults in phrases, and the Phrasebook made of good ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from robot.dialogue.files import Files
from robot.dialogue.hours import DAYS
from robot.dialogue.phrases import LanguagePhrases, Phrasebook
from robot.dialogue.spots import Spot, did_you_mean
from robot.dialogue.templates import Template, TemplateError, parse
from robot.dialogue.vocabulary import CODE_PHRASES, EASY_SUFFIX, SLOTS


def note_phrase_faults(files: Files, languages: tuple[str, ...]) -> None:
    """Templates that cannot be read, unknown slots, phrases missing in a language or of a floor."""
    for name, read in files.items():
        if name.startswith("phrases/"):
            for phrase, variants in read.values.get("say", {}).items():
                spot = read.spot.at("say").at(phrase)
                raw = _raw(read.spot.source.data, phrase)
                for i, text in enumerate(variants):
                    _note_template(text, spot.at(i) if isinstance(raw, list) else spot)
    needed = _needed(files, languages)
    for language in languages:
        file = files.get(f"phrases/{language}.yaml")
        if file is not None and "say" in file.values:
            for phrase in sorted(needed - file.values["say"].keys()):
                file.spot.at("say").fault(f"no {phrase}", f"the phrase {phrase}")
        easy = files.get(f"phrases/{language}{EASY_SUFFIX}.yaml")
        if easy is not None:
            for phrase in easy.values.get("say", {}):
                if phrase not in needed:
                    easy.spot.at("say").at(phrase).fault(
                        phrase, f"a phrase of {language}.yaml", did_you_mean(phrase, needed)
                    )


def _needed(files: Files, languages: tuple[str, ...]) -> set[str]:
    """Phrases of any language, of the program, and one for each floor."""
    needed = set(CODE_PHRASES)
    for language in languages:
        if file := files.get(f"phrases/{language}.yaml"):
            needed |= file.values.get("say", {}).keys()
    floors = {read.values.get("floor") for n, read in files.items() if n.startswith("departments/")}
    return needed | {f"floor_{floor}" for floor in floors if floor is not None}


def _raw(data: object, phrase: str) -> object:
    say = data.get("say") if isinstance(data, Mapping) else None
    return say.get(phrase) if isinstance(say, Mapping) else None


def _note_template(text: str, spot: Spot) -> None:
    try:
        template = parse(text)
    except TemplateError as fault:
        spot.fault(text, "a phrase in the template language", str(fault))
        return
    for slot in sorted(template.slots - set(SLOTS)):
        spot.fault("{" + slot + "}", "a known {slot}", did_you_mean(slot, SLOTS))


def build_phrasebook(files: Files, languages: tuple[str, ...]) -> Phrasebook:
    """The phrases of checked files."""
    easy_files = {one: files.get(f"phrases/{one}{EASY_SUFFIX}.yaml") for one in languages}
    return Phrasebook(
        {one: _language(files[f"phrases/{one}.yaml"].values) for one in languages},
        {one: _templates(read.values["say"]) for one, read in easy_files.items() if read},
    )


def _language(values: Mapping[str, Any]) -> LanguagePhrases:
    return LanguagePhrases(
        name=values["name"],
        called=values["called"],
        say=_templates(values["say"]),
        tones=values["tones"],
        ordinals=values["ordinals"],
        buttons=values["buttons"],
        labels=values["labels"],
        days=tuple(values["days"][day] for day in DAYS),
    )


def _templates(say: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Template, ...]]:
    return {phrase: tuple(parse(text) for text in texts) for phrase, texts in say.items()}
