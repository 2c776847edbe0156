"""`l2b2 docs`: the table of settings for README, from the code."""

from __future__ import annotations

import click

from robot.core.setting import Setting, settings_of
from robot.core.settings import GROUPS


@click.command(epilog="\b\nExample:\n  l2b2 docs      (paste it into README; a test compares them)")
def docs() -> None:
    """Print README's table of settings."""
    click.echo("| setting | default | range | meaning |\n| --- | --- | --- | --- |")
    for group, kind in GROUPS.items():
        for each in settings_of(kind):
            click.echo(setting_row(f"{group}.{each.name}", each))


def setting_row(name: str, each: Setting) -> str:
    """One row of the table."""
    default = f"`{each.default}`" if each.default != "" else "(empty)"
    return f"| `{name}` | {default} | {each.expected} | {each.meaning} |"
