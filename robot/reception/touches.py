"""What was touched or typed; any touch breaks off speech at once (EN 301 549, 5.1.3.4)."""

from __future__ import annotations

from robot.core.events import TouchAction, Touched
from robot.core.ports import Kind
from robot.dialogue.answers import Topic
from robot.dialogue.vocabulary import TOUCHABLE
from robot.reception.ears import Ears
from robot.reception.interpret import Understood
from robot.reception.talking import Talking

TOPICS: dict[TouchAction, Kind] = {
    TouchAction.SERVICE: "service",
    TouchAction.DEPARTMENT: "department",
    TouchAction.FACILITY: "facility",
    TouchAction.ELSEWHERE: "elsewhere",
}


class Touches:
    """From fingers to events of the flow."""

    def __init__(self, talking: Talking, ears: Ears) -> None:
        self._talking = talking
        self._ears = ears

    def touched(self, event: Touched) -> None:
        """Act on a touch; one that makes no sense now only silences the robot."""
        talking = self._talking
        now_s = talking.context.now_s
        talking.out += talking.mouth.hush(now_s)
        if talking.context.talk is not None:
            talking.attention.adopt(now_s)
        if event.action is TouchAction.MORE_TIME:
            talking.patience.extend(now_s)
        else:
            talking.patience.enter(talking.state, now_s)
            self._act(event)
        if talking.context.talk is not None:
            talking.context.talk.touched = True
            talking.context.talk.got_through()

    def _act(self, event: Touched) -> None:
        talking, value = self._talking, event.value.strip()
        if event.action is TouchAction.WAKE:
            talking.fire(Understood("wake"))
        elif event.action is TouchAction.LANGUAGE:
            self._language(value)
        elif event.action is TouchAction.EASY:
            self._easy(value == "on")
        elif event.action is TouchAction.TEXT and value:
            self._ears.take(value, "", talking.context.now_s, spoken=False)
        elif event.action is TouchAction.INTENT and value in TOUCHABLE:
            talking.fire(Understood(value))
        elif event.action in TOPICS:
            self._topic(TOPICS[event.action], value)

    def _topic(self, kind: Kind, id_: str) -> None:
        talking = self._talking
        if talking.context.content.kind_of(id_) != kind:
            return
        if talking.state.walk:
            talking.fire(Understood("cancel"))
        talk = talking.context.talk
        if talk is not None:
            talk.asked_s, talk.unclear_in_row = talking.context.now_s, 0
        talking.fire(Understood(kind, (Topic(id_, kind),)))

    def _language(self, language: str) -> None:
        talking, talk = self._talking, self._talking.context.talk
        if language not in talking.context.content.town.languages:
            return
        if talk is None:
            talking.wished_language = language
            talking.fire(Understood("wake"))
            return
        talk.language = language
        if "languages" not in talking.state.choices or not talking.fire(Understood("back")):
            talking.say_again()

    def _easy(self, easy: bool) -> None:
        talking, talk = self._talking, self._talking.context.talk
        if talk is None:
            talking.wished_easy = easy
            talking.fire(Understood("wake"))
            return
        talk.easy = easy
        talking.say_again()
