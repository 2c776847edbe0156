from __future__ import annotations

from unittest.mock import Mock

from robot.core.commands import GoTo, LimitSpeed, Listen, Say, StopMoving, StopSaying
from robot.core.events import GoalEnded, GoalOutcome, SpeechEnded, SpeechOutcome
from robot.core.geometry import Pose2D
from robot.reception.dispatch import LOST_S, Dispatch, Doors

SAY = Say("s1", "Guten Tag", "de")
GO = GoTo("g1", "cashier", Pose2D(1, 2, 0), 30.0)


def test_commands_reach_their_doors_in_order():
    doors = Mock(spec=Doors)
    Dispatch(doors).send((Listen(False), SAY, LimitSpeed(0.3), GO, StopMoving(), StopSaying()), 0.0)
    names = [call[0] for call in doors.mock_calls]
    assert names == ["listen", "say", "limit_speed", "go_to", "stop_moving", "stop_saying"]


def test_an_end_is_told_once():
    dispatch = Dispatch(Mock(spec=Doors))
    dispatch.send((SAY,), 0.0)
    end = SpeechEnded("s1", SpeechOutcome.SPOKEN)
    assert dispatch.said(end) == end
    assert dispatch.said(end) is None


def test_a_silent_door_ends_by_its_deadline_and_is_then_forgotten():
    dispatch = Dispatch(Mock(spec=Doors))
    dispatch.send((SAY, GO), 0.0)
    assert dispatch.overdue(5.0) == ()
    dispatch.driving(95.0)
    ends = dispatch.overdue(100.0)
    assert [type(end) for end in ends] == [SpeechEnded, GoalEnded]
    assert ends[1].outcome is GoalOutcome.TIMED_OUT
    assert dispatch.overdue(200.0) == ()
    assert dispatch.drove(GoalEnded("g1", GoalOutcome.REACHED)) is None


def test_a_drive_that_guiding_tells_nothing_of_is_lost_and_ended():
    doors = Mock(spec=Doors)
    dispatch = Dispatch(doors)
    dispatch.send((GO,), 0.0)
    dispatch.driving(8.0)
    assert dispatch.overdue(8.0 + LOST_S) == ()
    (end,) = dispatch.overdue(8.1 + LOST_S)
    assert (end.goal_id, end.outcome) == ("g1", GoalOutcome.FAILED)
    doors.stop_moving.assert_called_once()
    assert dispatch.overdue(1e6) == ()


def test_what_was_stopped_is_no_longer_waited_for():
    dispatch = Dispatch(Mock(spec=Doors))
    dispatch.send((SAY, GO, StopSaying(), StopMoving()), 0.0)
    assert dispatch.overdue(1e6) == ()
