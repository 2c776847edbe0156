"""Whose turn it is, frame by frame."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.core.events import Loudness
from robot.core.speech_settings import SpeechSettings
from robot.speech.turns import BEFORE_FRAMES, FRAME_S, End, Step, Turns

SETTINGS = SpeechSettings()
NORMAL_DB, ROOM_DB = -25.0, -75.0


class Room:
    """Turns with a clock of their own."""

    def __init__(self) -> None:
        self.turns = Turns(SETTINGS)
        self.now_s = 100.0
        self.sound(1, voiced=False)

    def sound(self, seconds: float, *, voiced: bool, level_db: float | None = None) -> list[Step]:
        steps = []
        usual_db = NORMAL_DB if voiced else ROOM_DB
        for _ in range(round(seconds / FRAME_S)):
            self.now_s += FRAME_S
            steps.append(
                self.turns.frame(voiced, usual_db if level_db is None else level_db, self.now_s)
            )
        return steps

    def restless(self, seconds: float) -> list[Step]:
        """Sound that never stops and is never steady."""
        steps = []
        for number in range(round(seconds / 0.1)):
            steps += self.sound(0.1, voiced=True, level_db=(-40.0, -20.0)[number % 2])
        return steps

    def ends(self, steps: list[Step]) -> list[End]:
        return [step.end for step in steps if step.end is not None]


def test_an_utterance_begins_with_the_sound_before_it_and_ends_in_silence() -> None:
    room = Room()
    assert not any(step.begins for step in room.sound(1, voiced=False))
    begins = [step.begins for step in room.sound(1, voiced=True) if step.begins]
    assert begins == [BEFORE_FRAMES]
    steps = room.sound(SETTINGS.end_silence_s, voiced=False)
    assert steps[-1].end is End.SILENCE
    assert not room.turns.under_way


def test_a_click_is_no_utterance() -> None:
    room = Room()
    assert not any(step.begins for step in room.sound(0.06, voiced=True))
    assert not any(step.begins for step in room.sound(2, voiced=False))


def test_a_request_that_is_complete_when_the_speaker_pauses_ends_the_turn() -> None:
    room = Room()
    room.sound(1, voiced=True)
    steps = room.sound(SETTINGS.settle_s, voiced=False)
    assert [step.pause for step in steps].index(True) == len(steps) - 1
    ended = room.turns.paused(complete=True)
    assert ended.end is End.MEANING and ended.loudness is Loudness.GOOD
    assert not room.turns.under_way


def test_who_pauses_in_the_middle_is_waited_for() -> None:
    room = Room()
    room.sound(1, voiced=True)
    room.sound(SETTINGS.settle_s, voiced=False)
    assert room.turns.paused(complete=False).end is None
    steps = room.sound(0.3, voiced=False)
    assert not any(step.pause for step in steps), "asked once a pause"
    steps += room.sound(0.5, voiced=True)
    assert room.ends(steps) == []
    assert [step.pause for step in room.sound(SETTINGS.settle_s, voiced=False)][-1]


def test_talk_in_the_background_is_no_utterance_and_keeps_none_open() -> None:
    room = Room()
    room.sound(10, voiced=True, level_db=-35.0)
    babble = room.sound(10, voiced=True, level_db=-35.0)
    assert not any(step.begins for step in babble)
    assert any(step.begins for step in room.sound(1, voiced=True, level_db=-25.0))
    assert room.ends(room.sound(1, voiced=True, level_db=-35.0)) == [End.SILENCE]


def test_in_noise_without_an_end_an_unchanged_request_still_ends() -> None:
    room = Room()
    room.restless(1)
    room.turns.understood("i need a passport", complete=True)
    assert room.ends(room.restless(1)) == [End.MEANING]


def test_endless_noise_is_cut_off() -> None:
    room = Room()
    assert room.ends(room.restless(SETTINGS.longest_s + 0.5)) == [End.TOO_LONG]


def test_the_microphone_is_closed_while_the_robot_speaks_and_for_the_tail() -> None:
    room = Room()
    room.turns.robot_speaks(2.0, room.now_s)
    steps = room.sound(2.0 + SETTINGS.echo_tail_s - FRAME_S, voiced=True)
    assert not any(step.open or step.begins for step in steps)


def test_the_robots_voice_drops_what_was_under_way() -> None:
    room = Room()
    room.sound(1, voiced=True)
    room.turns.robot_speaks(1.0, room.now_s)
    assert room.sound(0.1, voiced=True)[0].end is End.ROBOT_SPEAKS
    assert not room.turns.under_way


def test_an_interrupted_robot_listens_after_the_tail_only() -> None:
    room = Room()
    room.turns.robot_speaks(10.0, room.now_s)
    room.sound(0.5, voiced=True)
    room.turns.robot_hushed(room.now_s)
    assert not any(step.open for step in room.sound(SETTINGS.echo_tail_s - 0.04, voiced=False))
    room.sound(0.1, voiced=False)
    assert room.sound(0.02, voiced=False)[0].open


def test_sentences_in_a_row_keep_it_closed_between_them() -> None:
    room = Room()
    room.turns.robot_speaks(1.0, room.now_s)
    room.sound(1.15, voiced=True)  # the pause between two sentences is shorter than the tail
    room.turns.robot_speaks(1.0, room.now_s)
    assert not any(step.open for step in room.sound(1.3, voiced=True))


def test_speech_that_starts_in_the_tail_keeps_its_beginning() -> None:
    room = Room()
    room.turns.robot_speaks(1.0, room.now_s)
    room.sound(1.1, voiced=True)  # voice and echo
    room.sound(0.1, voiced=False)
    steps = room.sound(0.6, voiced=True)
    begun = [(number, step.begins) for number, step in enumerate(steps, start=1) if step.begins]
    assert len(begun) == 1
    number, back = begun[0]
    assert back >= number, "the first voiced frame in the tail belongs to the utterance"


def test_an_echo_that_outlasts_the_tail_without_a_gap_is_nobodys_beginning() -> None:
    room = Room()
    room.turns.robot_speaks(1.0, room.now_s)
    steps = room.sound(1.0 + SETTINGS.echo_tail_s + 0.06, voiced=True)
    assert not any(step.begins for step in steps)


def test_loudness_is_told_at_the_end() -> None:
    for level_db, told in ((-60.0, Loudness.TOO_QUIET), (-1.0, Loudness.TOO_LOUD)):
        room = Room()
        room.sound(1, voiced=True, level_db=level_db)
        steps = room.sound(1, voiced=False, level_db=-90)
        assert [step.loudness for step in steps if step.end] == [told]


def test_a_touch_drops_what_was_being_said() -> None:
    room = Room()
    room.sound(1, voiced=True)
    room.turns.drop()
    assert not room.turns.under_way
    assert room.ends(room.sound(2, voiced=False)) == []


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("sound"), st.booleans(), st.integers(1, 60)),
        st.tuples(st.just("speaks"), st.floats(0, 5), st.just(0)),
        st.tuples(st.just("hushed"), st.just(0), st.just(0)),
        st.tuples(st.just("text"), st.booleans(), st.integers(0, 3)),
        st.tuples(st.just("drop"), st.just(0), st.just(0)),
    ),
    max_size=60,
)


@given(EVENTS)
def test_every_beginning_has_one_end_and_none_while_the_robot_speaks(
    events: list[tuple[str, float, int]],
) -> None:
    room = Room()
    under_way = False
    for kind, value, count in events:
        if kind == "speaks":
            room.turns.robot_speaks(value, room.now_s)
        elif kind == "hushed":
            room.turns.robot_hushed(room.now_s)
        elif kind == "text":
            room.turns.understood("x" * count, bool(value))
        elif kind == "drop":
            room.turns.drop()
            under_way = False
        for _ in range(count if kind == "sound" else 0):
            closed = room.turns.closed(room.now_s + FRAME_S)
            (step,) = room.sound(FRAME_S, voiced=bool(value))
            assert step.open is not closed
            assert not (step.begins and (closed or under_way))
            assert step.end is None or under_way
            under_way = bool(step.begins) or (under_way and step.end is None)
            assert room.turns.under_way is under_way
