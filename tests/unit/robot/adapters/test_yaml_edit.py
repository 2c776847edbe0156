"""A changed value changes nothing else: comments, order, quotes and blank lines stay."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from robot.adapters.content_folder import yaml_files
from robot.adapters.folders import CONTENT
from robot.adapters.yaml_edit import CannotEditError, changed
from robot.adapters.yaml_files import parse
from robot.editing.edits import Edit

FILES = {path.relative_to(CONTENT).as_posix(): path for path in yaml_files(CONTENT)}

TEXT = """\
# top
id: x  # the id
name: {de: A, en: "B", tr: 'C'}
hours:
  mon: ["08:00-12:00"]   # early
  wed: []
text: |
  block
  more
examples:
  de:
    - a   # of a
    # about b
    - b
    - "c: d"

    - e
  en: [x, y, z]
services:
  - id: one
    online: https://one
  - id: two
last:
"""
DAYS = ("mon", "tue", "wed")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("name", "de"), "A, b", "de: A,", 'de: "A, b",'),
        (("name", "en"), "b", '"B"', '"b"'),
        (("name", "tr"), "it's", "'C'", "'it''s'"),
        (("hours", "mon"), ["08:00-12:00", "13:00-14:00"], '12:00"]', '12:00", "13:00-14:00"]'),
        (("hours", "tue"), ["08:00-9:00"], "  wed", '  tue: ["08:00-9:00"]\n  wed'),
        (("hours", "wed"), ["08:00-9:00"], "wed: []", 'wed: ["08:00-9:00"]'),
        (("examples", "de"), ["z", "b", "c: d", "e"], "- a ", "- z "),
        (("examples", "de"), ["a", "b", "c: d"], "    - e\n", ""),
        (("examples", "de"), ["a", "b", "- n", "c: d", "e"], "- b\n", '- b\n    - "- n"\n'),
        (("examples", "en"), ["x", "z"], "y, ", ""),
        (("examples", "tr"), ["q"], "services", "  tr: [q]\nservices"),
        (("text",), "one", "|\n  block\n  more", "one"),
        (("text",), None, "text: |\n  block\n  more\n", ""),
        (("services", 0, "online"), None, "    online: https://one\n", ""),
        (("services", 1, "online"), "h", "- id: two\n", "- id: two\n    online: h\n"),
        (("last",), "no", "last:", 'last: "no"'),
        (("services", 0), None, "  - id: one\n    online: https://one\n", ""),
        (("services", 2), {"id": "x", "name": {"de": ""}, "examples": {"de": [""]}},
         "last:", '  - id: x\n    name: {de: ""}\n    examples:\n      de:\n        - ""\nlast:'),
    ],
)  # fmt: skip
def test_only_the_value_is_written_anew(path: Any, value: Any, old: str, new: str) -> None:
    made = changed(TEXT, [Edit(path, value, DAYS if "hours" in path else ())])
    assert made == TEXT.replace(old, new, 1)


def test_a_list_that_is_emptied_keeps_the_comments_between_its_items() -> None:
    made = changed(TEXT, [Edit(("examples", "de"), [])])
    assert "  de: []\n    # about b\n\n  en:" in made


@pytest.mark.parametrize(
    "text", ["s: []", "s: []  # none\n", "s:\n  # a: b\n  - id: one\n", "s: []\r\n"]
)
def test_parts_come_and_go_however_the_list_is_written(text: str) -> None:
    bare = changed(text, [Edit(("s", 0), None)]) if "one" in text else text
    assert parse(bare, "").data == {"s": []}
    made = changed(bare, [Edit(("s", 0), {"id": "two", "floor": 1})])
    assert parse(made, "").data == {"s": [{"id": "two", "floor": 1}]}
    assert made.count("#") == text.count("#") and made.count("\r") == (3 if "\r" in text else 0)


def test_line_ends_of_windows_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    made = changed(text, [Edit(("examples", "de"), ["a", "b", "c: d", "e", "f"])])
    assert made == text.replace("    - e\r\n", "    - e\r\n    - f\r\n")


def test_a_last_line_without_its_end_stays_readable() -> None:
    assert changed("a:\n  - b", [Edit(("a",), ["b", "c"])]) == "a:\n  - b\n  - c"


@pytest.mark.parametrize("path", [("id", "de"), ("services", 5, "fee"), ("none", "x")])
def test_what_has_no_place_is_told(path: Any) -> None:
    with pytest.raises(CannotEditError):
        changed(TEXT, [Edit(path, "x")])


def leaves(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Places of texts and of lists of texts."""
    if isinstance(data, dict):
        return [one for key, value in data.items() for one in leaves(value, (*path, key))]
    if isinstance(data, list) and not all(isinstance(one, str) for one in data):
        return [one for i, value in enumerate(data) for one in leaves(value, (*path, i))]
    return [path] if isinstance(data, str | list) and isinstance(path[-1], str) else []


SENTENCE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Zl", "Zp")),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_changed_in_any_file_the_rest_stays(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[name].read_text(encoding="utf-8")
    read = parse(text, "draft").data
    path = data.draw(st.sampled_from(leaves(read)))
    old = read
    for step in path:
        old = old[step]
    if isinstance(old, list):
        kept = data.draw(st.lists(st.sampled_from(old), unique=True) if old else st.just([]))
        value: Any = [*kept, *data.draw(st.lists(SENTENCE, max_size=3))]
    else:
        value = data.draw(SENTENCE)
    made = changed(text, [Edit(path, value)])
    assert changed(made, [Edit(path, old)]) is not None
    comments = [line for line in text.split("\n") if line.lstrip().startswith("#")]
    assert [line for line in made.split("\n") if line.lstrip().startswith("#")] == comments
    now = parse(made, "draft").data
    for step in path:
        now = now[step]
    assert now == value


@pytest.mark.parametrize("name", FILES)
def test_nothing_changed_is_the_same_to_the_letter(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    read = parse(text, "draft").data

    def value(path: tuple[Any, ...]) -> Any:
        found = read
        for step in path:
            found = found[step]
        return found

    assert changed(text, [Edit(path, value(path)) for path in leaves(read)]) == text
