"""Staff change the content: files, form and YAML, publishing, history, undo.

A clerk sees and changes the own department's file, an administrator every file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for

from robot.access.accounts import Role
from robot.adapters.content_editor import NotPublished, Opened
from robot.adapters.content_forms import ContentForms
from robot.adapters.published_content import parts_in
from robot.adapters.yaml_edit import CannotEditError
from robot.core.problems import ProblemsFound
from robot.dialogue.files import kind_of_file
from robot.editing.blanks import ADDABLE
from robot.panel.editor_history import add_history
from robot.panel.editor_parts import add_parts
from robot.panel.editor_values import (
    checked,
    fields_json,
    group,
    line_of,
    may_change,
    opened_json,
    titles,
)
from robot.panel.fault_reader import FaultReader
from robot.panel.guard import needs, note, somebody
from robot.panel.layout import language
from robot.panel.trial import add_trials

if TYPE_CHECKING:
    from robot.panel.app import PanelParts


def blueprint(parts: PanelParts) -> Blueprint:
    """Routes of the editor."""
    pages = Blueprint("editor", __name__, url_prefix="/editor")
    _add_files(pages, parts)
    _add_drafts(pages, parts)
    _add_publishing(pages, parts)
    add_parts(pages, parts)
    add_history(pages, parts)
    add_trials(pages, parts)
    pages.context_processor(lambda: {"say": _reader(parts).words, "reader": _reader(parts)})
    pages.register_error_handler(OSError, _unwritable)
    return pages


def _reader(parts: PanelParts) -> FaultReader:
    return FaultReader(language(), parts.labels.section(language(), "editor"))


def _add_files(pages: Blueprint, parts: PanelParts) -> None:
    @pages.get("/")
    @needs(Role.STAFF)
    def files() -> str:
        """Departments with their services, and what else there is to change."""
        texts = {
            file: text
            for file, text in parts.editor.published.files().items()
            if may_change(somebody(), file)
        }
        me = somebody()
        administrator = me.role is Role.ADMINISTRATOR
        return render_template(
            "editor/files.html",
            groups=group(titles(texts, language())),
            drafts=[
                draft
                for draft in parts.editor.drafts()
                if draft.file in texts or (draft.who == me.name and may_change(me, draft.file))
            ],
            faults=parts.editor.published.faults(),
            administrator=administrator,
            rooms=parts.editor.published.free_places() if administrator else (),
            tags=parts.editor.published.languages(),
            fault=request.args.get("fault", ""),
            zone=parts.zone,
        )

    @pages.get("/file/<path:file>")
    @needs(Role.STAFF)
    def file(file: str) -> str:
        """Form and YAML of one file."""
        return _page(parts, checked(file))


def _page(parts: PanelParts, file: str, fault: str = "") -> str:
    opened = _opened(parts, file)
    forms = parts_in(file, opened.text)
    chosen = request.args.get("part", "")
    part = next((one for one in forms if one.id == chosen), forms[0] if forms else None)
    ((title, _),) = titles({file: opened.text}, language()).values()
    return render_template(
        "editor/file.html",
        title=title,
        opened=opened,
        parts=forms,
        part=part,
        addable=ADDABLE.get(kind_of_file(file) or "", "") if forms else "",
        removable=kind_of_file(file) == "department" and not opened.new,
        tags=parts.editor.published.languages(),
        line=line_of(opened, part.path) if part else 1,
        questions=fields_json(parts.editor, opened, part.id, _reader(parts)) if part else [],
        today=parts.editor.today().isoformat(),
        theirs=parts.editor.theirs(somebody().name, file) if opened.outdated else (),
        fault=fault or request.args.get("fault", ""),
        done=request.args.get("done", ""),
        zone=parts.zone,
    )


def _opened(parts: PanelParts, file: str) -> Opened:
    try:
        return parts.editor.opened(somebody().name, file)
    except KeyError:
        abort(404)


def _add_drafts(pages: Blueprint, parts: PanelParts) -> None:
    @pages.post("/draft/<path:file>")
    @needs(Role.STAFF)
    def keep(file: str) -> Any:
        """The draft as it is typed, from the page's script."""
        sent = request.get_json()
        try:
            opened = _kept(parts, checked(file), sent, sent.get("answers", {}))
        except NotPublished as why:
            return jsonify(error=why.key), 409
        except (ProblemsFound, CannotEditError):
            return jsonify(error="only_yaml"), 409
        return jsonify(opened_json(parts.editor, opened, sent.get("part", ""), _reader(parts)))

    @pages.post("/file/<path:file>")
    @needs(Role.STAFF)
    def change(file: str) -> Any:
        """The same from a form without script; or throw the draft away, or bring it up to date."""
        who, done, form = somebody().name, request.form.get("do", ""), request.form
        here: dict[str, Any] = {"file": checked(file), "part": form.get("part", "")}
        try:
            if done == "discard":
                parts.editor.discard(who, file)
                if file not in parts.editor.published.files():
                    return redirect(url_for("editor.files"), 303)
            elif done == "adopt":
                lines = parts.editor.adopt(who, file)
                here["fault"] = "both_changed" if lines else ""
            else:
                answers = {key: form.getlist(key)[-1] for key in form}
                _kept(parts, file, answers if done == "yaml" else {**form, "text": None}, answers)
        except NotPublished as why:
            here["fault"] = why.key
        except (ProblemsFound, CannotEditError):
            here["fault"] = "only_yaml"
        return redirect(url_for("editor.file", **{k: v for k, v in here.items() if v}), 303)


def _kept(
    parts: PanelParts, file: str, sent: Mapping[str, Any], answers: Mapping[str, str]
) -> Opened:
    who, seen, text = somebody().name, str(sent.get("seen", "")), sent.get("text")
    try:
        if isinstance(text, str):
            return parts.editor.save(who, file, text, seen)
        return ContentForms(parts.editor).fill(who, file, str(sent.get("part", "")), answers, seen)
    except (KeyError, StopIteration):
        abort(404)


def _add_publishing(pages: Blueprint, parts: PanelParts) -> None:
    @pages.get("/publish/<path:file>")
    @needs(Role.STAFF)
    def review(file: str) -> str:
        """What publishing would change, before it is done."""
        return _review(parts, checked(file))

    @pages.post("/publish/<path:file>")
    @needs(Role.STAFF)
    def publish(file: str) -> Any:
        try:
            seen = request.form.get("seen", "")
            made = parts.editor.publish(somebody().name, checked(file), seen)
        except KeyError:
            abort(404)
        except NotPublished as why:
            return _review(parts, file, why.key), 409
        except ProblemsFound:
            return _review(parts, file, "has_faults"), 409
        note("published", file, f"{made.number}")
        return redirect(url_for("editor.file", file=file, done="published"), 303)


def _review(parts: PanelParts, file: str, fault: str = "") -> str:
    return render_template(
        "editor/publish.html",
        opened=_opened(parts, file),
        lines=parts.editor.mine(somebody().name, file),
        fault=fault,
    )


def _unwritable(error: OSError) -> tuple[str, int]:
    reason = error.strerror or str(error)
    return render_template("editor/unwritable.html", reason=reason, file=error.filename), 503
