"""`l2b2 talk`: type to the robot, without ROS, sound or motors."""

from __future__ import annotations

import sys
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

import click

from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.understanding import UnderstandingStore
from robot.core.commands import CallStaff, Command, GoTo, Record, Say, Show
from robot.core.events import TouchAction, Touched
from robot.core.problems import ProblemsFound
from robot.dialogue.understanding.from_content import topics_of
from robot.reception.content import House
from robot.reception.receptionist import Receptionist
from robot.reception.rehearsal import Rehearsal

HELP = """\
Type what a visitor says. Commands:
  /touch ACTION VALUE   touch the screen: service passport, intent yes, language tr, easy on, wake
  /N                    press button number N
  /leave  /come         the visitor goes away; another one comes
  /wait SECONDS         time passes
  /facts                the whole answer as the screen shows it
  /help  /quit"""

EXAMPLES = """\b
Examples:
  l2b2 talk --language tr
  l2b2 talk --once "Ich brauche einen neuen Personalausweis"
  l2b2 talk --content ~/draft/dialogues
"""


class Typed:
    """A talk on the terminal."""

    def __init__(self, house: House, store: UnderstandingStore, language: str) -> None:
        self._house, self._language = house, language
        self._show: Show | None = None
        start = datetime.now(timezone.utc)
        self._receptionist = Receptionist(
            house,
            store.load(topics_of(house.content)),
            lambda now_s: start + timedelta(seconds=now_s),
            lambda: str(uuid.uuid4()),
        )
        self._rehearsal = Rehearsal(self._receptionist, house.places.base, self._watch)

    def come(self) -> None:
        """A visitor comes, and chooses the language if one was wished."""
        self._rehearsal.come()
        if self._language:
            self._rehearsal.touch(Touched(TouchAction.LANGUAGE, self._language))
        self._prompt()

    def line(self, line: str) -> None:
        """One line from the keyboard."""
        if line.startswith("/"):
            self._command(*line[1:].split(maxsplit=2))
        elif line.strip():
            self._rehearsal.say(line)
            self._understood()
        self._prompt()

    def _command(self, name: str = "help", first: str = "", second: str = "") -> None:
        buttons = self._show.choices if self._show else ()
        if name.isdigit() and 1 <= int(name) <= len(buttons):
            button = buttons[int(name) - 1]
            self._rehearsal.touch(Touched(TouchAction(button.action), button.value))
        elif name == "touch" and first in {action.value for action in TouchAction}:
            self._rehearsal.touch(Touched(TouchAction(first), second))
        elif name == "leave":
            self._rehearsal.leave()
        elif name == "come":
            self._rehearsal.come()
        elif name == "wait" and first.replace(".", "", 1).isdigit():
            self._rehearsal.wait(float(first))
        elif name == "facts" and self._show:
            for fact in self._show.facts:
                click.echo(f"  {fact.label}: {'; '.join(fact.lines)}")
        else:
            click.echo(HELP)

    def _understood(self) -> None:
        reading = self._receptionist.last_reading
        if reading is None:
            return
        best = [f"{one.id} {one.probability:.2f}" for one in reading.meaning.candidates[:3]]
        meant = reading.meant
        wanted = " + ".join(topic.id for topic in meant.topics)
        more = f" ({meant.aspect})" if meant.aspect else ""
        click.secho(
            f"  understood: {', '.join(best) or 'nothing'} -> {meant.event} {wanted}{more}",
            dim=True,
        )

    def _prompt(self) -> None:
        if self._show:
            click.secho(f"  state: {self._show.state}", dim=True)
            for number, choice in enumerate(self._show.choices, 1):
                click.secho(f"  /{number} {choice.label}", dim=True)

    def _watch(self, command: Command) -> None:
        if isinstance(command, Say):
            click.secho(f"L2B2 [{command.language}] {command.text}", bold=True)
        elif isinstance(command, GoTo):
            click.secho(f"  (drives to {command.place})", dim=True)
        elif isinstance(command, CallStaff):
            click.secho(f"  (calls staff: {command.reason} {command.service})", dim=True)
        elif isinstance(command, Record):
            click.secho(f"  (visit recorded: {command.visit.outcome.value})", dim=True)
        elif isinstance(command, Show):
            self._show = command


@click.command(epilog=EXAMPLES)
@click.option("--language", default="", help="Language to begin in, e.g. tr; else the town's.")
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Content folder.")
@click.option(
    "--map", "map_folder", type=click.Path(path_type=Path), default=MAP, help="Map folder."
)
@click.option("--once", metavar="TEXT", default="", help="Say one thing, show the answer and end.")
def talk(language: str, content: Path, map_folder: Path, once: str) -> None:
    """Type to the robot: shows intent, probability, state, reply and buttons."""
    try:
        house = load_house(content, map_folder)
    except ProblemsFound as found:
        raise click.ClickException(f"the content has faults:\n{found}") from found
    known = house.content.town.languages
    if language and language not in known:
        raise click.BadParameter(
            f"'{language}' is none of {', '.join(known)}", param_hint="--language"
        )
    click.secho(
        "  (learning what the content says; the first time takes a while)", dim=True, err=True
    )
    typed = Typed(house, UnderstandingStore(), language)
    typed.come()
    if once:
        typed.line(once)
        return
    for line in sys.stdin:
        if line.strip() == "/quit":
            break
        typed.line(line.strip())
