"""What a simulated visitor answers to what the robot's screen shows."""

from __future__ import annotations

import numpy as np

from robot.core.commands import Choice, Show
from robot.core.events import Heard, TouchAction, Touched
from sim.embedded.manner import Manner
from sim.embedded.wishes import Wish, WishBook

_FEW = 4
"""A list of at most so many things is a question; a longer one is a menu."""
_THINGS = (
    TouchAction.SERVICE,
    TouchAction.DEPARTMENT,
    TouchAction.FACILITY,
    TouchAction.ELSEWHERE,
)
_OTHER_YES = frozenset({"staff_offer", "languages"})
"""States of flow.yaml in which yes means something else than the wish."""
_AIMED = 0.92
"""The recogniser's usual confidence."""


class Replies:
    """One visitor's side of the talk."""

    def __init__(
        self, wish: Wish, manner: Manner, book: WishBook, rng: np.random.Generator, led: bool
    ) -> None:
        """`led`: wants to be led; else to be told the way."""
        self._wish = wish
        self._manner = manner
        self._book = book
        self._rng = rng
        self._led = led
        self._said = 0
        self.told = False
        """Heard the way, wanted no more, and said goodbye."""

    def to(self, show: Show) -> Heard | Touched:
        """The answer to what is on the screen now."""
        offered = {choice.value: choice for choice in show.choices if _is_thing(choice)}
        if 0 < len(offered) <= _FEW:
            mine = self._wish.among(tuple(offered))
            if mine is not None:
                return self._pick(offered[mine])
        yes = _intent(show, "yes") if show.state not in _OTHER_YES else None
        if yes is not None:
            right, no = self._about_mine(show), _intent(show, "no")
            if no is not None and show.state == "answered" and right and not self._led:
                return self._answer(no, "no")
            if right:
                return self._answer(yes, "yes")
            if no is not None and self._about_anything(show):
                return self._answer(no, "no")
        if show.state == "told" and self._about_anything(show) and self._about_mine(show):
            self.told = not self._led
            return self.goodbye()
        return self._state_wish()

    def goodbye(self) -> Heard:
        """The last word."""
        return self._speak(self._book.words("goodbye", self._wish.language, self._rng))

    def _about_mine(self, show: Show) -> bool:
        wish = self._wish
        if wish.id in (show.service, show.department):
            return True
        if show.service or show.department:
            # The right office for something else of it: the door is what counts.
            return bool(wish.department) and show.department == wish.department
        if show.destination:
            return show.destination in (wish.id, wish.department, wish.place)
        return not show.title or any(name in show.title for name in wish.names)

    def _about_anything(self, show: Show) -> bool:
        return bool(show.service or show.department or show.destination or show.title)

    def _state_wish(self) -> Heard | Touched:
        """Says it; says it otherwise; by its name; at last finds it by the search on the screen."""
        self._said += 1
        ways = self._wish.sentences[:2] + self._wish.names[:1]
        if self._said <= len(ways):
            return self._speak(ways[self._said - 1])
        return Touched(self._wish.touch, self._wish.id)

    def _pick(self, choice: Choice) -> Heard | Touched:
        if self._manner.touches:
            return Touched(TouchAction(choice.action), choice.value)
        return self._speak(choice.label)

    def _answer(self, choice: Choice, intent: str) -> Heard | Touched:
        if self._manner.touches:
            return Touched(TouchAction(choice.action), choice.value)
        return self._speak(self._book.words(intent, self._wish.language, self._rng))

    def _speak(self, text: str) -> Heard:
        return Heard(text, self._wish.language, _AIMED)


def _is_thing(choice: Choice) -> bool:
    return any(choice.action == action.value for action in _THINGS)


def _intent(show: Show, intent: str) -> Choice | None:
    return next(
        (c for c in show.choices if c.action == TouchAction.INTENT.value and c.value == intent),
        None,
    )
