"""Every tunable of the simulation, once; parameters of world_node."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.driving_settings import NavigationSettings
from robot.core.setting import setting
from robot.core.settings import FolderSettings


@dataclass(frozen=True, slots=True)
class WorldSettings:
    """The embedded world."""

    speed: float = setting(1.0, "Simulated seconds in a real one.", low=0.1, high=20)
    seed: int = setting(1, "Same seed, same people.", low=0, high=2**31 - 1)
    visitors_per_hour: float = setting(
        20.0, "Simulated visitors with a wish; passers-by come on top.", low=0, high=120
    )
    map_dir: str = setting("", "Folder of the map; empty: the project's town hall.")
    content_dir: str = setting("", "Folder of what is said; empty: the project's dialogues.")


OF_NODE: dict[str, tuple[type, ...]] = {
    "world_node": (WorldSettings,),
    "nav_node": (NavigationSettings, FolderSettings),
    "gazebo_node": (FolderSettings,),
}
"""Executable of a node -> the groups whose settings are its parameters; tested against the code."""
