"""Drafts made by forms: answers filled in, services and offices added and left out."""

from __future__ import annotations

from collections.abc import Mapping

from robot.adapters.content_editor import ContentEditor, NotPublished, Opened
from robot.adapters.published_content import department_file, parts_in
from robot.adapters.yaml_edit import changed
from robot.adapters.yaml_files import parse
from robot.adapters.yaml_write import in_lines
from robot.dialogue.files import kind_of_file
from robot.dialogue.vocabulary import INTENTS
from robot.editing.blanks import ADDABLE, id_from, new_department, new_part
from robot.editing.edits import Edit
from robot.editing.form import edits_of, fields_of

_FIRST_LINE = "# yaml-language-server: $schema=../schema/department.schema.json\n"


class ContentForms:
    """Writes drafts only. Methods raise OSError where that is not possible."""

    def __init__(self, editor: ContentEditor) -> None:
        self._editor = editor

    def fill(self, who: str, file: str, part: str, answers: Mapping[str, str], seen: str) -> Opened:
        """Keep a draft with the answers of a part's form.

        Raises KeyError, NotPublished, CannotEditError and, for what is no YAML, ProblemsFound.
        """
        before = self._seen(who, file, seen)
        data = parse(before.text, file).data
        found = next(one for one in parts_in(file, before.text) if one.id == part)
        fields = fields_of(found, data, self._editor.published.languages())
        edits = edits_of(fields, answers, self._editor.today())
        return self._editor.save(who, file, changed(before.text, edits), seen)

    def add(self, who: str, file: str, names: Mapping[str, str], seen: str) -> str:
        """Keep a draft with one more service, or matter of others; its id.

        `names` are its names by language. Raises like `fill`.
        """
        before = self._seen(who, file, seen)
        kind = ADDABLE[kind_of_file(file) or ""]
        texts = self._names(names)
        taken = {one.id for one in parts_in(file, before.text)} | self._editor.published.ids()
        id_ = id_from(_first(texts), {*taken, *INTENTS}, kind)
        data = parse(before.text, file).data
        listed = data.get(kind) if isinstance(data, Mapping) else None
        number = len(listed) if isinstance(listed, list) else 0
        edit = Edit((kind, number), new_part(kind, id_, texts))
        self._editor.save(who, file, changed(before.text, [edit]), seen)
        return id_

    def leave_out(self, who: str, file: str, part: str, seen: str) -> None:
        """Keep a draft without one of its services or matters. Raises like `fill`."""
        before = self._seen(who, file, seen)
        paths = {one.id: one.path for one in parts_in(file, before.text)[::-1] if one.path}
        self._editor.save(who, file, changed(before.text, [Edit(paths[part], None)]), seen)

    def begin(self, who: str, place: str, names: Mapping[str, str]) -> str:
        """Keep the draft of an office for a free place of the map; its file.

        A draft that was begun before stays. Raises KeyError and NotPublished.
        """
        room = {one.id: one for one in self._editor.published.free_places()}[place]
        data = new_department(place, self._names(names), room.room, room.floor)
        file = department_file(place)
        self._editor.begin(who, file, _FIRST_LINE + in_lines(data))
        return file

    def _names(self, names: Mapping[str, str]) -> dict[str, str]:
        languages = self._editor.published.languages()
        texts = {tag: " ".join(names.get(tag, "").split()) for tag in languages}
        if not any(texts.values()):
            raise NotPublished("name_it")
        return texts

    def _seen(self, who: str, file: str, seen: str) -> Opened:
        opened = self._editor.opened(who, file)
        if opened.digest != seen:
            raise NotPublished("other_window")
        return opened


def _first(texts: Mapping[str, str]) -> str:
    """The English name where there is one, as ids are English; else the town's own."""
    return texts.get("en") or next(text for text in texts.values() if text)
