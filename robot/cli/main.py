"""`l2b2`: its commands are the entry points `l2b2.commands`; each is loaded when it is used."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points, version

import click

GROUP = "l2b2.commands"


class Commands(click.Group):
    """A group whose commands are loaded when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return sorted(_commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; one that cannot be loaded says so when it is used."""
        entry = _commands().get(cmd_name)
        if entry is None:
            return None
        try:
            command = entry.load()
        except (ImportError, AttributeError) as error:
            return _broken(cmd_name, str(error))
        assert isinstance(command, click.Command)
        return command


def _commands() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _broken(name: str, why: str) -> click.Command:
    def fail() -> None:
        raise click.ClickException(f"`l2b2 {name}` cannot be loaded: {why}. Run `make setup`.")

    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    help_ = f"(cannot be loaded here: {why})"
    return click.Command(name, callback=fail, help=help_, context_settings=anything)


EXAMPLES = """\b
Examples:
  l2b2 up launch/simulation.launch.yaml
  l2b2 check
  l2b2 doctor
  l2b2 COMMAND --help
"""


@click.group(
    cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(version("l2b2"), prog_name="l2b2")
def main() -> None:
    """The receptionist robot of the town hall."""
