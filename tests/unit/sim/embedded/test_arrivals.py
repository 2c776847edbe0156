from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.embedded.arrivals import Opening, of_day, shared_out, steadily

DAY = (Opening(300.0, 20000.0), Opening(23000.0, 30000.0))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 300), st.integers(0, 1000))
def test_a_day_brings_everybody_while_it_is_open(visitors: int, seed: int) -> None:
    parties = tuple(of_day(DAY, visitors, (seed, 1)).parties)
    assert sum(party.size for party in parties) == visitors
    assert [p.at_s for p in parties] == sorted(p.at_s for p in parties)
    assert all(any(o.start_s <= p.at_s <= o.end_s for o in DAY) for p in parties)


def test_mornings_are_busier() -> None:
    times = [party.at_s for party in of_day(DAY[:1], 2000, (1, 1)).parties]
    early = sum(at < 300.0 + 19700.0 / 2 for at in times)
    assert early > 0.6 * len(times)


def test_same_seed_same_people_and_another_day_others() -> None:
    assert of_day(DAY, 50, (1, 2)) == of_day(DAY, 50, (1, 2))
    assert of_day(DAY, 50, (1, 2)) != of_day(DAY, 50, (1, 3))


def test_steadily_ends_after_so_many_visits_and_passers_never_do() -> None:
    arrivals = steadily(30.0, 1, 40)
    parties = list(arrivals.parties)
    assert len(parties) == 40
    assert parties[-1].at_s == pytest.approx(40 * 120.0, rel=0.5)
    assert len(list(itertools.islice(arrivals.passers, 500))) == 500
    assert list(steadily(0.0, 1).parties) == []


@given(st.integers(0, 5000), st.lists(st.floats(0.5, 12.0), min_size=1, max_size=30))
def test_shares_add_up(visitors: int, hours: list[float]) -> None:
    shares = shared_out(visitors, hours)
    assert sum(shares) == visitors
    assert min(shares) >= 0
