"""What the robot says: phrase id + slots + language -> a sentence to speak and to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from robot.dialogue.templates import Template


@dataclass(frozen=True, slots=True)
class LanguagePhrases:
    """Everything of one phrases file."""

    name: str
    """The language's name in itself."""
    called: tuple[str, ...]
    """What people call it in any language, when they ask for it."""
    say: Mapping[str, tuple[Template, ...]]
    """Variants by phrase id."""
    tones: Mapping[str, tuple[str, ...]]
    """Words that betray a tone, by tone."""
    ordinals: Mapping[str, tuple[str, ...]]
    """Words for the first and the second of two, by ordinal."""
    buttons: Mapping[str, str]
    """Label by intent id."""
    labels: Mapping[str, str]
    days: tuple[str, ...]
    """Monday first."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The phrases of every language."""

    by_language: Mapping[str, LanguagePhrases]
    easy: Mapping[str, Mapping[str, tuple[Template, ...]]] = field(default_factory=dict)
    """Easy-language variants by language; a phrase missing here is said as usual."""

    def say(
        self,
        phrase: str,
        language: str,
        values: Mapping[str, str],
        turn: int = 0,
        easy: bool = False,
    ) -> str:
        """The sentence; `turn` chooses the variant, so that a talk does not repeat itself.

        Raises KeyError for a phrase or language that the checks would have refused.
        """
        variants = self.by_language[language].say[phrase]
        if easy:
            variants = self.easy.get(language, {}).get(phrase, variants)
        return variants[turn % len(variants)].expand(values)
