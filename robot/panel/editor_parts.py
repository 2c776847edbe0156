"""Services, matters of others and whole offices come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from robot.access.accounts import Role
from robot.adapters.content_editor import NotPublished
from robot.adapters.content_forms import ContentForms
from robot.adapters.yaml_edit import CannotEditError
from robot.core.problems import ProblemsFound
from robot.editing.history import digest_of
from robot.panel.editor_values import checked, titles
from robot.panel.guard import needs, note, somebody
from robot.panel.layout import language

if TYPE_CHECKING:
    from robot.panel.app import PanelParts


def add_parts(pages: Blueprint, parts: PanelParts) -> None:
    """Routes of what comes and goes."""
    forms = ContentForms(parts.editor)

    @pages.post("/add/<path:file>")
    @needs(Role.STAFF)
    def add(file: str) -> Any:
        """A new service, or matter of others, in the draft; its form comes next."""
        seen = request.form.get("seen", "")
        return _drafted(
            checked(file), lambda: forms.add(somebody().name, file, _names(parts), seen)
        )

    @pages.post("/leave-out/<path:file>")
    @needs(Role.STAFF)
    def leave_out(file: str) -> Any:
        """The draft without a service or matter."""
        part, seen = request.form.get("part", ""), request.form.get("seen", "")
        return _drafted(checked(file), lambda: forms.leave_out(somebody().name, file, part, seen))

    @pages.post("/new")
    @needs(Role.ADMINISTRATOR)
    def begin() -> Any:
        """The draft of an office that is not there yet."""
        try:
            file = forms.begin(somebody().name, request.form.get("place", ""), _names(parts))
        except KeyError:
            abort(404)
        except NotPublished as why:
            return redirect(url_for("editor.files", fault=why.key), 303)
        return redirect(url_for("editor.file", file=file), 303)

    _add_removing(pages, parts)


def _add_removing(pages: Blueprint, parts: PanelParts) -> None:
    @pages.get("/remove/<path:file>")
    @needs(Role.ADMINISTRATOR)
    def ask_to_remove(file: str) -> str:
        """What would go with an office, before it is taken away."""
        return _removal(parts, checked(file))

    @pages.post("/remove/<path:file>")
    @needs(Role.ADMINISTRATOR)
    def remove(file: str) -> Any:
        try:
            seen = request.form.get("seen", "")
            made = parts.editor.remove(somebody().name, checked(file), seen)
        except KeyError:
            abort(404)
        except NotPublished as why:
            return _removal(parts, file, why.key), 409
        except ProblemsFound as found:
            return _removal(parts, file, "still_needed", found), 409
        note("removed", file, f"{made.number}")
        return redirect(url_for("editor.change_made", number=made.number), 303)


def _removal(
    parts: PanelParts, file: str, fault: str = "", found: ProblemsFound | None = None
) -> str:
    texts = parts.editor.published.files()
    if file not in texts:
        abort(404)
    ((title, listed),) = titles({file: texts[file]}, language()).values()
    return render_template(
        "editor/remove.html",
        title=title,
        file=file,
        seen=digest_of(texts[file]),
        services=[one.names.get(language(), one.id) for one in listed if one.path],
        fault=fault,
        needed=found.problems if found else (),
    )


def _names(parts: PanelParts) -> dict[str, str]:
    return {tag: request.form.get(f"name.{tag}", "") for tag in parts.editor.published.languages()}


def _drafted(file: str, change: Callable[[], str | None]) -> Any:
    """Back to the file, at the part that was made or with the reason why there is none."""
    here: dict[str, Any] = {"file": file}
    try:
        here["part"] = change()
    except KeyError:
        abort(404)
    except NotPublished as why:
        here["fault"] = why.key
    except (ProblemsFound, CannotEditError):
        here["fault"] = "only_yaml"
    return redirect(url_for("editor.file", **here), 303)
