from __future__ import annotations

import numpy as np
import pytest

from robot.core.commands import Choice, Mood, Show
from robot.core.events import Heard, TouchAction, Touched
from robot.core.geometry import Point2D
from sim.embedded.manner import Manner, draw_manner
from sim.embedded.replies import Replies
from sim.embedded.wishes import Wish, blurred

WISH = Wish(
    "passport", "service", "citizens_office", "citizens_office", Point2D(0.0, 0.0), "en",
    ("i need a passport", "new passport"), ("Passport", "Citizens' office"),
)  # fmt: skip
YES = Choice("intent", "yes", "Yes")
NO = Choice("intent", "no", "No")


class Book:
    def words(self, intent: str, language: str, rng: np.random.Generator) -> str:
        return f"{intent} in {language}"


def replies(touches: bool = False, led: bool = True) -> Replies:
    rng = np.random.default_rng(0)
    drawn = draw_manner(rng)
    values = {name: getattr(drawn, name) for name in Manner.__slots__}
    manner = Manner(**{**values, "touches": touches})
    return Replies(WISH, manner, Book(), rng, led)  # type: ignore[arg-type]


def shown(state: str, *choices: Choice, **more: str) -> Show:
    return Show(state=state, mood=Mood.LISTENING, language="en", choices=choices, **more)  # type: ignore[arg-type]


def test_says_the_wish_then_otherwise_then_by_name_then_finds_it_on_the_screen() -> None:
    one = replies()
    said = [one.to(shown("wish")) for _ in range(4)]
    assert [s.text for s in said if isinstance(s, Heard)] == [*WISH.sentences, "Passport"]
    assert said[3] == Touched(TouchAction.SERVICE, "passport")


def test_lets_itself_be_led_to_the_right_place_only() -> None:
    right = shown("answered", YES, NO, department="citizens_office", service="passport")
    wrong = shown("answered", YES, NO, department="cashier", service="pay_bill")
    assert replies().to(right) == Heard("yes in en", "en", 0.92)
    assert replies().to(wrong) == Heard("no in en", "en", 0.92)
    assert replies(touches=True).to(right) == Touched(TouchAction.INTENT, "yes")


def test_who_wants_no_more_than_the_way_declines_and_leaves_with_it() -> None:
    about = {"department": "citizens_office", "service": "passport"}
    one = replies(led=False)
    assert one.to(shown("answered", YES, NO, **about)) == Heard("no in en", "en", 0.92)
    assert not one.told
    assert one.to(shown("told", NO, **about)) == Heard("goodbye in en", "en", 0.92)
    assert one.told


def test_picks_the_right_one_of_two() -> None:
    two = (Choice("service", "id_card", "ID card"), Choice("service", "passport", "A passport"))
    assert replies().to(shown("between", *two)) == Heard("A passport", "en", 0.92)
    assert replies(touches=True).to(shown("between", *two)) == Touched(
        TouchAction.SERVICE, "passport"
    )


def test_does_not_want_staff_called() -> None:
    assert replies().to(shown("staff_offer", YES, NO)) == Heard(WISH.sentences[0], "en", 0.92)


@pytest.mark.parametrize("seed", range(20))
def test_blurring_keeps_a_sentence_recognisable(seed: int) -> None:
    text = blurred("Where can I get a new Passport?", np.random.default_rng(seed))
    assert len(text.split()) == 7
    assert "?" not in text
