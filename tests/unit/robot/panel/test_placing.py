"""Staff put a lost robot right at the kiosk, and nobody else does."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask

from robot.access.attempts import SAME_BOTH, WINDOW_S
from robot.core.geometry import Pose2D
from robot.panel.placing import Placing, add_placing

Ask = Callable[..., Any]
HERE = {"x": 4.0, "y": 12.5, "yaw": 1.5}


class Door:
    def __init__(self, pin: str = "4711") -> None:
        self.poses: list[Pose2D] = []
        self.now_s = 0.0
        app, pages = Flask(__name__), Blueprint("kiosk", __name__)
        add_placing(pages, Placing(pin, self.poses.append, lambda: self.now_s))
        app.register_blueprint(pages)
        self._client = app.test_client()

    def ask(self, body: object) -> int:
        return self._client.post("/place", json=body).status_code


def test_with_the_pin_the_robot_is_put_there() -> None:
    door = Door()
    assert door.ask({"pin": "4711", **HERE}) == 202
    assert door.poses == [Pose2D(4.0, 12.5, 1.5)]


@pytest.mark.parametrize("pin", ["", "4712", "47110", "４７１１", None, 4712])
def test_another_pin_is_refused(pin: object) -> None:
    door = Door()
    assert door.ask({"pin": pin, **HERE}) == 403
    assert door.poses == []


@pytest.mark.parametrize("pin", ["", "4711"])
def test_without_a_pin_set_nobody_may(pin: str) -> None:
    door = Door("")
    assert door.ask({"pin": pin, **HERE}) == 403
    assert door.poses == []


def test_who_guesses_has_to_wait_also_with_the_right_pin() -> None:
    door = Door()
    for guess in range(SAME_BOTH):
        assert door.ask({"pin": str(guess), **HERE}) == 403
    assert door.ask({"pin": "4711", **HERE}) == 429
    door.now_s = WINDOW_S + 1.0
    assert door.ask({"pin": "4711", **HERE}) == 202


@pytest.mark.parametrize(
    "body",
    [
        None, [], {}, {"pin": "4711"}, {"pin": "4711", **HERE, "more": 1},
        {"pin": "4711", **HERE, "x": "4"}, {"pin": "4711", **HERE, "yaw": True},
        {"pin": "4711", **HERE, "y": math.inf}, {"pin": "4711", **HERE, "y": math.nan},
        {"pin": "4711", **HERE, "x": 1e9},
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_or_without_pin(body: object) -> None:
    door = Door()
    assert door.ask(body) == 400
    assert door.poses == []
