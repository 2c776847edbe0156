from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from robot.editing.merge import difference, merge

BASE = "a\nb\nc\nd\ne\n"
lines = st.lists(st.sampled_from("abcdef"), max_size=8).map(
    lambda one: "".join(f"{c}\n" for c in one)
)


def test_changes_in_different_places_come_together():
    made = merge(BASE, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n")
    assert (made.text, made.clashes) == ("a\nB\nc\nd\nE\nf\n", ())


def test_where_both_changed_the_same_mine_stays_and_it_is_told():
    made = merge(BASE, "a\nmine\nc\nd\ne\n", "a\ntheirs\nc\nd\nE\n")
    assert (made.text, made.clashes) == ("a\nmine\nc\nd\nE\n", (2,))


def test_the_same_change_of_both_is_no_clash():
    made = merge(BASE, "a\nx\nc\nd\ne\n", "a\nx\nc\nd\ne\n")
    assert (made.text, made.clashes) == ("a\nx\nc\nd\ne\n", ())


def test_two_additions_at_one_place_are_a_clash():
    assert merge(BASE, BASE + "x\n", BASE + "y\n").clashes == (6,)


@given(lines, lines)
def test_one_who_changed_nothing_loses_nothing(base, other):
    assert merge(base, base, other) == merge(base, other, base)
    assert merge(base, base, other).text == other
    assert merge(base, other, other).text == other


@given(lines, lines, lines)
def test_mine_is_always_kept(base, mine, theirs):
    made = merge(base, mine, theirs)
    swapped = merge(base, theirs, mine)
    assert bool(made.clashes) == bool(swapped.clashes)
    if not made.clashes:
        assert made.text == swapped.text


def test_a_difference_shows_both_sides():
    assert difference("a\nb\n", "a\nc\n") == ("@@ -1,2 +1,2 @@", " a", "-b", "+c")
