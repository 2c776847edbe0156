"""How fast the robot may lead: as the visitor walks; old or missing data: stand."""

from __future__ import annotations

from robot.core.escort_settings import EscortSettings


def pace_mps(
    gap_m: float | None, walks_mps: float, people_age_s: float, settings: EscortSettings
) -> float:
    """Highest speed now; 0: stand and wait.

    `gap_m` is the distance to the visitor, None when he is out of sight; `walks_mps` his own
    speed: the robot keeps to it at the comfortable gap, so that whoever walks slowly is led
    slowly, and drives slower than he walks until the gap is comfortable again. `people_age_s` is
    the age of the list of people. The most cautious of the rules wins.
    """
    return min(_by_gap(gap_m, walks_mps, settings), _by_age(people_age_s, settings))


def _by_gap(gap_m: float | None, walks_mps: float, settings: EscortSettings) -> float:
    if gap_m is None or not gap_m <= settings.wait_m:
        return 0.0
    pace = walks_mps + (settings.comfort_m - gap_m) / settings.settle_s
    return min(max(pace, settings.slow_speed_mps), settings.lead_speed_mps)


def _by_age(people_age_s: float, settings: EscortSettings) -> float:
    if not people_age_s <= settings.stale_s:
        return 0.0
    return settings.slow_speed_mps if people_age_s > settings.fresh_s else settings.lead_speed_mps
