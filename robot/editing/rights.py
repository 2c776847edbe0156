"""Which files a person may change."""

from __future__ import annotations


def may_change(file: str, department: str) -> bool:
    """Whether somebody of this department may; an empty one is that of administrators."""
    return not department or file == f"departments/{department}.yaml"
