"""Try a draft in a talk before it is published."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for

from robot.access.accounts import Role
from robot.adapters.content_editor import Opened
from robot.panel.editor_values import checked
from robot.panel.guard import needs, somebody
from robot.panel.layout import language

if TYPE_CHECKING:
    from robot.panel.app import PanelParts

_WAIT_S = 20.0
"""An answer without news comes after this long; the page asks again."""
_LONGEST = 400
"""Characters that a visitor says at once."""


def add_trials(pages: Blueprint, parts: PanelParts) -> None:
    """Routes of the talk with a draft."""

    @pages.get("/try/<path:file>")
    @needs(Role.STAFF)
    def trial(file: str) -> str:
        """The talk so far."""
        running = parts.trials.of(somebody().name)
        lines = running.lines(0) if running else None
        return render_template("editor/trial.html", opened=_opened(parts, file), lines=lines)

    @pages.post("/try/<path:file>")
    @needs(Role.STAFF)
    def talk(file: str) -> Any:
        """Begin with the draft as it is now, say something, or end it."""
        return _do(parts, file, request.form.get("do", ""))

    @pages.get("/lines")
    @needs(Role.STAFF)
    def lines() -> Any:
        """What was said from line `after` on; waits a while for news."""
        running = parts.trials.of(somebody().name)
        if running is None:
            abort(404)
        after = request.args.get("after", 0, int)
        return jsonify([asdict(line) for line in running.lines(max(after, 0), _WAIT_S)])


def _opened(parts: PanelParts, file: str) -> Opened:
    try:
        return parts.editor.opened(somebody().name, checked(file))
    except KeyError:
        abort(404)


def _do(parts: PanelParts, file: str, what: str) -> Any:
    who, draft = somebody().name, _opened(parts, file)
    if what == "end":
        parts.trials.stop(who)
        return redirect(url_for("editor.file", file=file), 303)
    if what == "begin":
        parts.trials.start(who, file, draft.text, language())
    elif running := parts.trials.of(who):
        running.say(request.form.get("said", "")[:_LONGEST])
    if request.headers.get("X-CSRF"):
        return "", 204
    return redirect(url_for("editor.trial", file=file), 303)
