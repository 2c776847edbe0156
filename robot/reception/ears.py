"""What was heard: whether it counts, in which language it is, what it means for the talk."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.events import HardToHear, Heard, Hearing
from robot.core.ports import Candidate, Meaning, Understanding
from robot.dialogue.languages import language_named_in
from robot.dialogue.tones import ordinal_of, tone_of
from robot.reception.context import ReceptionSettings
from robot.reception.interpret import Understood, interpret, of_candidate
from robot.reception.talking import Talking

WORDS_TO_SWITCH = 3
"""A shorter utterance does not change the language of a talk under way: too easily mistaken."""


NO_REQUEST = ("out_of_scope", "small_talk", "unclear")
"""Events of which the tone matters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An utterance as it was taken, for those who look over the robot's shoulder."""

    meaning: Meaning
    meant: Understood


class Ears:
    """From words to events of the flow."""

    def __init__(
        self, talking: Talking, understanding: Understanding, settings: ReceptionSettings
    ) -> None:
        self._talking = talking
        self._settings = settings
        self._hearing_s = -float("inf")
        self._understanding = understanding
        self.last: Reading | None = None
        """What the last utterance was taken for."""

    def use(self, understanding: Understanding) -> None:
        """Understand by this from now on."""
        self._understanding = understanding

    def hearing(self, event: Hearing) -> None:
        """Somebody is speaking: no time-out now."""
        talking, now_s = self._talking, self._talking.context.now_s
        if talking.mouth.listening and event.text.strip():
            self._hearing_s = now_s
            if not talking.state.rest:
                talking.patience.enter(talking.state, now_s)

    def heard(self, event: Heard) -> None:
        """An utterance; what comes while the ears are closed is the robot itself, or an echo."""
        now_s = self._talking.context.now_s
        if not self._open():
            return
        if not event.text.strip():
            self._unheard()
            return
        fresh = now_s - self._hearing_s <= self._settings.talk.hearing_s
        self.take(event.text, event.language, self._hearing_s if fresh else now_s, spoken=True)

    def hard_to_hear(self, event: HardToHear) -> None:
        """The screen tells how to be heard better, once a visit: more often would be nagging."""
        talking, talk = self._talking, self._talking.context.talk
        if talk is None or talk.hinted or talking.state.walk or not self._open():
            return
        talk.hint, talk.hinted = event.loudness.value, True

    def _open(self) -> bool:
        mouth = self._talking.mouth
        late_s = self._talking.context.now_s - mouth.closed_s
        return mouth.listening or late_s <= self._settings.talk.late_hearing_s

    def _unheard(self) -> None:
        """No word of it is sure: it may be talk among others, so the screen alone answers."""
        talking = self._talking
        if talking.context.talk is not None and not talking.state.walk:
            talking.context.talk.unheard_in_row += 1

    def take(self, text: str, language: str, asked_s: float, spoken: bool) -> None:
        """Act on a text, spoken or typed."""
        talking, talk = self._talking, self._talking.context.talk
        meaning = self._understanding.understand(text, language)
        found = self._follow_language(text, language, meaning.language)
        offered = talk.candidates if talk and "candidates" in talking.state.choices else ()
        meant = self._chosen(text, offered) or self._toned(
            text, interpret(meaning, self._settings.understanding, offered)
        )
        self.last = Reading(meaning, meant)
        if meant.event == "change_language" and self._switch(text, found):
            return
        self._count(meant)
        talking.asked_s = asked_s
        if talk is not None:
            talk.asked_s = asked_s
            talk.got_through()
        fired = talking.fire(meant)
        if not fired and not spoken and talking.state.rest:
            fired = talking.fire(Understood("wake"))
        self._note(meant, fired, spoken)

    def _chosen(self, text: str, offered: tuple[Candidate, ...]) -> Understood | None:
        """What "the second one" means just after two were offered; None if none was chosen so."""
        context = self._talking.context
        words = context.content.phrases.by_language[context.language].ordinals
        at = ordinal_of(text, words) if len(offered) == 2 else None
        return None if at is None else of_candidate(offered[at])

    def _toned(self, text: str, meant: Understood) -> Understood:
        """What asks for nothing may still be rude, or come from a child."""
        context = self._talking.context
        if meant.event not in NO_REQUEST:
            return meant
        tone = tone_of(text, context.content.phrases.by_language[context.language].tones)
        return Understood(tone) if tone and self._talking.answers(tone) else meant

    def _follow_language(self, text: str, heard: str, looks_like: str) -> str:
        """Language of an utterance; the talk follows it when there is no doubt."""
        talking, talk = self._talking, self._talking.context.talk
        languages = talking.context.content.town.languages
        found = next((one for one in (heard, looks_like) if one in languages), "")
        if talk is None:
            talking.wished_language = found
        elif found and found != talk.language:
            first = not talk.voiced and not talk.touched
            if first or len(text.split()) >= WORDS_TO_SWITCH:
                talk.language = found
        return found

    def _switch(self, text: str, spoken_in: str) -> bool:
        """Follow a wish for another language; False when none can be made out."""
        talking, talk = self._talking, self._talking.context.talk
        named = language_named_in(text, talking.context.content.phrases.by_language)
        wanted = named or spoken_in
        if talk is None or not wanted or (wanted == talk.language and not named):
            return False
        talk.language = wanted
        talk.voiced = True
        talking.say_again()
        return True

    def _count(self, meant: Understood) -> None:
        talk = self._talking.context.talk
        if talk is None or not self._talking.answers(meant.event):
            return
        if meant.event == "unclear":
            talk.unclear_in_row += 1
            talk.not_understood += 1
        if meant.event == "out_of_scope":
            talk.unserved.append(meant.event)

    def _note(self, meant: Understood, fired: bool, spoken: bool) -> None:
        talking, talk = self._talking, self._talking.context.talk
        talking.wished_language, talking.asked_s = "", None
        if talk is None or not fired:
            return
        talk.voiced |= spoken
        talk.touched |= not spoken
        if meant.event != "unclear":
            talk.unclear_in_row = 0
        talking.patience.enter(talking.state, talking.context.now_s)
