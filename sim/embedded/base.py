"""The wheels: what is asked for becomes a motion with limited acceleration, and odometry drifts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from robot.core.geometry import Pose2D, compose, relative


@dataclass(frozen=True, slots=True)
class BaseLimits:
    """What the motors can do."""

    speed_mps: float = 1.0
    turn_radps: float = 1.6
    accel_mps2: float = 0.8
    """Rate at which the wheel controllers raise their set speed."""
    brake_mps2: float = 1.6
    turn_accel_radps2: float = 3.0


class WheelControl:
    """The set speed of the wheel controllers, ramped towards what was commanded."""

    def __init__(self, limits: BaseLimits) -> None:
        self._limits = limits
        self._asked_v = 0.0
        self._asked_w = 0.0
        self.v_mps = 0.0
        self.w_radps = 0.0

    def command(self, v_mps: float, w_radps: float) -> None:
        """Ask for a forward and a turning speed; ValueError if they are not finite."""
        if not (math.isfinite(v_mps) and math.isfinite(w_radps)):
            raise ValueError(f"wheel command is not finite: v={v_mps} m/s, w={w_radps} rad/s")
        self._asked_v = max(-self._limits.speed_mps, min(self._limits.speed_mps, v_mps))
        self._asked_w = max(-self._limits.turn_radps, min(self._limits.turn_radps, w_radps))

    @property
    def resting(self) -> bool:
        """Nothing is asked for and nothing turns."""
        return self._asked_v == self._asked_w == self.v_mps == self.w_radps == 0.0

    def ramp(self, dt_s: float) -> None:
        """Bring the set speeds nearer to the asked ones."""
        limits = self._limits
        braking = abs(self._asked_v) < abs(self.v_mps) or self._asked_v * self.v_mps < 0.0
        accel = limits.brake_mps2 if braking else limits.accel_mps2
        self.v_mps = _towards(self.v_mps, self._asked_v, accel * dt_s)
        self.w_radps = _towards(self.w_radps, self._asked_w, limits.turn_accel_radps2 * dt_s)


def _towards(value: float, target: float, step: float) -> float:
    gap = target - value
    return target if abs(gap) <= step else value + math.copysign(step, gap)


@dataclass(frozen=True, slots=True)
class OdometryErrors:
    """How wrong the wheels are; one standard deviation each, drawn once or per update."""

    scale: float = 0.01
    """Relative error of distance (wheel radius)."""
    turn_scale: float = 0.01
    """Relative error of turning (wheel distance, gyro scale)."""
    noise_m: float = 0.01
    """Random error after one metre driven, growing with its square root."""
    noise_rad: float = 0.01
    """Random error after one radian turned, growing with its square root."""
    gyro_bias_radps: float = 2e-4
    """Constant drift of heading while driving; a standing robot knows that it stands."""


class Odometry:
    """Dead reckoning from wheels and gyro: where the robot believes to be in frame odom."""

    def __init__(self, rng: np.random.Generator, errors: OdometryErrors | None = None) -> None:
        errors = errors or OdometryErrors()
        self._errors = errors
        self._rng = rng
        self._scale = 1.0 + errors.scale * float(rng.standard_normal())
        self._turn_scale = 1.0 + errors.turn_scale * float(rng.standard_normal())
        self._bias = errors.gyro_bias_radps * float(rng.standard_normal())
        self.pose = Pose2D(0.0, 0.0, 0.0)
        """Frame odom, which starts where the robot stood."""
        self.v_mps = 0.0
        self.w_radps = 0.0

    def moved(self, before: Pose2D, after: Pose2D, dt_s: float) -> None:
        """Count a true motion (frame map) as the wheels would."""
        step = relative(before, after)
        length = math.hypot(step.x, step.y)
        if length < 1e-5 and abs(step.yaw) < 1e-5:
            self.v_mps = self.w_radps = 0.0
            return
        noise = self._rng.standard_normal(2)
        stretch = self._scale + self._errors.noise_m * float(noise[0]) / math.sqrt(length + 1e-6)
        spread = self._errors.noise_rad * float(noise[1]) * math.sqrt(abs(step.yaw))
        yaw = step.yaw * self._turn_scale + self._bias * dt_s + spread
        if length < 1e-3:
            stretch = self._scale
        measured = Pose2D(step.x * stretch, step.y * stretch, yaw)
        self.pose = compose(self.pose, measured)
        self.v_mps = measured.x / dt_s
        self.w_radps = yaw / dt_s
