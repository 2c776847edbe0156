"""Who changed what when, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from robot.access.accounts import Role
from robot.adapters.content_editor import NotPublished
from robot.core.problems import ProblemsFound
from robot.editing.history import Publication
from robot.panel.editor_values import checked, may_change
from robot.panel.guard import needs, note, somebody

if TYPE_CHECKING:
    from robot.panel.app import PanelParts


def add_history(pages: Blueprint, parts: PanelParts) -> None:
    """Routes of the history."""

    @pages.get("/history")
    @needs(Role.STAFF)
    def history() -> str:
        """Who changed what when."""
        wanted = request.args.get("file", "")
        made = [
            one
            for one in parts.editor.history()
            if may_change(somebody(), one.file) and wanted in ("", one.file)
        ]
        return render_template("editor/history.html", made=made, file=wanted, zone=parts.zone)

    @pages.get("/history/<int:number>")
    @needs(Role.STAFF)
    def change_made(number: int) -> str:
        """What one publication changed."""
        return _change_page(parts, number)

    @pages.post("/history/<int:number>")
    @needs(Role.STAFF)
    def undo(number: int) -> Any:
        """Take a publication back."""
        made = _publication(parts, number)
        if not _may_undo(made):
            abort(403)
        file = made.file
        try:
            made = parts.editor.undo(somebody().name, number)
        except NotPublished as why:
            return _change_page(parts, number, why.key), 409
        except ProblemsFound:
            return _change_page(parts, number, "has_faults"), 409
        note("undone", file, f"{number}")
        return redirect(url_for("editor.change_made", number=made.number), 303)


def _may_undo(made: Publication) -> bool:
    """Offices come and go by administrators only."""
    return bool(made.before and made.after) or somebody().role is Role.ADMINISTRATOR


def _publication(parts: PanelParts, number: int) -> Publication:
    try:
        made = parts.editor.publication(number)
    except KeyError:
        abort(404)
    checked(made.file)
    return made


def _change_page(parts: PanelParts, number: int, fault: str = "") -> str:
    made = _publication(parts, number)
    lines = parts.editor.difference(made)
    return render_template(
        "editor/change.html",
        made=made,
        lines=lines,
        fault=fault,
        may_undo=_may_undo(made),
        zone=parts.zone,
    )
