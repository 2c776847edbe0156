"""Changes single values of a YAML text and leaves every other character as it is.

    changed(text, [Edit(("services", 0, "fee", "de"), "20 Euro")])

Comments, order, blank lines and quotes stay, because only the value's own place is written anew.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from robot.adapters.yaml_files import parse
from robot.adapters.yaml_nodes import Node, nodes_of
from robot.adapters.yaml_write import in_lines, written
from robot.core.problems import ProblemsFound
from robot.editing.edits import Edit, Value


class CannotEditError(Exception):
    """The text is of a form that only a person should change; names the place."""


def changed(text: str, edits: Sequence[Edit]) -> str:
    """The text with other values; the same text where nothing is different.

    Raises ProblemsFound for a text that is no YAML to begin with, and CannotEditError.
    """
    data = copy.deepcopy(parse(text, "draft").data)
    for edit in edits:
        if _get(data, edit.path) != edit.value:
            _set(data, edit)
            text = _written(text, edit)
    try:
        if parse(text, "draft").data == data:
            return text
    except ProblemsFound:
        pass
    where = ", ".join(".".join(map(str, edit.path)) for edit in edits)
    raise CannotEditError(f"change this in the YAML: {where}")


def _get(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _set(data: Any, edit: Edit) -> None:
    *way, last = edit.path
    holder = _get(data, tuple(way))
    try:
        if edit.value is None:
            del holder[last]
        else:
            if isinstance(holder, list) and last == len(holder):
                holder.append(None)
            holder[last] = edit.value
    except (KeyError, IndexError, TypeError) as error:
        raise CannotEditError(f"there is no {'.'.join(map(str, way))}") from error


def _written(text: str, edit: Edit) -> str:
    *way, last = edit.path
    above, holder = None, nodes_of(text)
    for step in way:
        above, holder = holder, holder.at(step) if holder else None
    if holder is None:
        raise CannotEditError(f"there is no {'.'.join(map(str, way))}")
    node = holder.at(last)
    if edit.value is None:
        return _cut(text, above, holder, last)
    if node is None and isinstance(last, int):
        return _with_part(text, holder, edit.value)
    if node is None:
        return _with_key(text, holder, str(last), edit)
    if isinstance(edit.value, list):
        return _relisted(text, holder, node, edit.value)
    return text[: node.start] + _replaced(text, node, edit.value, holder.style) + text[node.end :]


def _cut(text: str, above: Node | None, holder: Node, last: str | int) -> str:
    """Without one key, or one item of a list."""
    if isinstance(last, int):
        if len(holder.items) == 1 and above is not None and holder.style != "flow":
            return _emptied(text, above, holder)
        return _without(text, holder, last, last + 1)
    number = [key.value for key in holder.keys].index(last)
    return _without(text, holder, number, number + 1)


def _quotes(node: Node) -> str:
    """How a text is quoted; an empty one has to be, which says nothing about others."""
    return node.style if node.value else ""


def _replaced(text: str, node: Node, value: Value, style: str) -> str:
    new = written(value, style == "flow", _quotes(node))
    if node.style in ("|", ">"):
        return new + "\n"
    return new if node.start < node.end or text[node.start - 1].isspace() else f" {new}"


def _relisted(text: str, holder: Node, node: Node, wanted: list[str]) -> str:
    """Another list: items that stay keep their place, their quotes and their comments."""
    if node.value != "[]" or not node.items:
        return text[: node.start] + _replaced(text, node, wanted, holder.style) + text[node.end :]
    if not wanted and node.style != "flow":
        return _emptied(text, holder, node)
    flow = node.style == "flow"
    style = _quotes(node.items[0])
    matched = SequenceMatcher(None, [item.value for item in node.items], wanted, autojunk=False)
    for kind, i, end, j, new_end in reversed(matched.get_opcodes()):
        if kind == "equal":
            continue
        both = min(end - i, new_end - j)
        more = [written(one, flow, style) for one in wanted[j + both : new_end]]
        text = _inserted(text, node, i + both, more)
        text = _without(text, node, i + both, end)
        for number in reversed(range(both)):
            item = node.items[i + number]
            new = written(wanted[j + number], flow, _quotes(item))
            text = text[: item.start] + new + text[item.end :]
    return text


def _inserted(text: str, node: Node, before: int, items: list[str]) -> str:
    """With new items in front of the one with this number, which may be just behind the last."""
    if not items:
        return text
    if node.style == "flow":
        if before == 0:
            at = node.items[0].start
            return text[:at] + "".join(f"{item}, " for item in items) + text[at:]
        at = node.items[before - 1].end
        return text[:at] + "".join(f", {item}" for item in items) + text[at:]
    first = _line_start(text, node.items[0].start)
    indent = text[first : text.index("-", first)]
    end = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"{indent}- {item}{end}" for item in items)
    if before == 0:
        return text[:first] + lines + text[first:]
    return _with_lines(text, node.items[before - 1].end, lines, end)


def _with_lines(text: str, behind: int, lines: str, end: str) -> str:
    at = _line_end(text, behind)
    if not text[:at].endswith("\n"):
        return text[:at] + end + lines.removesuffix(end) + text[at:]
    return text[:at] + lines + text[at:]


def _without(text: str, node: Node, first: int, end: int) -> str:
    """Without some neighbouring items of a list, or keys and their values."""
    firsts = node.keys or node.items
    if first == end:
        return text
    if node.style == "flow":
        if end < len(firsts):
            return text[: firsts[first].start] + text[firsts[end].start :]
        start = node.items[first - 1].end if first else firsts[0].start
        return text[:start] + text[node.items[-1].end :]
    for number in reversed(range(first, end)):
        start = _line_start(text, firsts[number].start)
        if node.keys and text[start : firsts[number].start].strip():
            raise CannotEditError(f"remove {firsts[number].value} in the YAML")
        text = text[:start] + text[_line_end(text, node.items[number].end) :]
    return text


def _emptied(text: str, holder: Node, node: Node) -> str:
    """Without any item of a list in lines."""
    key = holder.keys[holder.items.index(node)]
    text = _without(text, node, 0, len(node.items))
    colon = text.index(":", key.end) + 1
    return f"{text[:colon]} []{text[colon:]}"


def _with_part(text: str, holder: Node, part: Value) -> str:
    """With another mapping at the end of a list."""
    if holder.value != "[]" or not isinstance(part, Mapping):
        raise CannotEditError("there is no list to add to")
    end = "\r\n" if "\r\n" in text else "\n"
    key = _line_start(text, holder.start)
    indent = " " * (len(text[key:]) - len(text[key:].lstrip(" ")))
    if holder.items and holder.style != "flow":
        return _with_lines(text, holder.end, _part_lines(part, indent, end), end)
    if holder.items:
        raise CannotEditError("add it in the YAML: the list stands on one line")
    before = text[: holder.start].rstrip(" ")
    lines = _part_lines(part, f"{indent}  ", end)
    return _with_lines(before + text[holder.end :], len(before), lines, end)


def _part_lines(part: Mapping[str, Any], indent: str, end: str) -> str:
    return f"{indent}- {in_lines(part, f'{indent}  ', end).lstrip(' ')}"


def _with_key(text: str, holder: Node, key: str, edit: Edit) -> str:
    """With a key that was not there, behind the ones that come before it in `edit.order`."""
    if holder.value != "{}":
        raise CannotEditError(f"{key} has no place: what should hold it is no mapping")
    assert edit.value is not None
    flow = holder.style == "flow"
    pair = f"{key}: {written(edit.value, flow)}"
    if not holder.items:
        return text[: holder.start] + "{" + pair + "}" + text[holder.end :]
    known = [one.value for one in holder.keys]
    earlier = edit.order[: edit.order.index(key)] if key in edit.order else known
    numbers = [i for i, name in enumerate(known) if name in earlier]
    after = holder.items[max(numbers)] if numbers else None
    if flow:
        at = after.end if after else holder.keys[0].start
        return text[:at] + (f", {pair}" if after else f"{pair}, ") + text[at:]
    first = holder.keys[0].start
    end = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (first - _line_start(text, first))
    if after is not None:
        return _with_lines(text, after.end, f"{indent}{pair}{end}", end)
    return text[:first] + pair + end + indent + text[first:]


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """Index behind the line feed of the line that a value ends in."""
    if index and text[index - 1] == "\n":  # the value took its line feed along
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1
