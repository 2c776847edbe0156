"""Colours of the building, once for both simulated worlds and the drawing."""

from __future__ import annotations

COLOURS: dict[str, tuple[float, float, float, float]] = {
    "wall_outer": (0.90, 0.87, 0.81, 1.0),
    "wall_inner": (0.95, 0.94, 0.91, 1.0),
    "wall_glass": (0.66, 0.83, 0.88, 0.45),
    "window": (0.66, 0.83, 0.90, 0.40),
    "door": (0.62, 0.45, 0.30, 1.0),
    "door_glass": (0.66, 0.83, 0.88, 0.45),
    "door_lift": (0.72, 0.74, 0.76, 1.0),
    "floor": (0.80, 0.78, 0.73, 1.0),
    "floor_light": (0.85, 0.83, 0.79, 1.0),
    "ground": (0.62, 0.66, 0.58, 1.0),
    "carpet": (0.55, 0.62, 0.68, 1.0),
    "tile": (0.80, 0.86, 0.88, 1.0),
    "wood": (0.74, 0.56, 0.38, 1.0),
    "white": (0.96, 0.96, 0.95, 1.0),
    "cabinet": (0.84, 0.83, 0.80, 1.0),
    "metal": (0.58, 0.60, 0.62, 1.0),
    "dark": (0.18, 0.20, 0.23, 1.0),
    "seat": (0.25, 0.32, 0.40, 1.0),
    "accent": (0.12, 0.38, 0.52, 1.0),
    "display": (0.45, 0.80, 0.90, 1.0),
    "sign": (0.16, 0.26, 0.36, 1.0),
    "planter": (0.48, 0.45, 0.42, 1.0),
    "leaf": (0.26, 0.47, 0.28, 1.0),
    "leaf_light": (0.38, 0.58, 0.32, 1.0),
    "stone": (0.70, 0.68, 0.65, 1.0),
}
"""Name -> red, green, blue, alpha, each 0 to 1."""
