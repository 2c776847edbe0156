"""Settings: declared once, read with every fault, usable as ROS parameters."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from robot.core.problems import ProblemsFound
from robot.core.setting import read, setting, settings_of
from robot.core.settings import GROUPS, PanelSettings


@dataclass(frozen=True, slots=True)
class Walk:
    """A group for these tests."""

    speed_mps: float = setting(0.7, "Fastest pace.", low=0.1, high=1.0)
    lost_s: float = setting(6.0, "Calls after this time.", low=1, high=60)


@pytest.mark.parametrize("name", GROUPS)
def test_every_setting_of_every_group_is_declared_whole(name: str) -> None:
    for each in settings_of(GROUPS[name]):
        assert each.accepts(each.default), each
        assert each.meaning, each
        assert each.meaning.endswith("."), each
        assert "\n" not in each.meaning


def test_reads_what_is_written_and_keeps_the_rest() -> None:
    group = read(Walk, {"speed_mps": 1}, "walk.yaml")
    assert group == Walk(speed_mps=1.0)
    assert isinstance(group.speed_mps, float)


def test_tells_every_unknown_name_and_every_value_out_of_range() -> None:
    with pytest.raises(ProblemsFound) as caught:
        read(PanelSettings, {"prot": 80, "port": 70000, "host": 3}, "panel_node")
    told = [str(problem) for problem in caught.value.problems]
    assert told[0].startswith("panel_node: prot: found an unknown setting")
    assert "a whole number from 1 to 65535" in told[1]
    assert "host: found 3, expected a text" in told[2]


@pytest.mark.parametrize("value", [True, "8080", 1.5, float("nan")])
def test_a_whole_number_is_nothing_else(value: object) -> None:
    with pytest.raises(ProblemsFound):
        read(PanelSettings, {"port": value}, "panel_node")


def test_a_number_without_range_is_refused_when_declared() -> None:
    with pytest.raises(TypeError, match="needs low"):
        setting(1.0, "Forgot the range.")


def test_a_field_without_setting_is_refused() -> None:
    @dataclass(frozen=True)
    class Plain:
        near_m: float = 1.0

    with pytest.raises(TypeError, match=r"near_m is not declared"):
        settings_of(Plain)


def test_the_unit_follows_from_the_name() -> None:
    units = {each.name: each.unit for each in settings_of(Walk)}
    assert units == {"speed_mps": "m/s", "lost_s": "s"}
