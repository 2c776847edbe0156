"""The live page: what it shows, and who may order what."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import yaml

from robot.access.accounts import Role
from robot.adapters.folders import CONTENT
from robot.core.geometry import Pose2D
from robot.panel.fleet import Command, Fault, Robot
from tests.unit.robot.panel.conftest import post

if TYPE_CHECKING:
    from tests.unit.robot.panel.conftest import PanelUnderTest


def page(panel: PanelUnderTest) -> str:
    return panel.client.get("/live/?lang=en").text


def test_each_robot_is_shown_with_what_it_does(panel: PanelUnderTest) -> None:
    panel.fleet.heard("robot-1", charge=0.83, charging=True, pose=Pose2D(1.0, 2.0, math.pi / 2))
    panel.fleet.heard("robot-2", visit=True, driving=True, place="citizens_office")
    shown = panel.client.get("/live/?lang=de").text
    assert "83 % (lädt)" in shown
    assert "Führt jemanden: Bürgerbüro" in shown
    assert "rotate(-90.0)" in shown


@pytest.mark.parametrize(
    ("robot", "doing"),
    [
        ({}, "ready"),
        ({"stopped": "emergency_stop", "visit": True}, "stopped"),
        ({"stopped": "obstacle", "visit": True, "driving": True}, "leading"),
        ({"visit": True}, "talking"),
        ({"driving": True, "charging": True}, "driving"),
        ({"charging": True}, "charging"),
        ({"out_of_duty": True}, "out_of_duty"),
    ],
)
def test_what_it_does_in_one_word(
    panel: PanelUnderTest, robot: dict[str, object], doing: str
) -> None:
    now = panel.clock()
    assert Robot("x", now, **robot).doing(now) == doing  # type: ignore[arg-type]
    assert Robot("x", now, **robot).doing(now + timedelta(seconds=6)) == "silent"  # type: ignore[arg-type]


def test_faults_come_with_what_to_do_and_go_again(panel: PanelUnderTest) -> None:
    panel.fleet.heard("robot-1", stopped="emergency_stop")
    fault = Fault("voice_node", True, "no sound device: plug the loudspeaker in")
    panel.fleet.complain("robot-1", "voice_node", fault)
    assert "pull the red button out again" in page(panel)
    assert "plug the loudspeaker in" in page(panel)
    panel.fleet.heard("robot-1", stopped="")
    panel.fleet.complain("robot-1", "voice_node", None)
    assert "red button out" not in page(panel)
    assert "loudspeaker" not in page(panel)


def test_a_robot_that_has_gone_silent_is_told(panel: PanelUnderTest) -> None:
    panel.fleet.heard("robot-1")
    panel.fleet.heard("robot-2")
    assert "Does not answer" not in page(panel)
    panel.clock.now += timedelta(seconds=6)
    assert page(panel).count("Does not answer") == 2


def test_the_changing_part_is_the_pages_own(panel: PanelUnderTest) -> None:
    panel.fleet.heard("robot-1", charge=0.5)
    assert panel.client.get("/live/now?lang=en").text.strip() in page(panel)


def test_a_change_is_pushed(panel: PanelUnderTest) -> None:
    panel.fleet.heard("robot-1", charge=0.5)
    answer = panel.client.get("/live/events", buffered=False)
    told = iter(answer.response)
    assert [next(told), next(told)][1] == b"event: changed\ndata: {}\n\n"
    answer.close()


def test_an_order_is_confirmed_given_and_recorded(panel: PanelUnderTest) -> None:
    asked = panel.client.get("/live/robot-2/stop?lang=en").text
    assert "stands still at once" in asked
    assert panel.orders == []
    answer = post(panel.client, "/live/robot-2/stop", "/live/robot-2/stop")
    assert answer.location == "/live/?done=stop"
    assert "told to stand still" in panel.client.get(answer.location).text
    assert panel.orders == [("robot-2", Command.STOP)]
    (deed, *_) = panel.accounts.deeds(1)
    assert (deed.who, deed.action, deed.subject) == ("admin", "robot_stop", "robot-2")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.VIEWER, set()),
        (Role.STAFF, {Command.STOP, Command.RELEASE, Command.HOME}),
        (Role.ADMINISTRATOR, set(Command)),
    ],
)
def test_each_order_has_its_role(panel: PanelUnderTest, role: Role, may: set[Command]) -> None:
    panel.add("somebody", role)
    browser = panel.browser_of("somebody")
    for command in Command:
        address = f"/live/robot-1/{command.value}"
        status = post(browser, "/account", address).status_code
        assert status == (303 if command in may else 403), command
    assert {command for _, command in panel.orders} == may
    shown = browser.get("/live/").text
    assert {each for each in Command if f"/robot-1/{each.value}" in shown} == {
        each for each in may if each not in (Command.RELEASE, Command.ON_DUTY)
    }


@pytest.mark.parametrize("address", ["/live/robot-9/stop", "/live/robot-1/explode", "/live/x/y"])
def test_unknown_robots_and_orders_are_not_there(panel: PanelUnderTest, address: str) -> None:
    assert panel.client.get(address).status_code == 404
    assert post(panel.client, "/account", address).status_code == 404
    assert panel.orders == []


def test_the_order_back_is_offered(panel: PanelUnderTest) -> None:
    panel.fleet.heard("robot-1", stopped="remote_stop")
    panel.fleet.note("robot-1", stopped_remotely=True, out_of_duty=True)
    shown = page(panel)
    assert "/robot-1/release" in shown and "/robot-1/stop" not in shown
    assert "/robot-1/on_duty" in shown and "/robot-1/out_of_duty" not in shown
    assert "When all is clear, release it here." in shown


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_every_stop_that_visitors_read_of_has_a_name_and_a_remedy_in_the_panel(
    language: str,
) -> None:
    words = yaml.safe_load((CONTENT / "screen" / f"{language}.yaml").read_text(encoding="utf-8"))
    stops = {key.removeprefix("stop_") for key in words["kiosk"] if key.startswith("stop_")}
    assert {f"stop_{reason}" for reason in stops} <= words["panel"].keys()
    passes_by_itself = {"zone"}
    assert {f"remedy_{reason}" for reason in stops - passes_by_itself} <= words["panel"].keys()
