"""Words on screens: buttons of the kiosk, headings of the panel. Staff edit them in `screen/`."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from robot.core.problems import Problem

Sections = Mapping[str, Mapping[str, str]]


class Labels:
    """The words of every language; each language has the same keys."""

    def __init__(self, by_language: Mapping[str, Sections], default: str) -> None:
        """`default` is the language that a page falls back to; it must be among the languages."""
        if default not in by_language:
            raise ValueError(f"no words in the default language '{default}'")
        self._by_language = by_language
        self.default = default

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def section(self, language: str, section: str) -> Mapping[str, str]:
        """Words of one section; in the default language where `language` is unknown."""
        return self._by_language.get(language, self._by_language[self.default])[section]


def label_problems(by_language: Mapping[str, object], default: str) -> list[Problem]:
    """Faults in the words: every language needs the sections, keys and {places} of the default."""
    model = by_language.get(default)
    if not _is_sections(model):
        return [_problem(default, "", "no words", "sections 'kiosk' and 'panel' of texts")]
    problems: list[Problem] = []
    for language, sections in by_language.items():
        if not _is_sections(sections):
            problems.append(_problem(language, "", "something else", "sections of texts"))
            continue
        for section, words in model.items():
            problems += _compare(language, section, words, sections.get(section, {}))
        for section in sections.keys() - model.keys():
            problems.append(_problem(language, section, "a section", f"none ({default} has none)"))
    return problems


def _compare(
    language: str, section: str, model: Mapping[str, str], words: Mapping[str, str]
) -> list[Problem]:
    problems: list[Problem] = []
    for key, text in model.items():
        place = f"{section}.{key}"
        if key not in words:
            problems.append(_problem(language, place, "nothing", "a text"))
        elif _fields(words[key]) != _fields(text):
            wanted = " and ".join(sorted(_fields(text))) or "no {places}"
            problems.append(_problem(language, place, repr(words[key]), f"a text with {wanted}"))
    for key in words.keys() - model.keys():
        problems.append(_problem(language, f"{section}.{key}", "a text", "no such key"))
    return problems


def _is_sections(value: object) -> TypeGuard[Sections]:
    return isinstance(value, Mapping) and all(
        isinstance(words, Mapping) and all(isinstance(word, str) for word in words.values())
        for words in value.values()
    )


def _fields(text: str) -> set[str]:
    try:
        return {"{" + name + "}" for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return {"an unclosed brace"}


def _problem(language: str, key: str, found: str, expected: str) -> Problem:
    return Problem(f"screen/{language}.yaml", 0, key, found, expected)
