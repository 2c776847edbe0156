"""Texts spoken sentence by sentence."""

from __future__ import annotations

import numpy as np

from robot.core.ports import Sound
from robot.speech.speaking import pieces, reading_s


class NotingVoice:
    """A voice that notes what it is asked to say."""

    languages = frozenset({"de"})

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []

    def sound(self, text: str, language: str, rate: float) -> Sound:
        self.asked.append((text, language, rate))
        return Sound(np.zeros(100, np.int16), 100)


def test_the_first_sentence_is_ready_before_the_second_is_made() -> None:
    voice = NotingVoice()
    made = pieces(voice, "Guten Tag. Zimmer E12, bitte.", "de", 0.8)
    first = next(made)
    assert (first.text, first.last) == ("Guten Tag.", False)
    assert voice.asked == [("Guten Tag.", "de", 0.8)]
    assert [(piece.text, piece.last) for piece in made] == [("Zimmer E12, bitte.", True)]
    assert voice.asked[-1][0] == "Zimmer E 12, bitte."


def test_nothing_to_say_makes_no_sound() -> None:
    assert list(pieces(NotingVoice(), "  ", "de", 1.0)) == []


def test_longer_captions_stay_longer() -> None:
    assert reading_s("Ja.") < reading_s("Bitte folgen Sie mir, ich bringe Sie zum Standesamt.")
