"""Bad content of every kind: named, refused, nothing lost, no code run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from robot.adapters.content_folder import read_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.yaml_files import MAX_BYTES
from robot.cli.check import check

OFFICE = "departments/cashier.yaml"
BOMB = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "dialogues"
    shutil.copytree(CONTENT, folder)
    return folder


def _text(town: Path) -> str:
    return (town / OFFICE).read_text(encoding="utf-8")


def _write(town: Path, raw: bytes) -> None:
    (town / OFFICE).write_bytes(raw)


def _changed(old: str, new: str) -> Callable[[Path], None]:
    def change(town: Path) -> None:
        text = _text(town)
        assert old in text
        _write(town, text.replace(old, new, 1).encode())

    return change


def _added(raw: bytes) -> Callable[[Path], None]:
    return lambda town: _write(town, _text(town).encode() + raw)


def _recoded(encoding: str) -> Callable[[Path], None]:
    return lambda town: _write(town, _text(town).encode(encoding, "replace"))


def _secret(town: Path) -> Path:
    secret = town.parent / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    return secret


def _file_link(town: Path) -> None:
    (town / "departments" / "zzz.yaml").symlink_to(_secret(town))


def _folder_link(town: Path) -> None:
    (town / "screen" / "de.yaml").unlink()
    (town / "screen" / "de.yaml").symlink_to(_secret(town))


def _on_a_button(town: Path) -> None:
    file = town / "screen" / "en.yaml"
    text = file.read_text(encoding="utf-8").replace("  send: Send", '  send: "\\u202e"')
    file.write_text(text, encoding="utf-8")


def _named(name: bytes) -> Callable[[Path], None]:
    def change(town: Path) -> None:
        Path(os.fsdecode(os.fsencode(town / "departments") + b"/" + name)).write_text("id: x\n")

    return change


TOUCH = "!!python/object/apply:os.system ['touch {}/ran']"
KINDS = {
    "tabs": (_changed("floor: 0", "hours2:\n\tmon: []\nfloor: 0"), "a tab"),
    "BOM": (lambda town: _write(town, b"\xef\xbb\xbf" + _text(town).encode()), "byte order mark"),
    "Latin-1": (_recoded("latin-1"), "not UTF-8"),
    "UTF-16": (_recoded("utf-16"), "byte order mark"),
    "a key twice": (_changed("floor: 0", "floor: 0\nfloor: 1"), "floor: found the key again"),
    "anchors that explode": (_added(b"a: &a [x]\n" + BOMB.encode()), "&a"),
    "an anchor in itself": (_added(b"a: &a [*a]\n"), "&a"),
    "10 MB": (_added(b"# " + b"x" * 10_000_000), f"more than {MAX_BYTES} bytes"),
    "a python tag": (
        lambda town: _changed("floor: 0", f"floor: {TOUCH.format(town.parent)}")(town),
        "the tag",
    ),
    "a tag for a number": (_changed("floor: 0", "floor: !!int '0'"), "the tag"),
    "a link out of the folder": (_file_link, "a link that leads out"),
    "a link to other words": (_folder_link, "a link that leads out"),
    "a name that climbs": (_changed("id: cashier", "id: ../../../etc/passwd"), "an id"),
    "a name with an escape": (_named(b"\x1b[31m.yaml"), r"\x1b[31m"),
    "a name in two lines": (_named(b"a\nb.yaml"), r"a\nb.yaml"),
    "a name of no encoding": (_named(b"\xff.yaml"), r"\udcff.yaml"),
    "a pipe": (lambda town: os.mkfifo(town / "departments" / "p.yaml"), "no ordinary file"),
    "a folder": (lambda town: (town / "departments" / "d.yaml").mkdir(), "no ordinary file"),
    "right-to-left": (_changed("de: Stadtkasse", "de: Stadt\u202eessak"), "U+202E"),
    "right-to-left, escaped": (_changed("de: Stadtkasse", 'de: "Kasse\\u202e"'), "U+202E"),
    "right-to-left on a button": (_on_a_button, "screen/en.yaml"),
    "right-to-left in a comment": (_changed("floor: 0", "floor: 0 # \u2066x"), "U+2066"),
    "nothing to see": (_changed("floor: 0", "floor\u200b: 0"), "U+200B"),
    "a line that looks like two": (_changed("floor: 0", "floor: 0\u2028room: x"), "U+2028"),
    "nested without end": (_added(b"a: " + b"[" * 5000 + b"]" * 5000), "nesting"),
    "two documents": (_added(b"---\nid: other\n"), "a second document"),
    "an empty file": (lambda town: _write(town, b""), "nothing"),
    "half a file": (lambda town: _write(town, _text(town)[:2000].encode()), OFFICE),
    "a text that never ends": (_changed("floor: 0", 'floor: "0'), OFFICE),
    "no text at all": (lambda town: _write(town, bytes(range(256))), OFFICE),
}


@pytest.mark.parametrize("kind", KINDS)
def test_is_named_and_refused_and_the_file_stays_as_it_is(town: Path, kind: str) -> None:
    break_it, told = KINDS[kind]
    break_it(town)
    before = _everything(town)
    house, problems = read_house(town, MAP)
    assert house is None
    assert any(told in str(problem) for problem in problems), [str(one) for one in problems]
    assert all(problem.file and problem.expected for problem in problems)
    assert not any("hunter2" in str(problem) for problem in problems)
    assert _everything(town) == before
    assert not (town.parent / "ran").exists(), "code was run"


def _everything(town: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in town.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", ["a name of no encoding", "right-to-left", "10 MB"])
def test_the_command_tells_it_and_ends_with_1(town: Path, kind: str) -> None:
    break_it, told = KINDS[kind]
    break_it(town)
    done = CliRunner().invoke(check, ["--content", str(town)])
    assert done.exit_code == 1
    assert told in done.output and "\x1b" not in done.output


def test_windows_line_ends_and_joiners_between_letters_are_no_fault(town: Path) -> None:
    _write(town, _text(town).replace("\n", "\r\n").encode())
    assert read_house(town, MAP)[1] == ()
    _changed("de: Stadtkasse", "de: می\u200cخواهم")(town)
    assert read_house(town, MAP)[1] == ()
