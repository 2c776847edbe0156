"""The actions of flow.yaml that change the talk; those that move are done in talking.py."""

from __future__ import annotations

from collections.abc import Callable

from robot.core.commands import CallStaff, Command
from robot.core.talk_settings import TalkSettings
from robot.dialogue.answers import Topic, department_of
from robot.reception.context import Context
from robot.reception.interpret import Understood
from robot.reception.talk import Talk

Deed = Callable[[Context, Talk, Understood, TalkSettings], tuple[Command, ...]]


def _take_topic(
    context: Context, talk: Talk, meant: Understood, _settings: TalkSettings
) -> tuple[Command, ...]:
    if not meant.topics:
        return ()
    _set_topic(context, talk, meant.topics[0])
    if len(meant.topics) > 1:
        talk.next_topic = meant.topics[1]
    elif talk.next_topic == meant.topics[0]:
        talk.next_topic = None
    return ()


def _take_next(
    context: Context, talk: Talk, _meant: Understood, _settings: TalkSettings
) -> tuple[Command, ...]:
    if talk.next_topic is not None:
        _set_topic(context, talk, talk.next_topic)
        talk.next_topic = None
    return ()


def _set_topic(context: Context, talk: Talk, topic: Topic) -> None:
    talk.topic = topic
    talk.candidates = ()
    talk.told = True
    if topic.kind == "service":
        talk.services.append(topic.id)
    if topic.kind == "facility":
        talk.facilities.append(topic.id)
    if topic.kind == "elsewhere":
        talk.unserved.append(topic.id)
    department = department_of(topic, context.content)
    talk.department = department.id if department else talk.department
    if talk.answer_s is None and talk.asked_s is not None:
        talk.answer_s = round(max(0.0, context.now_s - talk.asked_s), 3)


def _drop_topic(
    _context: Context, talk: Talk, _meant: Understood, _settings: TalkSettings
) -> tuple[Command, ...]:
    talk.topic = talk.next_topic = None
    talk.candidates = ()
    return ()


def _slower(
    _context: Context, talk: Talk, _meant: Understood, settings: TalkSettings
) -> tuple[Command, ...]:
    talk.rate = round(max(settings.slowest, talk.rate - settings.slower_by), 2)
    return ()


def _louder(
    _context: Context, talk: Talk, _meant: Understood, settings: TalkSettings
) -> tuple[Command, ...]:
    talk.volume = round(min(1.0, talk.volume + settings.louder_by), 2)
    return ()


def _call_staff(
    context: Context, talk: Talk, meant: Understood, _settings: TalkSettings
) -> tuple[Command, ...]:
    talk.staff_called = True
    if meant.event.startswith("escort_"):
        reason = meant.event.removeprefix("escort_")
    else:
        reason = "not_understood" if talk.unclear_in_row >= 2 else "asked"
    service = talk.topic.id if talk.topic and talk.topic.kind == "service" else ""
    return (CallStaff(reason, service, talk.language),)


def _give_up(
    _context: Context, talk: Talk, _meant: Understood, _settings: TalkSettings
) -> tuple[Command, ...]:
    talk.gave_up = True
    return ()


def _rate(rating: int) -> Deed:
    def rate(
        _context: Context, talk: Talk, _meant: Understood, _settings: TalkSettings
    ) -> tuple[Command, ...]:
        talk.rating = rating
        return ()

    return rate


DEEDS: dict[str, Deed] = {
    "take_topic": _take_topic,
    "take_next": _take_next,
    "drop_topic": _drop_topic,
    "slower": _slower,
    "louder": _louder,
    "call_staff": _call_staff,
    "give_up": _give_up,
    "rate_good": _rate(1),
    "rate_bad": _rate(-1),
}
REPEATS = ("repeat", "slower", "louder")
"""Actions after which the last answer is said again."""
MOVES = ("pause_escort", "resume_escort")
