"""The talk: values <-> messages, in pairs; import them from convert.py."""

from __future__ import annotations

from datetime import datetime, timezone
from enum import Enum
from typing import TypeVar

import numpy as np
from builtin_interfaces.msg import Time
from hri_msgs.msg import LiveSpeech
from numpy.typing import NDArray

from l2b2_interfaces.action import Guide
from l2b2_interfaces.action import Say as SayAction
from l2b2_interfaces.msg import AudioChunk, DialogueState, Stop, Touch
from l2b2_interfaces.msg import Choice as ChoiceMessage
from l2b2_interfaces.msg import Fact as FactMessage
from l2b2_interfaces.msg import Visit as VisitMessage
from robot.core.commands import Choice, Fact, GoTo, Mood, Say, Show
from robot.core.events import (
    GoalOutcome,
    Heard,
    Hearing,
    SpeechOutcome,
    Stopped,
    TouchAction,
    Touched,
)
from robot.core.visit import Channel, Outcome, Visit
from robot.nodes.convert_values import pose_stamped_from_ros, pose_stamped_to_ros

Key = TypeVar("Key", bound=Enum)

_GOAL_CODES = {
    GoalOutcome.REACHED: Guide.Result.REACHED,
    GoalOutcome.CANCELLED: Guide.Result.CANCELLED,
    GoalOutcome.REJECTED: Guide.Result.REJECTED,
    GoalOutcome.NO_PATH: Guide.Result.NO_PATH,
    GoalOutcome.BLOCKED: Guide.Result.BLOCKED,
    GoalOutcome.TIMED_OUT: Guide.Result.TIMED_OUT,
    GoalOutcome.FAILED: Guide.Result.FAILED,
}
_SPEECH_CODES = {
    SpeechOutcome.SPOKEN: SayAction.Result.SPOKEN,
    SpeechOutcome.INTERRUPTED: SayAction.Result.INTERRUPTED,
    SpeechOutcome.FAILED: SayAction.Result.FAILED,
}


def show_to_ros(show: Show, stamp: Time) -> DialogueState:
    """What the kiosk shows."""
    message = DialogueState(
        state=show.state,
        mood=show.mood.value,
        language=show.language,
        visit_id=show.visit_id,
        caption=show.caption,
        title=show.title,
        department=show.department,
        service=show.service,
        destination=show.destination,
        notice=show.notice,
        seconds_left=-1.0 if show.seconds_left is None else float(show.seconds_left),
        can_extend=show.can_extend,
    )
    message.header.stamp = stamp
    message.facts = [
        FactMessage(kind=fact.kind, label=fact.label, lines=list(fact.lines)) for fact in show.facts
    ]
    message.choices = [
        ChoiceMessage(action=each.action, value=each.value, label=each.label, icon=each.icon)
        for each in show.choices
    ]
    return message


def show_from_ros(message: DialogueState) -> Show:
    """The same as a value; ValueError for an unknown mood."""
    return Show(
        state=message.state,
        mood=Mood(message.mood),
        language=message.language,
        visit_id=message.visit_id,
        caption=message.caption,
        title=message.title,
        facts=tuple(Fact(fact.kind, fact.label, tuple(fact.lines)) for fact in message.facts),
        choices=tuple(
            Choice(each.action, each.value, each.label, each.icon) for each in message.choices
        ),
        department=message.department,
        service=message.service,
        destination=message.destination,
        notice=message.notice,
        seconds_left=None if message.seconds_left < 0 else message.seconds_left,
        can_extend=message.can_extend,
    )


def touched_to_ros(touched: Touched, stamp: Time) -> Touch:
    """A touch or a typed text."""
    message = Touch(action=touched.action.value, value=touched.value)
    message.header.stamp = stamp
    return message


def touched_from_ros(message: Touch) -> Touched:
    """The same as a value; ValueError for an unknown action."""
    return Touched(TouchAction(message.action), message.value)


def heard_to_ros(heard: Heard | Hearing, stamp: Time) -> LiveSpeech:
    """An utterance under way, or one that has ended."""
    message = LiveSpeech(language=heard.language)
    message.header.stamp = stamp
    if isinstance(heard, Heard):
        message.final, message.confidence = heard.text, heard.confidence
    else:
        message.incremental = heard.text
    return message


def heard_from_ros(message: LiveSpeech) -> Heard | Hearing:
    """The same as a value; without any text somebody spoke and was not understood."""
    if message.incremental and not message.final:
        return Hearing(message.incremental, message.language)
    return Heard(message.final, message.language, message.confidence)


def audio_to_ros(samples: NDArray[np.int16], stamp: Time) -> AudioChunk:
    """What a microphone hears: (N,) samples, 16 kHz, mono."""
    message = AudioChunk(sample_rate_hz=16_000)
    message.header.stamp = stamp
    message.samples.frombytes(samples.astype(np.int16).tobytes())
    return message


def audio_from_ros(message: AudioChunk) -> NDArray[np.int16]:
    """The same as samples; ValueError for another rate than 16 kHz."""
    if message.sample_rate_hz != 16_000:
        raise ValueError(f"{message.sample_rate_hz} Hz; expected 16000 Hz, mono")
    return np.array(message.samples, dtype=np.int16)


def stopped_to_ros(
    stopped: Stopped, stamp: Time, *, speed_limit_mps: float, detail: str = ""
) -> Stop:
    """The safety node's state, with the highest speed allowed now."""
    message = Stop(
        stopped=stopped.stopped,
        reason=stopped.reason,
        speed_limit_mps=float(speed_limit_mps),
        detail=detail,
    )
    message.header.stamp = stamp
    return message


def stopped_from_ros(message: Stop) -> Stopped:
    """Whether the robot may move, and why not."""
    return Stopped(message.stopped, message.reason)


def goto_to_ros(goal: GoTo, stamp: Time) -> Guide.Goal:
    """A drive as goal of the action `guide`; its id travels as the action's own goal id."""
    return Guide.Goal(
        place=goal.place,
        pose=pose_stamped_to_ros(goal.pose, stamp),
        deadline_s=float(goal.deadline_s),
    )


def goto_from_ros(goal_id: str, goal: Guide.Goal) -> GoTo:
    """The same as a value; ValueError for a pose that is tilted or not in the map."""
    return GoTo(goal_id, goal.place, pose_stamped_from_ros(goal.pose), goal.deadline_s)


def goal_outcome_to_ros(outcome: GoalOutcome) -> int:
    """Number of an outcome in the action `guide`."""
    return int(_GOAL_CODES[outcome])


def goal_outcome_from_ros(code: int) -> GoalOutcome:
    """Outcome of its number; ValueError for an unknown one."""
    return _by_code(_GOAL_CODES, code, "outcome of a drive")


def say_to_ros(say: Say) -> SayAction.Goal:
    """A sentence as goal of the action `say`; its id travels as the action's own goal id."""
    return SayAction.Goal(
        text=say.text, language=say.language, rate=float(say.rate), volume=float(say.volume)
    )


def say_from_ros(say_id: str, goal: SayAction.Goal) -> Say:
    """The same as a value."""
    return Say(say_id, goal.text, goal.language, goal.rate, goal.volume)


def speech_outcome_to_ros(outcome: SpeechOutcome) -> int:
    """Number of an outcome in the action `say`."""
    return int(_SPEECH_CODES[outcome])


def speech_outcome_from_ros(code: int) -> SpeechOutcome:
    """Outcome of its number; ValueError for an unknown one."""
    return _by_code(_SPEECH_CODES, code, "outcome of a sentence")


def visit_to_ros(visit: Visit) -> VisitMessage:
    """A visit's record; times to the microsecond."""
    return VisitMessage(
        id=visit.id,
        robot=visit.robot,
        building=visit.building,
        started=_instant_to_ros(visit.started),
        ended=_instant_to_ros(visit.ended),
        language=visit.language,
        channel=visit.channel.value,
        services=list(visit.services),
        facilities=list(visit.facilities),
        department=visit.department,
        outcome=visit.outcome.value,
        answer_s=-1.0 if visit.answer_s is None else float(visit.answer_s),
        escorts=visit.escorts,
        escorts_arrived=visit.escorts_arrived,
        escort_m=float(visit.escort_m),
        not_understood=visit.not_understood,
        unserved=list(visit.unserved),
        rating=visit.rating,
    )


def visit_from_ros(message: VisitMessage) -> Visit:
    """The same as a value; ValueError for an unknown channel or outcome."""
    return Visit(
        id=message.id,
        robot=message.robot,
        building=message.building,
        started=_instant_from_ros(message.started),
        ended=_instant_from_ros(message.ended),
        language=message.language,
        channel=Channel(message.channel),
        outcome=Outcome(message.outcome),
        services=tuple(message.services),
        facilities=tuple(message.facilities),
        department=message.department,
        answer_s=None if message.answer_s < 0 else message.answer_s,
        escorts=message.escorts,
        escorts_arrived=message.escorts_arrived,
        escort_m=message.escort_m,
        not_understood=message.not_understood,
        unserved=tuple(message.unserved),
        rating=message.rating,
    )


def _instant_to_ros(instant: datetime) -> Time:
    if instant.tzinfo is None:
        raise ValueError(f"a time without zone: {instant}")
    return Time(sec=int(instant.timestamp() // 1), nanosec=instant.microsecond * 1000)


def _instant_from_ros(stamp: Time) -> datetime:
    whole = datetime.fromtimestamp(stamp.sec, timezone.utc)
    return whole.replace(microsecond=stamp.nanosec // 1000)


def _by_code(codes: dict[Key, int], code: int, what: str) -> Key:
    for key, number in codes.items():
        if number == code:
            return key
    raise ValueError(f"{what} {code}, expected one of {sorted(codes.values())}")
