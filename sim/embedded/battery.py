"""The battery: drained by electronics and driving, charged in the dock."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BatteryModel:
    """A robot with a 24 V lithium battery."""

    capacity_wh: float = 960.0
    electronics_w: float = 45.0
    """Computer, screen, laser, loudspeaker."""
    drive_w_per_mps: float = 70.0
    """On top while driving, per m/s."""
    charge_w: float = 350.0
    full_v: float = 29.0
    empty_v: float = 22.0


class Battery:
    """State of charge."""

    def __init__(self, fraction: float = 0.9, model: BatteryModel | None = None) -> None:
        if not 0.0 <= fraction <= 1.0:
            raise ValueError(f"a battery holds 0 to 1 of its charge, not {fraction}")
        self._model = model or BatteryModel()
        self.fraction = fraction
        self.charging = False
        self.power_w = 0.0
        """Into the battery; negative while it drains."""

    @property
    def voltage_v(self) -> float:
        """Falls linearly with the charge, which is near enough for a gauge."""
        model = self._model
        return model.empty_v + (model.full_v - model.empty_v) * self.fraction

    def step(self, dt_s: float, speed_mps: float, in_dock: bool) -> None:
        """Let time pass; a full battery in the dock feeds the electronics from the mains."""
        model = self._model
        self.power_w = -model.electronics_w - model.drive_w_per_mps * abs(speed_mps)
        if in_dock:
            self.power_w += model.charge_w
        self.charging = in_dock and self.fraction < 1.0
        changed = self.fraction + self.power_w * dt_s / 3600.0 / model.capacity_wh
        self.fraction = min(1.0, max(0.0, changed))
