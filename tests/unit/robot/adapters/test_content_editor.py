"""Drafts, checks, publishing, history and undo; two people at one file; files changed by hand."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from robot.adapters.content_editor import ContentEditor, NotPublished
from robot.adapters.content_forms import ContentForms
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.yaml_files import MAX_BYTES
from robot.core.problems import ProblemsFound
from robot.editing.history import BY_HAND

OFFICE = "departments/cashier.yaml"


@dataclass
class Desk:
    """An editor on a copy of the content."""

    folder: Path
    now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc)
    editor: ContentEditor = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(CONTENT, self.folder / "dialogues")
        self.open_again()
        self.editor.history()

    def open_again(self) -> None:
        """As after a restart of the panel."""
        town = self.folder / "dialogues"
        self.editor = ContentEditor(town, MAP, self.folder / "data", lambda: self.now)

    @property
    def file(self) -> Path:
        return self.folder / "dialogues" / OFFICE

    def change(self, who: str, old: str, new: str, file: str = OFFICE) -> None:
        """Type into the draft."""
        opened = self.editor.opened(who, file)
        assert old in opened.text
        self.editor.save(who, file, opened.text.replace(old, new, 1), opened.digest)

    def by_hand(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def publish(self, who: str, file: str = OFFICE) -> int:
        opened = self.editor.opened(who, file)
        return self.editor.publish(who, file, opened.digest).number


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_draft_changes_nothing_until_it_is_published(desk: Desk) -> None:
    before = desk.file.read_bytes()
    desk.change("ada", "phone: ", 'phone: "115" # ')
    assert desk.file.read_bytes() == before
    desk.open_again()
    assert 'phone: "115"' in desk.editor.opened("ada", OFFICE).text
    assert not desk.editor.opened("bob", OFFICE).drafted
    desk.publish("ada")
    assert desk.file.read_bytes() == before.replace(b"phone: ", b'phone: "115" # ')
    assert not desk.editor.opened("ada", OFFICE).drafted
    made = desk.editor.history()[0]
    assert (made.who, made.file, made.at) == ("ada", OFFICE, desk.now)
    assert any(line.startswith('+phone: "115"') for line in desk.editor.difference(made))


def test_faults_are_told_at_their_line_and_keep_it_from_being_published(desk: Desk) -> None:
    before = desk.file.read_bytes()
    desk.change("ada", '"08:00-', '"8:00-')
    opened = desk.editor.opened("ada", OFFICE)
    line = opened.text[: opened.text.index('"8:00-')].count("\n") + 1
    assert [one.line for one in opened.faults] == [line]
    with pytest.raises(ProblemsFound, match="hours such as"):
        desk.publish("ada")
    assert desk.file.read_bytes() == before
    assert desk.editor.opened("ada", OFFICE).drafted


def test_a_fault_that_the_change_causes_elsewhere_counts_and_an_old_one_does_not(
    desk: Desk,
) -> None:
    town = desk.folder / "dialogues"
    other = town / "departments" / "registry_office.yaml"
    other.write_text(other.read_text("utf-8").replace("phone:", "phon:"), "utf-8")
    desk.change("ada", "phone: ", 'phone: "115" # ')
    assert {one.file for one in desk.editor.opened("ada", OFFICE).elsewhere} == {
        "departments/registry_office.yaml"
    }
    desk.publish("ada")
    desk.change("ada", "    - ", "    - Ich brauche eine Geburtsurkunde.\n    - ")
    with pytest.raises(ProblemsFound, match="also in"):
        desk.publish("ada")


def test_two_at_one_file_the_second_is_told_and_nothing_is_overwritten(desk: Desk) -> None:
    desk.change("ada", "phone: ", 'phone: "115" # ')
    assert [one.who for one in desk.editor.opened("bob", OFFICE).others] == ["ada"]
    desk.change("bob", "floor: 0", "floor: 0  # below")
    desk.publish("ada")
    assert desk.editor.opened("bob", OFFICE).outdated
    with pytest.raises(NotPublished, match="outdated"):
        desk.publish("bob")
    assert any('+phone: "115"' in line for line in desk.editor.theirs("bob", OFFICE))
    assert desk.editor.adopt("bob", OFFICE) == ()
    desk.publish("bob")
    text = desk.file.read_text(encoding="utf-8")
    assert 'phone: "115"' in text and "# below" in text


def test_where_both_changed_the_same_line_it_is_told(desk: Desk) -> None:
    desk.change("ada", "phone: ", 'phone: "115" # ')
    desk.change("bob", "phone: ", 'phone: "116" # ')
    desk.publish("ada")
    (line,) = desk.editor.adopt("bob", OFFICE)
    text = desk.editor.opened("bob", OFFICE).text
    assert text.split("\n")[line - 1].startswith('phone: "116"')
    assert any('-phone: "115"' in one for one in desk.editor.mine("bob", OFFICE))


def test_a_change_by_hand_counts_like_one_of_somebody_else(desk: Desk) -> None:
    desk.change("ada", "phone: ", 'phone: "115" # ')
    desk.by_hand("floor: 0", "floor: 0  # by hand")
    assert desk.editor.opened("ada", OFFICE).outdated
    with pytest.raises(NotPublished, match="outdated"):
        desk.publish("ada")
    assert "# by hand" in desk.file.read_text(encoding="utf-8")
    assert [one.who for one in desk.editor.history()] == [BY_HAND]
    desk.open_again()
    assert len(desk.editor.history()) == 1


def test_undo_takes_one_change_back_and_leaves_later_ones(desk: Desk) -> None:
    before = desk.file.read_text(encoding="utf-8")
    desk.change("ada", "phone: ", 'phone: "115" # ')
    first = desk.publish("ada")
    desk.change("bob", "floor: 0", "floor: 0  # below")
    second = desk.publish("bob")
    undone = desk.editor.undo("bob", first)
    assert (undone.who, undone.undone) == ("bob", first)
    assert desk.file.read_text(encoding="utf-8") == before.replace("floor: 0", "floor: 0  # below")
    desk.editor.undo("ada", second)
    assert desk.file.read_text(encoding="utf-8") == before
    assert [one.undone for one in desk.editor.history()] == [second, first, 0, 0]
    with pytest.raises(NotPublished):
        desk.editor.undo("ada", second)
    with pytest.raises(KeyError):
        desk.editor.undo("ada", 99)


def test_an_undo_that_would_take_others_work_along_is_refused(desk: Desk) -> None:
    desk.change("ada", "phone: ", 'phone: "115" # ')
    first = desk.publish("ada")
    desk.change("bob", 'phone: "115"', 'phone: "116"')
    desk.publish("bob")
    with pytest.raises(NotPublished, match="cannot_undo"):
        desk.editor.undo("ada", first)
    assert 'phone: "116"' in desk.file.read_text(encoding="utf-8")


def test_the_form_changes_the_draft_and_not_what_another_window_wrote(desk: Desk) -> None:
    opened = desk.editor.opened("ada", OFFICE)
    now = ContentForms(desk.editor).fill(
        "ada", OFFICE, "cashier", {"hours.sat": "10-12"}, opened.digest
    )
    assert '  sat: ["10:00-12:00"]' in now.text and now.faults == ()
    with pytest.raises(NotPublished, match="other_window"):
        ContentForms(desk.editor).fill(
            "ada", OFFICE, "cashier", {"hours.sun": "10-12"}, opened.digest
        )
    with pytest.raises(NotPublished, match="other_window"):
        desk.editor.save("ada", OFFICE, "id: x\n", opened.digest)
    with pytest.raises(NotPublished, match="other_window"):
        desk.editor.publish("ada", OFFICE, opened.digest)


def test_a_draft_taken_back_to_what_is_published_is_none(desk: Desk) -> None:
    desk.change("ada", "floor: 0", "floor: 1")
    desk.change("ada", "floor: 1", "floor: 0")
    assert not desk.editor.opened("ada", OFFICE).drafted
    desk.change("ada", "floor: 0", "floor: 1")
    desk.editor.discard("ada", OFFICE)
    assert "floor: 0" in desk.editor.opened("ada", OFFICE).text


@pytest.mark.parametrize("file", ["../secret.yaml", "departments/../../x.yaml", "", "/etc/passwd"])
def test_no_other_file_can_be_opened_or_written(desk: Desk, file: str) -> None:
    (desk.folder / "secret.yaml").write_text("a: 1\n")
    for attempt in (
        lambda: desk.editor.opened("ada", file),
        lambda: desk.editor.save("ada", file, "a: 2\n", ""),
        lambda: desk.editor.publish("ada", file, ""),
    ):
        with pytest.raises((KeyError, NotPublished)):
            attempt()
    assert (desk.folder / "secret.yaml").read_text() == "a: 1\n"


def test_odd_files_are_left_out(desk: Desk) -> None:
    departments = desk.folder / "dialogues" / "departments"
    (desk.folder / "secret.yaml").write_text("password: hunter2\n")
    (departments / "link.yaml").symlink_to(desk.folder / "secret.yaml")
    os.mkfifo(departments / "pipe.yaml")
    (departments / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert not {"departments/link.yaml", "departments/pipe.yaml", "departments/large.yaml"} & set(
        desk.editor.published.files()
    )


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xef\xbb\xbf", "byte order mark"),
        ("# Stra\xdfe\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_file_saved_by_hand_in_another_encoding_can_be_mended(
    desk: Desk, raw: bytes, told: str
) -> None:
    desk.file.write_bytes(raw + desk.file.read_bytes())
    assert any(told in str(one) for one in desk.editor.published.faults())
    desk.change("ada", "floor: 0", "floor: 0  # mended")
    desk.publish("ada")
    assert desk.editor.published.faults() == ()


@pytest.mark.parametrize(
    "bad",
    [
        "a:\n\t- b\n", "a: &x [*x]\n", "a: !!python/object/apply:os.system [ls]\n",
        "id: cashier\nid: cashier\n", "name: \u202ex\n", "\ufeffid: cashier\n", "[" * 2000,
        "x" * MAX_BYTES, "", "\x00", "id: '\ud800'\n",
    ],
)  # fmt: skip
def test_bad_drafts_of_every_kind_are_kept_told_and_not_published(desk: Desk, bad: str) -> None:
    before = desk.file.read_bytes()
    opened = desk.editor.opened("ada", OFFICE)
    now = desk.editor.save("ada", OFFICE, bad, opened.digest)
    assert now.faults
    with pytest.raises(ProblemsFound):
        desk.publish("ada")
    assert desk.file.read_bytes() == before


def test_a_draft_that_is_too_large_is_refused(desk: Desk) -> None:
    opened = desk.editor.opened("ada", OFFICE)
    with pytest.raises(NotPublished, match="too_large"):
        desk.editor.save("ada", OFFICE, "x" * (MAX_BYTES + 1), opened.digest)


def test_windows_line_ends_and_rights_of_the_file_stay(desk: Desk) -> None:
    desk.file.write_bytes(desk.file.read_bytes().replace(b"\n", b"\r\n"))
    desk.file.chmod(0o640)
    desk.change("ada", "phone: ", 'phone: "115" # ')
    desk.publish("ada")
    raw = desk.file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 100
    assert desk.file.stat().st_mode & 0o777 == 0o640


def test_a_torn_log_or_draft_loses_nothing_else(desk: Desk) -> None:
    desk.change("ada", "phone: ", 'phone: "115" # ')
    first = desk.publish("ada")
    with (desk.folder / "data" / "log.jsonl").open("a") as log:
        log.write('{"number": 2, "at"')
    desk.now += timedelta(minutes=1)
    desk.change("ada", 'phone: "115"', 'phone: "116"')
    desk.publish("ada")
    assert [one.at for one in desk.editor.history()] == [desk.now, desk.now - timedelta(minutes=1)]
    desk.change("ada", 'phone: "116"', 'phone: "117"')
    for file in (desk.folder / "data" / "drafts").rglob("*.json"):
        file.write_text("{")
    assert not desk.editor.opened("ada", OFFICE).drafted
    assert desk.editor.publication(first).number == first


def test_a_disk_that_cannot_be_written_leaves_the_file_and_the_draft(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.file.read_bytes()
    desk.change("ada", "phone: ", 'phone: "115" # ')
    opened = desk.editor.opened("ada", OFFICE)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        desk.editor.publish("ada", OFFICE, opened.digest)
    monkeypatch.undo()
    assert desk.file.read_bytes() == before
    assert not [one for one in desk.file.parent.iterdir() if one.name.startswith(".")]
    desk.publish("ada")
    assert b'phone: "115"' in desk.file.read_bytes()
