"""What a keyboard had no keys for is read as it was meant."""

from __future__ import annotations

from robot.dialogue.understanding.repair import KnownWords
from robot.dialogue.understanding.topics import Topic


def test_marks_come_back_where_only_the_marked_word_is_known() -> None:
    topic = Topic("one", "service", {}, {"tr": ("çocuğum için yer", "kasa")})
    known = KnownWords([topic])
    assert known.mend("cocugum icin kasa") == "çocuğum için kasa"
    assert known.mend("cocugun") == "cocugun"
