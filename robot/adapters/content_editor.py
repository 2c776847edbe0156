"""Staff change content files: drafts, checks, publishing, history, undo. Files stay the truth."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from robot.adapters.content_folder import content_files, read_house
from robot.adapters.history_folder import HistoryFolder
from robot.adapters.label_files import SCREEN
from robot.adapters.whole_files import write_whole
from robot.adapters.yaml_edit import changed
from robot.adapters.yaml_files import MAX_BYTES, parse
from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.files import kind_of_file
from robot.editing.form import Part, edits_of, fields_of, parts_of
from robot.editing.history import Draft, Publication, digest_of
from robot.editing.merge import difference, merge

_LATIN_1 = {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}
"""What Python makes of bytes that are not UTF-8, to the characters of Latin-1."""


class NotPublished(Exception):
    """Nothing was written; `key` names the reason for pages."""

    def __init__(self, key: str, lines: Sequence[int] = ()) -> None:
        super().__init__(key)
        self.key = key
        self.lines = tuple(lines)
        """1-based lines where two changes meet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as somebody sees it in the editor."""

    file: str
    text: str
    """The draft, or what is published where there is none."""
    drafted: bool
    outdated: bool
    """Somebody else has published the file since the draft was begun."""
    others: tuple[Draft, ...]
    """Other people's drafts of the same file."""
    faults: tuple[Problem, ...]
    """Of this file, if it were published so."""
    elsewhere: tuple[Problem, ...]
    """Of other files, which this one causes or which were there before."""

    @property
    def digest(self) -> str:
        """Of the text, to notice that it was changed from another window."""
        return digest_of(self.text)


class ContentEditor:
    """Used by many people at once. Methods that write raise OSError where that is not possible."""

    def __init__(
        self, content: Path, map_folder: Path, folder: Path, now: Callable[[], datetime]
    ) -> None:
        """`folder` keeps drafts and history; `now` is aware, its date that of the town."""
        self._content, self._map = content, map_folder
        self._history = HistoryFolder(folder)
        self._now = now
        self._lock = threading.RLock()

    def files(self) -> dict[str, str]:
        """Published texts by name; those of odd files (links, pipes, too large) are left out."""
        found = {}
        home = self._content.resolve()
        for path in [
            *content_files(self._content),
            *sorted((self._content / SCREEN).glob("*.yaml")),
        ]:
            usual = path.is_file() and path.resolve().is_relative_to(home)
            if usual and path.stat().st_size <= MAX_BYTES:
                found[path.relative_to(self._content).as_posix()] = _text(path.read_bytes())
        return found

    def faults(self) -> tuple[Problem, ...]:
        """Why the published files are not in force; empty: they are."""
        return read_house(self._content, self._map)[1]

    def drafts(self) -> list[Draft]:
        """Everybody's drafts."""
        with self._lock:
            return self._history.drafts()

    def opened(self, who: str, file: str) -> Opened:
        """A file as this person sees it. Raises KeyError for no content file."""
        with self._lock:
            published = self._published(file)
            draft = self._history.draft(who, file)
            others = [one for one in self._history.drafts() if one.file == file and one.who != who]
        text = published if draft is None else draft.text
        faults = read_house(self._content, self._map, {file: text})[1]
        return Opened(
            file,
            text,
            drafted=draft is not None,
            outdated=draft is not None and draft.base != digest_of(published),
            others=tuple(others),
            faults=tuple(one for one in faults if one.file == file),
            elsewhere=tuple(one for one in faults if one.file != file),
        )

    def save(self, who: str, file: str, text: str, seen: str) -> Opened:
        """Keep a draft. `seen` is the digest of the text that it was made from.

        Raises KeyError, and NotPublished(`other_window`) when the draft is another by now.
        """
        text = re.sub("[\ud800-\udfff]", "\ufffd", _plain(text))
        if len(text.encode()) > MAX_BYTES:
            raise NotPublished("too_large")
        with self._lock:
            published = self._published(file)
            draft = self._history.draft(who, file)
            if digest_of(draft.text if draft else published) != seen:
                raise NotPublished("other_window")
            base = draft.base if draft else self._history.keep(published)
            if text == published and base == digest_of(published):
                self._history.drop_draft(who, file)
            elif draft is None or draft.text != text:
                self._history.keep_draft(Draft(file, who, text, base, self._now()))
        return self.opened(who, file)

    def fill(self, who: str, file: str, part: str, answers: Mapping[str, str], seen: str) -> Opened:
        """Keep a draft with the answers of a part's form.

        Raises KeyError, NotPublished, CannotEditError and, for what is no YAML, ProblemsFound.
        """
        before = self.opened(who, file)
        if before.digest != seen:
            raise NotPublished("other_window")
        data = parse(before.text, file).data
        found = next(one for one in self.parts(file, before.text) if one.id == part)
        fields = fields_of(found, data, self.languages())
        edits = edits_of(fields, answers, self.today())
        return self.save(who, file, changed(before.text, edits), seen)

    def parts(self, file: str, text: str) -> tuple[Part, ...]:
        """What there is a form for in a text; nothing where it is no YAML."""
        try:
            return parts_of(kind_of_file(file) or "", parse(text, file).data)
        except ProblemsFound:
            return ()

    def languages(self) -> tuple[str, ...]:
        """Of the town, as published."""
        named = [file for file in self.files() if file.startswith("phrases/")]
        try:
            found = parse(self.files()["town.yaml"], "town.yaml").data
            listed = found.get("languages") if isinstance(found, Mapping) else None
        except (KeyError, ProblemsFound):
            listed = None
        tags = listed if isinstance(listed, list) else [file[8:-5] for file in named]
        return tuple(str(tag) for tag in tags)

    def today(self) -> date:
        """In the town."""
        return self._now().date()

    def discard(self, who: str, file: str) -> None:
        """Throw the draft away."""
        with self._lock:
            self._history.drop_draft(who, file)

    def adopt(self, who: str, file: str) -> tuple[int, ...]:
        """Bring what others published meanwhile into the draft.

        Returns 1-based lines where both changed the same; there the draft's own are kept.
        """
        with self._lock:
            published, draft = self._published(file), self._history.draft(who, file)
            if draft is None:
                return ()
            merged = merge(self._history.text(draft.base), draft.text, published)
            base = self._history.keep(published)
            self._history.keep_draft(replace(draft, text=merged.text, base=base, at=self._now()))
            return merged.clashes

    def theirs(self, who: str, file: str) -> tuple[str, ...]:
        """What others published since the draft was begun."""
        with self._lock:
            draft = self._history.draft(who, file)
            if draft is None:
                return ()
            return difference(self._history.text(draft.base), self._published(file))

    def mine(self, who: str, file: str) -> tuple[str, ...]:
        """What publishing the draft would change."""
        with self._lock:
            draft = self._history.draft(who, file)
            return () if draft is None else difference(self._published(file), draft.text)

    def publish(self, who: str, file: str, seen: str) -> Publication:
        """Put the draft in force, if it still has the digest `seen`.

        Raises KeyError, NotPublished and, with new faults, ProblemsFound.
        """
        with self._lock:
            draft = self._history.draft(who, file)
            if draft is None:
                raise NotPublished("no_draft")
            if draft.digest != seen:
                raise NotPublished("other_window")
            made = self._write(who, file, draft.text, draft.base, 0)
            self._history.drop_draft(who, file)
            return made

    def undo(self, who: str, number: int) -> Publication:
        """Take one publication back; what was published later stays.

        Raises KeyError, NotPublished and, with new faults, ProblemsFound.
        """
        with self._lock:
            made = self.publication(number)
            published = self._published(made.file)
            before, after = self._history.text(made.before), self._history.text(made.after)
            if not before or not after:
                raise NotPublished("cannot_undo")
            merged = merge(after, before, published)
            if merged.clashes:
                raise NotPublished("cannot_undo", merged.clashes)
            return self._write(who, made.file, merged.text, digest_of(published), number)

    def publication(self, number: int) -> Publication:
        """One of the history. Raises KeyError."""
        for one in self.history():
            if one.number == number:
                return one
        raise KeyError(number)

    def history(self) -> list[Publication]:
        """Who changed what when, newest first; changes by hand are noticed here."""
        with self._lock:
            self._history.notice(self.files(), self._now())
            return self._history.publications()[::-1]

    def difference(self, made: Publication) -> tuple[str, ...]:
        """What a publication changed."""
        return difference(self._history.text(made.before), self._history.text(made.after))

    def _published(self, file: str) -> str:
        texts = self.files()
        self._history.notice(texts, self._now())
        return texts[file]

    def _write(self, who: str, file: str, text: str, base: str, undone: int) -> Publication:
        published = self._published(file)
        if digest_of(published) != base:
            raise NotPublished("outdated")
        if text == published:
            raise NotPublished("no_draft")
        known = {_kind(one) for one in self.faults()}
        faults = read_house(self._content, self._map, {file: text})[1]
        new = [one for one in faults if one.file == file or _kind(one) not in known]
        if new:
            raise ProblemsFound(new)
        path = (self._content / file).resolve()
        windows = b"\r\n" in path.read_bytes()
        after = self._history.keep(text)
        write_whole(path, (text.replace("\n", "\r\n") if windows else text).encode())
        return self._history.note(Publication(0, self._now(), who, file, base, after, undone))


def _kind(fault: Problem) -> tuple[str, str, str, str]:
    """A fault whatever line it has moved to."""
    return fault.file, fault.key, fault.found, fault.expected


def _text(raw: bytes) -> str:
    """A file's text; bytes that are not UTF-8 are taken for Latin-1, so that nothing is lost."""
    try:
        return _plain(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _plain(raw.decode("utf-8-sig", "surrogateescape").translate(_LATIN_1))


def _plain(text: str) -> str:
    """With one kind of line end, as browsers and Windows have another."""
    return text.replace("\r\n", "\n")
