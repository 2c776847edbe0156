"""How fast the robot may lead: by the visitor's distance; old or missing data: stand."""

from __future__ import annotations

from robot.core.escort_settings import EscortSettings


def pace_mps(gap_m: float | None, people_age_s: float, settings: EscortSettings) -> float:
    """Highest speed now; 0: stand and wait.

    `gap_m` is the distance to the visitor, None when he is out of sight. `people_age_s` is the age
    of the list of people. The most cautious of the rules wins.
    """
    return min(_by_gap(gap_m, settings), _by_age(people_age_s, settings))


def _by_gap(gap_m: float | None, settings: EscortSettings) -> float:
    if gap_m is None or not gap_m <= settings.wait_m:
        return 0.0
    if gap_m <= settings.comfort_m:
        return settings.lead_speed_mps
    fallen = (gap_m - settings.comfort_m) / (settings.wait_m - settings.comfort_m)
    return settings.lead_speed_mps - fallen * (settings.lead_speed_mps - settings.slow_speed_mps)


def _by_age(people_age_s: float, settings: EscortSettings) -> float:
    if not people_age_s <= settings.stale_s:
        return 0.0
    return settings.slow_speed_mps if people_age_s > settings.fresh_s else settings.lead_speed_mps
