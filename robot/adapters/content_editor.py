"""Staff change content files: drafts, checks, publishing, history, undo. Files stay the truth."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from robot.adapters.history_folder import HistoryFolder
from robot.adapters.published_content import PublishedContent, plain_ends
from robot.adapters.yaml_files import MAX_BYTES
from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.files import kind_of_file
from robot.editing.history import Draft, Publication, digest_of
from robot.editing.merge import Merged, difference, merge


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
    new: bool
    """Nothing is published under this name."""
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
        self.published = PublishedContent(content, map_folder)
        self._history = HistoryFolder(folder)
        self._now = now
        self._lock = threading.RLock()

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
        if draft is None and published is None:
            raise KeyError(file)
        text = draft.text if draft is not None else published or ""
        faults = self.published.faults({file: text})
        return Opened(
            file,
            text,
            drafted=draft is not None,
            new=published is None,
            outdated=draft is not None and draft.base != _digest(published),
            others=tuple(others),
            faults=tuple(one for one in faults if one.file == file),
            elsewhere=tuple(one for one in faults if one.file != file),
        )

    def save(self, who: str, file: str, text: str, seen: str) -> Opened:
        """Keep a draft. `seen` is the digest of the text that it was made from.

        Raises KeyError, and NotPublished(`other_window`) when the draft is another by now.
        """
        text = re.sub("[\ud800-\udfff]", "\ufffd", plain_ends(text))
        if len(text.encode()) > MAX_BYTES:
            raise NotPublished("too_large")
        with self._lock:
            published = self._published(file)
            draft = self._history.draft(who, file)
            if draft is not None:
                before, base = draft.text, draft.base
            elif published is not None:
                before, base = published, self._history.keep(published)
            else:
                raise KeyError(file)
            if digest_of(before) != seen:
                raise NotPublished("other_window")
            if text == published and base == digest_of(published):
                self._history.drop_draft(who, file)
            elif draft is None or draft.text != text:
                self._history.keep_draft(Draft(file, who, text, base, self._now()))
        return self.opened(who, file)

    def begin(self, who: str, file: str, text: str) -> None:
        """Keep the draft of a file that is not there yet; one that was begun before stays."""
        with self._lock:
            if self._history.draft(who, file) is None:
                self._history.keep_draft(Draft(file, who, text, "", self._now()))

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
            if published is None:  # what somebody has taken away can only come back whole
                merged = Merged(draft.text, (1,))
            else:
                merged = merge(self._history.text(draft.base), draft.text, published)
            base = "" if published is None else self._history.keep(published)
            self._history.keep_draft(replace(draft, text=merged.text, base=base, at=self._now()))
            return merged.clashes

    def theirs(self, who: str, file: str) -> tuple[str, ...]:
        """What others published since the draft was begun."""
        with self._lock:
            draft = self._history.draft(who, file)
            if draft is None:
                return ()
            return difference(self._history.text(draft.base), self._published(file) or "")

    def mine(self, who: str, file: str) -> tuple[str, ...]:
        """What publishing the draft would change."""
        with self._lock:
            draft = self._history.draft(who, file)
            return () if draft is None else difference(self._published(file) or "", draft.text)

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
            made = self._write(who, file, draft.text, draft.base)
            self._history.drop_draft(who, file)
            return made

    def remove(self, who: str, file: str, seen: str) -> Publication:
        """Take an office away, if its published text still has the digest `seen`.

        Raises KeyError, NotPublished and, where something else needs it, ProblemsFound.
        """
        with self._lock:
            if kind_of_file(file) != "department" or self._published(file) is None:
                raise KeyError(file)
            return self._write(who, file, None, seen)

    def undo(self, who: str, number: int) -> Publication:
        """Take one publication back; what was published later stays.

        Raises KeyError, NotPublished and, with new faults, ProblemsFound.
        """
        with self._lock:
            made = self.publication(number)
            published = self._published(made.file)
            if not made.before or not made.after:  # a file came or went: only as a whole
                if _digest(published) != made.after:
                    raise NotPublished("cannot_undo")
                text = self._history.text(made.before) if made.before else None
                return self._write(who, made.file, text, made.after, number)
            if published is None:
                raise NotPublished("cannot_undo")
            before, after = self._history.text(made.before), self._history.text(made.after)
            merged = merge(after, before, published)
            if merged.clashes or not before or not after:
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
            self._history.notice(self.published.files(), self._now())
            return self._history.publications()[::-1]

    def difference(self, made: Publication) -> tuple[str, ...]:
        """What a publication changed."""
        return difference(self._history.text(made.before), self._history.text(made.after))

    def _published(self, file: str) -> str | None:
        texts = self.published.files()
        self._history.notice(texts, self._now())
        return texts.get(file)

    def _write(
        self, who: str, file: str, text: str | None, base: str, undone: int = 0
    ) -> Publication:
        """Without a text, the file is taken away."""
        published = self._published(file)
        if _digest(published) != base:
            raise NotPublished("outdated")
        if text == published:
            raise NotPublished("no_draft")
        known = {_kind(one) for one in self.published.faults()}
        faults = self.published.faults({file: text})
        new = [one for one in faults if one.file == file or _kind(one) not in known]
        if new:
            raise ProblemsFound(new)
        if text is None:
            after = ""
            self.published.remove(file)
        else:
            after = self._history.keep(text)
            self.published.write(file, text)
        return self._history.note(Publication(0, self._now(), who, file, base, after, undone))


def _kind(fault: Problem) -> tuple[str, str, str, str]:
    """A fault whatever line it has moved to."""
    return fault.file, fault.key, fault.found, fault.expected


def _digest(text: str | None) -> str:
    return "" if text is None else digest_of(text)
