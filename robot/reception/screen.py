"""What the kiosk shows now."""

from __future__ import annotations

from collections.abc import Iterable

from robot.core.commands import Choice, Mood, Show
from robot.core.events import TouchAction
from robot.core.ports import Kind
from robot.dialogue.answers import department_of, name_of
from robot.dialogue.flow import State
from robot.reception.context import Context
from robot.reception.mouth import Mouth
from robot.reception.patience import Patience
from robot.reception.talk import Talk

UNHEARD = 2
"""After so many utterances in a row of which nothing was understood the screen offers touch."""

OUT_OF_DUTY = "out_of_duty"
"""Notice that the kiosk page has words for."""
TOUCHES: dict[Kind, TouchAction] = {
    "service": TouchAction.SERVICE,
    "department": TouchAction.DEPARTMENT,
    "facility": TouchAction.FACILITY,
    "elsewhere": TouchAction.ELSEWHERE,
    "intent": TouchAction.INTENT,
}


def screen(context: Context, state: State, mouth: Mouth, patience: Patience, farewell: str) -> Show:
    """The whole screen; `farewell` are the last words to a visitor whose visit is over."""
    talk = context.talk
    if talk is None:
        caption = farewell if mouth.speaking else ""
        mood = _mood(context, state, mouth)
        notice = OUT_OF_DUTY if context.out_of_duty else ""
        return Show(state.id, mood, context.language, caption=caption, notice=notice)
    topic = talk.topic
    department = department_of(topic, context.content)
    place = context.place() if state.walk else None
    left_s = patience.seconds_left(context.now_s)
    return Show(
        state=state.id,
        mood=_mood(context, state, mouth),
        language=talk.language,
        visit_id=talk.visit_id,
        caption=talk.caption,
        title=name_of(topic, context.content, talk.language) if topic else "",
        facts=context.facts(),
        choices=tuple(_choices(context, state)),
        department=department.id if department else "",
        service=topic.id if topic and topic.kind == "service" else "",
        destination=context.places.goal(place.id).id if place else "",
        notice=_notice(context, talk),
        seconds_left=None if left_s is None else round(left_s, 1),
        can_extend=left_s is not None and patience.can_extend,
    )


def _notice(context: Context, talk: Talk) -> str:
    if context.stopped.stopped:
        return context.stopped.reason
    if talk.unheard_in_row >= UNHEARD:
        return context.say("not_heard")
    return context.say(talk.hint) if talk.hint else ""


def _mood(context: Context, state: State, mouth: Mouth) -> Mood:
    if state.walk:
        return Mood.STOPPED if context.stopped.stopped else Mood(state.mood)
    if mouth.speaking:
        return Mood.SPEAKING
    return Mood.LISTENING if mouth.listening and not state.rest else Mood(state.mood)


def _choices(context: Context, state: State) -> Iterable[Choice]:
    """Each button once, also where "call staff" is one of the two to choose from."""
    buttons = {(one.action, one.value): one for one in [*_buttons(context, state)][::-1]}
    return list(buttons.values())[::-1]


def _buttons(context: Context, state: State) -> Iterable[Choice]:
    phrases = context.content.phrases.by_language[context.language]
    for choice in state.choices:
        if choice in phrases.buttons:
            if _useful(context, choice):
                yield Choice(TouchAction.INTENT.value, choice, phrases.buttons[choice], choice)
        else:
            yield from _listed(context, choice)


def _useful(context: Context, intent: str) -> bool:
    """Leaves out buttons that have no answer for this topic."""
    topic = context.topic
    if intent in ("papers_needed", "fee"):
        return topic is not None and topic.kind == "service"
    if intent == "online_service":
        return (
            topic is not None
            and topic.kind == "service"
            and bool(context.content.services[topic.id].online)
        )
    if intent == "opening_hours":
        return topic is not None and topic.kind in ("service", "department")
    return True


def _listed(context: Context, name: str) -> Iterable[Choice]:
    content, talk = context.content, context.talk
    if name == "languages":
        for language in content.town.languages:
            label = content.phrases.by_language[language].name
            yield Choice(TouchAction.LANGUAGE.value, language, label, "language")
    if name == "departments":
        yield from (_topic_choice(context, "department", id_) for id_ in content.departments)
    if name == "facilities":
        yield from (_topic_choice(context, "facility", id_) for id_ in content.facilities)
    if name == "next" and talk is not None and talk.next_topic is not None:
        label = name_of(talk.next_topic, content, talk.language)
        yield Choice(TouchAction.INTENT.value, "yes", label, "next")
    if name == "candidates" and talk is not None:
        for candidate in talk.candidates:
            yield _topic_choice(context, candidate.kind, candidate.id)


def _topic_choice(context: Context, kind: Kind, id_: str) -> Choice:
    return Choice(TOUCHES[kind].value, id_, context.label(id_), kind)
