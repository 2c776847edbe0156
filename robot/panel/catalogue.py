"""What the kiosk's directory lists, as JSON values, made from the content in force."""

from __future__ import annotations

from typing import Any

from robot.dialogue.content import Content


def catalogue(content: Content) -> dict[str, Any]:
    """Languages, departments with their services, and facilities, with names in every language.

    `online` is the address of each service that can be had online.
    """
    return {
        "default": content.town.languages[0],
        "town_hall": dict(content.town.town_hall),
        "languages": [
            {"id": language, "name": content.phrases.by_language[language].name}
            for language in content.town.languages
        ],
        "easy_languages": sorted(content.phrases.easy),
        "departments": [
            {
                **_names(department),
                "room": department.room,
                "floor": department.floor,
                "services": [_names(service) for service in department.services],
            }
            for department in content.departments.values()
        ],
        "online": {
            service.id: service.online for service in content.services.values() if service.online
        },
        "facilities": [_names(facility) for facility in content.facilities.values()],
    }


def _names(entry: Any) -> dict[str, Any]:
    called = {language: list(names) for language, names in entry.also_called.items()}
    return {"id": entry.id, "name": dict(entry.name), "also_called": called}
