"""In which tone something was said that is no request: rudely, or by a child."""

from __future__ import annotations

from collections.abc import Mapping

from robot.dialogue.clashes import plain
from robot.dialogue.vocabulary import TONES


def tone_of(text: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """One of TONES, or empty; `words` are the words of each tone in the talk's language.

    Only whole words count, and a row of words only in its order.
    """
    said = f" {plain(text)} "
    return next(
        (tone for tone in TONES if any(f" {plain(one)} " in said for one in words[tone])), ""
    )
