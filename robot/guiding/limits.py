"""Two who limit the speed, one who drives: the lower limit is in force."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeedWish:
    """A limit as nav2_msgs/SpeedLimit says it; 0 is no limit."""

    value: float = 0.0
    percentage: bool = False
    """`value` is per cent of the top speed, else m/s."""

    def limit_mps(self, top_mps: float) -> float:
        """The speed that this allows; ValueError if it is no limit at all."""
        if not 0.0 <= self.value < float("inf"):
            raise ValueError(f"speed limit {self.value}, expected 0 or more")
        if self.value == 0.0:
            return top_mps
        return min(top_mps, top_mps * self.value / 100.0 if self.percentage else self.value)


def lowest_mps(wishes: tuple[SpeedWish, ...], top_mps: float) -> float:
    """The limit that keeps every wish, metres a second."""
    return min((wish.limit_mps(top_mps) for wish in wishes), default=top_mps)
