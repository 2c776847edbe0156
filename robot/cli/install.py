"""`l2b2 install`: put this checkout on the robot's computer as a service, upgrade it, go back."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from robot.adapters.folders import PROJECT
from robot.adapters.installation import InstallFault, Places, install_steps, rollback_steps

EXAMPLES = """\b
Examples:
  l2b2 install                    what would be done
  sudo .venv/bin/l2b2 install --yes            install, or upgrade to this checkout
  sudo .venv/bin/l2b2 install --rollback --yes back to the release before
"""


@click.command(epilog=EXAMPLES)
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@click.option("--dry-run", is_flag=True, help="Only show what would be done (the default).")
@click.option("--rollback", is_flag=True, help="Go back to the release before.")
@click.option("--release", help="Name of the release (default: today's date and time).")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("/"),
    show_default=True,
    help="Another root for a trial: files are written there, programs are not run.",
)
def install(yes: bool, dry_run: bool, rollback: bool, release: str | None, root: Path) -> None:
    """Install this checkout as the service l2b2, upgrade it, or go back; shows what it will do."""
    if yes and dry_run:
        raise click.UsageError("--yes and --dry-run contradict each other")
    places = Places(root)
    if yes and root == Path("/") and os.geteuid() != 0:
        raise click.ClickException("installing needs root: sudo .venv/bin/l2b2 install --yes")
    name = release or datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
    try:
        steps = rollback_steps(places) if rollback else install_steps(PROJECT, name, places)
        for step in steps:
            click.echo(step.told)
            if yes:
                step.do()
    except InstallFault as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo("done" if yes else "nothing was done; `--yes` does it")
