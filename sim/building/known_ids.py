"""The ids that the content knows, for a check of the places against it."""

from __future__ import annotations

from pathlib import Path

from robot.adapters.yaml_files import load


def known_ids(dialogues: Path) -> dict[str, frozenset[str]]:
    """Kind -> ids: departments by file, facilities by list; a missing part has no entry.

    Faults of the content itself are for `l2b2 check`, which reads it whole.
    """
    known: dict[str, frozenset[str]] = {}
    departments = frozenset(path.stem for path in (dialogues / "departments").glob("*.yaml"))
    if departments:
        known["department"] = departments
    facilities = dialogues / "facilities.yaml"
    if facilities.is_file():
        data = load(facilities, "dialogues/facilities.yaml").data
        entries = data.get("facilities", []) if isinstance(data, dict) else []
        known["facility"] = frozenset(
            str(e["id"]) for e in entries if isinstance(e, dict) and "id" in e
        )
    return known
