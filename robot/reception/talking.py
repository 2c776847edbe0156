"""Runs the flow: fires events, does what transitions say, begins and ends visits and walks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from robot.core.commands import Command, Record
from robot.core.talk_settings import TalkSettings
from robot.dialogue.flow import State, Transition
from robot.dialogue.machine import TalkMachine
from robot.guiding.walk import News, Step
from robot.reception.actions import DEEDS, REPEATS
from robot.reception.content import House
from robot.reception.context import GUARD_TESTS, Context
from robot.reception.duty import Duty
from robot.reception.engagement import Attention
from robot.reception.interpret import Understood
from robot.reception.mouth import Mouth
from robot.reception.patience import Patience
from robot.reception.talk import Talk
from robot.reception.walks import Walks

GREETING = "greeting"
NOTICE = "notice"
WARNING = "still_there"
ANSWERS = ("answer_service", "answer_department")
ASPECT_PHRASES = {
    "papers_needed": "papers",
    "fee": "fee",
    "opening_hours": "hours",
    "online_service": "online",
    "waiting_time": "waiting_time_service",
}
"""What is said in place of the whole answer when only one thing was asked."""
IDLE_NEWS = (News.TURNS_LEFT, News.TURNS_RIGHT)
"""News that break off no sentence: they are let go while the robot speaks."""
GONE = ("left", "timed_out")
"""Events that mean that the visitor is gone."""


class Talking:
    """The talk and everything that its transitions set in motion."""

    def __init__(
        self,
        context: Context,
        attention: Attention,
        mouth: Mouth,
        patience: Patience,
        walks: Walks,
        duty: Duty,
        new_id: Callable[[], str],
        settings: TalkSettings,
    ) -> None:
        self.context, self.attention, self.mouth = context, attention, mouth
        self.patience = patience
        self._walks, self._duty, self._new_id, self._settings = walks, duty, new_id, settings
        self._machine = TalkMachine(context.content.flow)
        self.out: list[Command] = []
        """Commands of the step under way."""
        self.farewell = ""
        """Last words to a visitor who is gone from the books, shown while they are spoken."""
        self.wished_language = ""
        """Language in which the next visit begins; empty: the town's first."""
        self.wished_easy = False
        self.asked_s: float | None = None
        """When the request under way ended, for a visit that begins with it."""

    @property
    def state(self) -> State:
        """Where the talk is."""
        return self._machine.state

    def use(self, house: House) -> None:
        """Begin anew with this content; between visits only."""
        self._machine = TalkMachine(house.content.flow)

    def answers(self, event: str) -> bool:
        """Whether an event would mean something now."""
        return self._machine.answers(event, self._holds)

    def fire(self, meant: Understood) -> bool:
        """Let an event happen; False if it means nothing here."""
        self.context.named = meant.topics[0] if meant.topics else None
        before = self.state
        taken = self._machine.fire(meant.event, self._holds)
        if taken is not None:
            self._follow_transition(before, taken, meant)
        self.context.named = None
        return taken is not None

    def follow(self, step: Step) -> None:
        """What a walk asks for and tells."""
        self.out += step.commands
        for news in step.news:
            if news not in IDLE_NEWS or not self.mouth.speaking:
                self.fire(Understood(f"escort_{news.value}"))

    def say_again(self) -> None:
        """The last answer once more, in the language and pace of now."""
        if self.context.talk is not None:
            self._say(self.context.talk.last_phrases)

    def warn(self) -> None:
        """Announce the time-out."""
        if self.context.talk is not None and not self.state.walk:
            self.announce(WARNING)

    def announce(self, phrase: str) -> None:
        """Say something to whoever is near: in the talk's language, or the town's first."""
        context, talk = self.context, self.context.talk
        text = context.say(phrase)
        rate, volume = (talk.rate, talk.volume) if talk else (1.0, self._settings.volume)
        self.attention.begins_to_speak()
        self.out += self.mouth.say(text, context.language, rate, volume, context.now_s)
        if talk is not None:
            talk.caption = text
        else:
            self.farewell = text

    def _holds(self, guard: str) -> bool:
        return GUARD_TESTS[guard](self.context)

    def _follow_transition(self, before: State, taken: Transition, meant: Understood) -> None:
        after = self.state
        phrases = [*taken.say, *(after.say if taken.to else ())]
        if meant.aspect:
            phrases = [self._asked_phrase(one, meant.aspect) for one in phrases]
        if before.rest and not after.rest:
            phrases = self._begin_visit(phrases)
        if before.walk and not after.walk:
            self.out += self._walks.end(lost=meant.event in GONE)
        if self.context.talk is not None and meant.candidates:
            self.context.talk.candidates = meant.candidates
        for action in taken.do:
            self._do(action, meant)
        if any(action in REPEATS for action in taken.do) and self.context.talk is not None:
            phrases = [*phrases, *self.context.talk.last_phrases]
        self._say(phrases)
        self.context.named = None
        if taken.to:
            self._enter(before, after)

    def _asked_phrase(self, phrase: str, aspect: str) -> str:
        """Who asks for the fee of something hears the fee, not everything."""
        if phrase not in ANSWERS:
            return phrase
        if aspect == "online_service" and not self._holds("has_online"):
            return "not_online"
        return ASPECT_PHRASES.get(aspect, phrase)

    def _enter(self, before: State, after: State) -> None:
        self.patience.enter(after, self.context.now_s)
        if after.walk and not before.walk:
            self.follow(self._walks.begin())
        if after.rest and not before.rest:
            self.end_visit()

    def _do(self, action: str, meant: Understood) -> None:
        if action == "pause_escort":
            self.out += self._walks.pause()
        elif action == "resume_escort":
            self.out += self._walks.resume()
        elif action in DEEDS and self.context.talk is not None:
            self.out += DEEDS[action](self.context, self.context.talk, meant, self._settings)

    def _begin_visit(self, phrases: list[str]) -> list[str]:
        """A visitor: the record begins, and the first words say that this is a machine."""
        context, now_s = self.context, self.context.now_s
        self.out += self._duty.end_rest()
        known = context.greeted
        context.talk = Talk(
            self._new_id(),
            context.utc_at(now_s),
            self.wished_language or context.content.town.languages[0],
            self._settings.volume,
            easy=self.wished_easy,
            asked_s=self.asked_s,
        )
        self.wished_language, self.wished_easy, self.farewell = "", False, ""
        self.attention.serve(now_s)
        if GREETING in phrases:
            self.attention.note_greeting(now_s)
        elif not known:
            self.attention.note_greeting(now_s)
            return [NOTICE, *phrases]
        return phrases

    def end_visit(self) -> None:
        """Close the record of the visit under way, if there is one."""
        context, talk = self.context, self.context.talk
        if talk is None:
            return
        town, places = context.content.town, context.places
        ended = context.utc_at(context.now_s)
        self.farewell = talk.caption if self.mouth.speaking else ""
        self.out.append(Record(talk.close(ended, town.robot_name, places.building)))
        context.talk = None
        self.attention.release(context.now_s)
        self._duty.begin_rest(context.now_s)

    def _say(self, phrases: Iterable[str]) -> None:
        talk, context = self.context.talk, self.context
        if talk is None:
            return
        values = context.slots()
        said = tuple(phrases)
        texts = [
            context.content.phrases.say(one, talk.language, values, talk.turns, talk.easy)
            for one in said
        ]
        text = " ".join(filter(None, texts))
        if not text:
            return
        talk.turns += 1
        talk.caption = text
        if context.topic == talk.topic:  # what was answered by the way is not said again
            talk.last_phrases = said
        self.attention.begins_to_speak()
        self.out += self.mouth.say(text, talk.language, talk.rate, talk.volume, context.now_s)
