"""The scale of a chart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.panel.plots import Bar, Chart, chart


def of(*counts: int) -> Chart:
    return chart("days", "Days", "", "day", [Bar(str(n), count) for n, count in enumerate(counts)])


def test_the_top_is_round_and_near() -> None:
    found = {highest: of(1, highest).top for highest in (0, 1, 4, 5, 9, 10, 13, 21, 100, 408)}
    assert found == {
        0: 4, 1: 4, 4: 4, 5: 8, 9: 12, 10: 12, 13: 20, 21: 40, 100: 120, 408: 800,
    }  # fmt: skip


@given(st.lists(st.integers(0, 10**7), min_size=1))
def test_no_bar_leaves_the_scale_and_its_quarters_are_whole(counts: list[int]) -> None:
    drawn = of(*counts)
    assert max(counts) <= drawn.top <= max(4, 2 * max(counts))
    assert drawn.top % 4 == 0
    assert all(0 <= drawn.length(bar, 200) <= 200 for bar in drawn.bars)
