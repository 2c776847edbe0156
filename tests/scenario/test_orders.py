"""What people in the panel order is obeyed by the real brain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from robot.core.commands import GoTo, Record, Say
from robot.core.events import Order, Ordered, TouchAction
from robot.core.geometry import Pose2D
from robot.core.visit import Outcome
from robot.guiding.places import BASE, DOCK

if TYPE_CHECKING:
    from tests.scenario.conftest import Play

AWAY = Pose2D(20.0, 12.0, 0.0)


def drives(play: Play) -> list[str]:
    return [each.place for each in play.commands if isinstance(each, GoTo)]


def said(play: Play) -> int:
    return sum(isinstance(each, Say) for each in play.commands)


def test_out_of_duty_it_receives_nobody_says_so_and_goes_to_its_dock(
    play: Callable[..., Play],
) -> None:
    told = play()
    told.rehearsal.tell(Ordered(Order.OUT_OF_DUTY))
    told.come().wait(10)
    told.touch(TouchAction.WAKE).touch(TouchAction.TEXT, "Reisepass").say("Reisepass", "de")
    assert said(told) == 0
    assert told.show is not None and told.show.notice == "out_of_duty"
    assert told.show.visit_id == ""
    assert drives(told) == [DOCK]

    told.leave()
    told.rehearsal.tell(Ordered(Order.ON_DUTY))
    told.wait(30)
    assert told.show.notice == ""
    told.come().wait(2)
    assert said(told) == 1


def test_a_visit_under_way_is_ended_in_peace_before_it_goes_out_of_duty(
    play: Callable[..., Play],
) -> None:
    told = play().come().wait(2)
    told.touch(TouchAction.SERVICE, "passport")
    told.rehearsal.tell(Ordered(Order.OUT_OF_DUTY))
    assert told.show is not None and told.show.visit_id != ""
    assert told.show.title
    told.touch(TouchAction.INTENT, "goodbye").leave().wait(30)
    assert len(told.records) == 1
    assert drives(told) == [DOCK]


def test_a_visit_under_way_is_recorded_when_the_program_ends(play: Callable[..., Play]) -> None:
    told = play().come().wait(2)
    told.touch(TouchAction.SERVICE, "passport")
    (record,) = told.receptionist.close(0.0)
    assert isinstance(record, Record)
    assert record.visit.services == ("passport",)
    assert record.visit.outcome is Outcome.INFORMED
    assert told.receptionist.close(0.0) == (), "once"


def test_sent_home_it_says_goodbye_and_drives(play: Callable[..., Play]) -> None:
    told = play().come().wait(2)
    told.touch(TouchAction.SERVICE, "passport")
    told.rehearsal.drive_on(AWAY)
    told.rehearsal.tell(Ordered(Order.HOME))
    told.leave().wait(30)
    assert len(told.records) == 1
    assert drives(told)[-1] == BASE
