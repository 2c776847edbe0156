"""Each skill of the talk as a script for any language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from robot.core.events import GoalOutcome, TouchAction
from robot.core.ports import Candidate, Meaning
from tests.scenario.words import WORDS

EPIPHANY = datetime(2026, 1, 6, 9, 0, tzinfo=timezone.utc)
"""A Tuesday; a public holiday in Baden-Württemberg."""

Words = dict[str, str]
Script = Callable[[Any, Words, str], Any]
PASSPORT = Candidate("passport", "service", 0.95)
ID_CARD = Candidate("id_card", "service", 0.95)
DOG = Candidate("dog_tax", "service", 0.95)


def told(words: Words, language: str) -> dict[str, Meaning]:
    """What the learnt understanding makes of whole sentences; tested where it is learnt."""
    doubt = (Candidate("passport", "service", 0.5), Candidate("id_card", "service", 0.4))
    return {
        words["both"]: Meaning((PASSPORT,), also=(DOG,), language=language),
        words["corrected"]: Meaning((ID_CARD,), rejected=("passport",), language=language),
        words["between"]: Meaning(doubt, language=language),
        words["fee_of_dog"]: Meaning((DOG,), aspect="fee", language=language),
    }


def two_needs_one_after_the_other(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["both"], language).say(words["yes"]).wait(2).say(words["yes"])
        .say(words["no"]).say(words["thanks"]).wait(5)
    )  # fmt: skip


def correction_and_doubt(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["passport"], language).say(words["corrected"]).say(words["between"])
        .say(words["no"]).touch(TouchAction.SERVICE, "passport").say(words["cancel"])
        .say(words["between"]).say(words["second"]).say(words["bye"]).wait(5)
    )  # fmt: skip


def questions_in_context(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["fee"], language).say(words["hours"]).say(words["wait"])
        .say(words["passport"], language).say(words["papers"]).say(words["fee"])
        .say(words["wait"]).say(words["hours"]).say(words["online"])
        .say(words["fee_of_dog"], language).say(words["office"]).say(words["hours"])
        .say(words["papers"]).leave()
    )  # fmt: skip


def questions_at_any_moment(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["between"], language).say(words["fee"]).say(words["corrected"])
        .say(words["both"], language).say(words["yes"]).say(words["fee"]).wait(2)
        .say(words["papers"]).say(words["yes"]).say(words["cancel"]).say(words["bye"]).wait(5)
    )  # fmt: skip


def change_of_language(play: Any, words: Words, language: str) -> Any:
    other = WORDS[words["next"]]
    return (
        play.say(words["toilet"], language).say(words["other_language"])
        .touch(TouchAction.LANGUAGE, words["next"]).say(other["papers"], words["next"])
        .say(words["papers"], language).touch(TouchAction.LANGUAGE, words["next"])
        .say(other["bye"]).wait(5)
    )  # fmt: skip


def repeat_slower_louder_help_cancel_back_stop(play: Any, words: Words, language: str) -> Any:
    wanted = ("repeat", "slower", "louder", "help", "back", "passport", "cancel", "stop")
    play.say(words["permit"], language)
    for word in wanted:
        play.say(words[word])
    return play.leave()


def staff_are_told_what_is_wanted(play: Any, words: Words, language: str) -> Any:
    return play.say(words["passport"], language).say(words["staff"]).say(words["staff"]).leave()


def closed_on_a_public_holiday(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["passport"], language).say(words["hours"]).say(words["online"])
        .say(words["office"]).say(words["no"]).say(words["no"]).wait(5)
    )  # fmt: skip


def it_lives_elsewhere(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["elsewhere"], language).say(words["pizza"]).say(words["no"])
        .say(words["bye"]).wait(5)
    )  # fmt: skip


def small_talk_selfie_and_thanks(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["hello"], language).say(words["who"], language).say(words["chat"])
        .say(words["chat"]).say(words["selfie"]).say(words["thanks"]).say(words["good"])
        .say(words["bad"]).leave()
    )  # fmt: skip


def rudeness_and_children(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["hello"], language).touch(TouchAction.LANGUAGE, language)
        .say(words["rude"]).say(words["child"]).say(words["passport"]).say(words["rude"]).leave()
    )  # fmt: skip


def somebody_else_cuts_in(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["passport"], language).come_too().say(words["papers"]).wait(3)
        .say(words["toilet"]).say(words["passport"]).leave().wait(2)
        .say(words["toilet"], language).leave()
    )  # fmt: skip


def leaves_in_mid_sentence(play: Any, words: Words, language: str) -> Any:
    play.touch(TouchAction.LANGUAGE, language).say(words["passport"]).speak_in_time()
    return play.say(words["papers"]).leave()


def nothing_understood_twice(play: Any, words: Words, language: str) -> Any:
    return (
        play.touch(TouchAction.LANGUAGE, language).say("grmbl").say("hrmpf")
        .touch(TouchAction.DEPARTMENT, "registry_office").say(words["no"]).say("brumm")
        .say("krks").say("zisch").say(words["yes"]).leave()
    )  # fmt: skip


def time_is_announced_and_extended(play: Any, words: Words, language: str) -> Any:
    return (
        play.say(words["passport"], language).wait(45).touch(TouchAction.MORE_TIME).wait(45)
        .wait(25)
    )  # fmt: skip


def led_with_a_stop_on_the_way(play: Any, words: Words, language: str) -> Any:
    play.say(words["toilet"], language)
    play.rehearsal.drives = False
    play.say(words["yes"]).say(words["stop"]).say(words["stop"]).say(words["yes"])
    play.rehearsal.drives = True
    return play.say(words["no"]).say(words["yes"]).leave()


def the_follower_falls_behind(play: Any, words: Words, language: str) -> Any:
    play.say(words["toilet"], language)
    play.rehearsal.drives = False
    play.say(words["yes"])
    play.rehearsal.follows = False
    play.lines.append("(the visitor stays behind)")
    play.wait(9).wait(9)
    play.rehearsal.follows = True
    play.lines.append("(the visitor follows again)")
    play.wait(3)
    play.rehearsal.follows = False
    play.lines.append("(the visitor stays behind)")
    return play.wait(60)


def no_way_there(play: Any, words: Words, language: str) -> Any:
    return play.say(words["dog_tax"], language).say(words["yes"]).wait(30).say(words["yes"]).leave()


def too_slow_a_way(play: Any, words: Words, language: str) -> Any:
    return play.say(words["office"], language).say(words["yes"]).wait(30).say(words["bye"])


HOW: dict[str, dict[str, Any]] = {
    "closed_on_a_public_holiday": {"start": EPIPHANY},
    "no_way_there": {"goal_outcome": lambda goal: GoalOutcome.NO_PATH},
    "too_slow_a_way": {"goal_outcome": lambda goal: GoalOutcome.TIMED_OUT},
}
SCRIPTS: tuple[Script, ...] = (
    two_needs_one_after_the_other,
    correction_and_doubt,
    questions_in_context,
    questions_at_any_moment,
    change_of_language,
    repeat_slower_louder_help_cancel_back_stop,
    staff_are_told_what_is_wanted,
    closed_on_a_public_holiday,
    it_lives_elsewhere,
    small_talk_selfie_and_thanks,
    rudeness_and_children,
    somebody_else_cuts_in,
    leaves_in_mid_sentence,
    nothing_understood_twice,
    time_is_announced_and_extended,
    led_with_a_stop_on_the_way,
    the_follower_falls_behind,
    no_way_there,
    too_slow_a_way,
)
