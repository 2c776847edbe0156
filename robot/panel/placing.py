"""A robot that has lost its way is put right at the kiosk: staff tap where it stands, by PIN."""

from __future__ import annotations

import hmac
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, jsonify, request

from robot.access.attempts import Attempts
from robot.core.geometry import Pose2D, wrap_angle

_WHO = "kiosk"
_KEYS = ("pin", "x", "y", "yaw")


@dataclass(frozen=True, slots=True)
class Placing:
    """The door to localisation, locked by a PIN."""

    pin: str
    """Of staff; empty: nobody may."""
    put: Callable[[Pose2D], None]
    """The robot stands here, map."""
    now_s: Callable[[], float]
    """Seconds on a steady clock."""
    attempts: Attempts = field(default_factory=Attempts)


def pose_in(body: object) -> Pose2D:
    """A pose from `{"x": metres, "y": metres, "yaw": radians}`. Raises ValueError."""
    if not isinstance(body, dict) or set(body) != set(_KEYS):
        raise ValueError(f"expected a JSON object with the keys {', '.join(_KEYS)}")
    numbers = [body[key] for key in _KEYS[1:]]
    for key, number in zip(_KEYS[1:], numbers, strict=True):
        plain = isinstance(number, (int, float)) and not isinstance(number, bool)
        if not plain or not math.isfinite(number) or abs(number) > 1e4:
            raise ValueError(f"'{key}' is {number!r}, expected a number")
    return Pose2D(float(numbers[0]), float(numbers[1]), wrap_angle(float(numbers[2])))


def add_placing(pages: Blueprint, placing: Placing) -> None:
    """The route `place` of the kiosk."""

    @pages.post("/place")
    def place() -> tuple[Any, int]:
        body = request.get_json(silent=True)
        try:
            pose = pose_in(body)
        except ValueError as error:
            return jsonify(error=str(error)), 400
        now_s = placing.now_s()
        wait_s = placing.attempts.wait_s(_WHO, _WHO, now_s)
        if wait_s > 0:
            return jsonify(error="too many tries", wait_s=wait_s), 429
        said = str(body.get("pin", "") if isinstance(body, dict) else "")
        if not placing.pin or not hmac.compare_digest(said.encode(), placing.pin.encode()):
            placing.attempts.failed(_WHO, _WHO, now_s)
            return jsonify(error="wrong PIN"), 403
        placing.attempts.succeeded(_WHO, _WHO)
        placing.put(pose)
        return jsonify(taken=True), 202
