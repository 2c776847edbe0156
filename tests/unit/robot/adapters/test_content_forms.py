"""Services, matters of others and offices come and go by forms; drafts until they are published."""

from __future__ import annotations

import shutil
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from robot.adapters.content_editor import ContentEditor, NotPublished
from robot.adapters.content_forms import ContentForms
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.yaml_files import parse
from robot.core.problems import ProblemsFound

VAGUE = "vague.yaml"
OFFICE, OTHER = "departments/cashier.yaml", "departments/lost_and_found.yaml"
NAMES = {"de": "Spende", "en": "Donation", "tr": "Bağış"}


@pytest.fixture
def editor(tmp_path: Path) -> ContentEditor:
    shutil.copytree(CONTENT, tmp_path / "dialogues")
    (tmp_path / "dialogues" / VAGUE).unlink()  # it needs every service
    now = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.utc)
    made = ContentEditor(tmp_path / "dialogues", MAP, tmp_path / "data", lambda: now)
    made.history()
    return made


def publish(editor: ContentEditor, file: str) -> int:
    return editor.publish("ada", file, editor.opened("ada", file).digest).number


def answers(part: str) -> dict[str, str]:
    texts = {f"{part}.{key}.{tag}": "x y" for key in ("about", "fee") for tag in NAMES}
    sentences = {f"{part}.examples.{tag}": f"ich spende {tag}\nspende {tag}" for tag in NAMES}
    return texts | sentences | {f"{part}.papers.{tag}": "Ausweis" for tag in NAMES}


def test_a_new_service_is_filled_in_published_and_taken_out_again(editor: ContentEditor) -> None:
    forms, before = ContentForms(editor), editor.opened("ada", OFFICE)
    part = forms.add("ada", OFFICE, NAMES, before.digest)
    opened = editor.opened("ada", OFFICE)
    assert part == "donation" and opened.text.startswith(before.text)
    assert {fault.key.split(".")[1] for fault in opened.faults} == {"about", "fee", "examples"}
    with pytest.raises(ProblemsFound):
        publish(editor, OFFICE)
    filled = forms.fill("ada", OFFICE, part, answers("services[1]"), opened.digest)
    assert filled.faults == () and filled.elsewhere == ()
    assert "        - ich spende de\n        - spende de\n" in filled.text, "one sentence a line"
    assert "    name: {de: Spende, en: Donation, tr: Bağış}\n" in filled.text
    publish(editor, OFFICE)
    forms.leave_out("ada", OFFICE, part, editor.opened("ada", OFFICE).digest)
    assert editor.opened("ada", OFFICE).text == before.text
    assert "donation" in editor.published.ids()
    publish(editor, OFFICE)
    assert "donation" not in editor.published.ids()


def test_a_matter_of_others_is_added_too(editor: ContentEditor) -> None:
    file = "elsewhere.yaml"
    opened = editor.opened("ada", file)
    part = ContentForms(editor).add("ada", file, NAMES, opened.digest)
    now = editor.opened("ada", file)
    assert now.text.startswith(opened.text.rstrip("\n"))
    assert {fault.key.split(".")[1] for fault in now.faults} == {"where", "examples"}
    data: Any = parse(now.text, file).data
    assert data["elsewhere"][-1]["id"] == part


def test_what_has_no_list_to_add_to_is_refused(editor: ContentEditor) -> None:
    forms = ContentForms(editor)
    with pytest.raises(KeyError):
        forms.add("ada", "flow.yaml", NAMES, editor.opened("ada", "flow.yaml").digest)
    with pytest.raises(NotPublished, match="name_it"):
        forms.add("ada", OFFICE, {"de": " "}, editor.opened("ada", OFFICE).digest)
    with pytest.raises(KeyError):
        forms.leave_out("ada", OFFICE, "cashier", editor.opened("ada", OFFICE).digest)
    with pytest.raises(NotPublished, match="other_window"):
        forms.add("ada", OFFICE, NAMES, "old")
    with pytest.raises(KeyError):
        forms.begin("ada", "cashier", NAMES)


def test_the_last_service_leaves_an_empty_list_that_can_be_added_to(editor: ContentEditor) -> None:
    forms, first = ContentForms(editor), editor.opened("ada", OTHER)
    forms.leave_out("ada", OTHER, "lost_property", first.digest)
    opened = editor.opened("ada", OTHER)
    assert opened.text.rstrip().endswith("services: []") and opened.faults == ()
    forms.add("ada", OTHER, NAMES, opened.digest)
    assert "services:\n  - id: donation\n" in editor.opened("ada", OTHER).text


def test_what_vague_sentences_need_is_not_removed_and_they_are_named(
    editor: ContentEditor, tmp_path: Path
) -> None:
    shutil.copy(CONTENT / VAGUE, tmp_path / "dialogues" / VAGUE)
    with pytest.raises(ProblemsFound, match=r"vague\.yaml.*'pay_bill'"):
        editor.remove("ada", OFFICE, editor.opened("ada", OFFICE).digest)
    assert OFFICE in editor.published.files()


def test_an_office_is_removed_brought_back_by_undo_and_begun_anew(editor: ContentEditor) -> None:
    published = editor.published
    before = published.files()[OFFICE]
    digest = editor.opened("ada", OFFICE).digest
    with pytest.raises(NotPublished, match="outdated"):
        editor.remove("ada", OFFICE, "old")
    gone = editor.remove("ada", OFFICE, digest)
    assert OFFICE not in published.files() and published.faults() == ()
    with pytest.raises(KeyError):
        editor.opened("ada", OFFICE)
    back = editor.undo("bob", gone.number)
    assert published.files()[OFFICE] == before
    assert [one.who for one in editor.history()] == ["bob", "ada"]
    editor.undo("ada", back.number)
    assert OFFICE not in published.files()

    forms = ContentForms(editor)
    assert [place.id for place in published.free_places()] == ["cashier"]
    assert forms.begin("ada", "cashier", {"de": "Stadtkasse"}) == OFFICE
    opened = editor.opened("ada", OFFICE)
    assert opened.new and {fault.key.split(".")[0] for fault in opened.faults} == {
        "name", "about", "phone", "examples",
    }  # fmt: skip
    assert "room: E10\nfloor: 0\n" in opened.text and "  mon: []\n" in opened.text
    typed = editor.save("ada", OFFICE, before, opened.digest)
    assert forms.begin("ada", "cashier", NAMES) == OFFICE, "and the draft stays"
    assert editor.opened("ada", OFFICE).text == before and typed.faults == ()
    with pytest.raises(KeyError):
        editor.opened("bob", OFFICE)
    made = publish(editor, OFFICE)
    assert published.files()[OFFICE] == before
    editor.undo("ada", made)
    assert OFFICE not in published.files()


def test_a_draft_of_an_office_that_somebody_removed_is_kept(editor: ContentEditor) -> None:
    opened = editor.opened("bob", OFFICE)
    typed = opened.text.replace("phone: ", 'phone: "115" # ')
    editor.save("bob", OFFICE, typed, opened.digest)
    editor.remove("ada", OFFICE, opened.digest)
    assert editor.opened("bob", OFFICE).outdated
    with pytest.raises(NotPublished, match="outdated"):
        editor.publish("bob", OFFICE, editor.opened("bob", OFFICE).digest)
    assert editor.adopt("bob", OFFICE) == (1,)
    assert editor.opened("bob", OFFICE).text == typed
    editor.publish("bob", OFFICE, editor.opened("bob", OFFICE).digest)
    assert editor.published.files()[OFFICE] == typed


def test_the_undo_of_a_removal_overwrites_nothing(editor: ContentEditor) -> None:
    text = editor.published.files()[OFFICE]
    gone = editor.remove("ada", OFFICE, editor.opened("ada", OFFICE).digest)
    ContentForms(editor).begin("bob", "cashier", NAMES)
    editor.save("bob", OFFICE, text + "# bob\n", editor.opened("bob", OFFICE).digest)
    editor.publish("bob", OFFICE, editor.opened("bob", OFFICE).digest)
    with pytest.raises(NotPublished, match="cannot_undo"):
        editor.undo("ada", gone.number)
    assert editor.published.files()[OFFICE].endswith("# bob\n")
