"""`l2b2 docs`: the table of settings for README, from the code."""

from __future__ import annotations

from pathlib import Path

import click

from robot.core.setting import Setting, settings_of
from robot.core.settings import GROUPS

BEGIN, END = "<!-- settings: l2b2 docs --write README.md -->\n", "<!-- end of settings -->"
EXAMPLES = """\b
Examples:
  l2b2 docs
  l2b2 docs --write README.md      (a test compares README and code)
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--write",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Put the table between the marks in this file.",
)
def docs(write: Path | None) -> None:
    """Print README's table of settings."""
    if write is None:
        click.echo(settings_table(), nl=False)
        return
    head, begin, rest = write.read_text(encoding="utf-8").partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise click.ClickException(f"{write} lacks the marks {BEGIN.strip()} and {END}")
    write.write_text(f"{head}{BEGIN}{settings_table()}{END}{tail}", encoding="utf-8")


def settings_table() -> str:
    """The table, a row a setting, in the order of the code."""
    rows = ["| setting | default | range | meaning |", "| --- | --- | --- | --- |"]
    for group, kind in GROUPS.items():
        rows += [setting_row(f"{group}.{each.name}", each) for each in settings_of(kind)]
    return "\n".join(rows) + "\n"


def setting_row(name: str, each: Setting) -> str:
    """One row of the table."""
    default = f"`{each.default}`" if each.default != "" else "(empty)"
    return f"| `{name}` | {default} | {each.expected} | {each.meaning} |"
