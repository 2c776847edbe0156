"""`l2b2 talk`: type to the robot, without ROS, sound or motors."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import click

from robot.adapters.content_folder import load_house, read_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.understanding import UnderstandingStore
from robot.core.commands import CallStaff, Command, GoTo, Record, Say, Show
from robot.core.events import TouchAction, Touched
from robot.core.problems import ProblemsFound
from robot.dialogue.understanding import Understander
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


Tell = Callable[[str, str, str], None]
"""Takes the kind of a line (say, understood, note, fact, state, button), its text, its language."""


def tell_people(kind: str, text: str, language: str) -> None:
    """A line for the terminal; facts are asked for with /facts."""
    if kind == "say":
        click.secho(f"L2B2 [{language}] {text}", bold=True)
    elif kind == "note":
        click.secho(f"  ({text})", dim=True)
    elif kind == "button":
        click.secho(f"  {text}", dim=True)
    elif kind != "fact":
        click.secho(f"  {kind}: {text}", dim=True)


def tell_program(kind: str, text: str, language: str) -> None:
    """A line as JSON, at once."""
    line = {"kind": kind, "text": text, "language": language}
    click.echo(json.dumps(line, ensure_ascii=False))
    sys.stdout.flush()


class Typed:
    """A talk by typing."""

    def __init__(self, house: House, understander: Understander, language: str, tell: Tell) -> None:
        self._house, self._language, self._tell = house, language, tell
        self._show: Show | None = None
        start = datetime.now(timezone.utc)
        self._receptionist = Receptionist(
            house,
            understander,
            lambda now_s: start + timedelta(seconds=now_s),
            lambda: str(uuid.uuid4()),
        )
        self._rehearsal = Rehearsal(self._receptionist, house.places.base, self._watch)

    def come(self) -> None:
        """A visitor comes, and chooses the language if another one was wished than is spoken."""
        self._rehearsal.come()
        if self._language and not (self._show and self._show.language == self._language):
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
        told = f"{', '.join(best) or 'nothing'} -> {meant.event} {wanted}{more}"
        self._tell("understood", told, "")

    def _prompt(self) -> None:
        if self._show:
            language = self._show.language
            for fact in self._show.facts:
                self._tell("fact", f"{fact.label}: {'; '.join(fact.lines)}", language)
            for number, choice in enumerate(self._show.choices, 1):
                self._tell("button", f"/{number} {choice.label}", language)
            self._tell("state", self._show.state, "")

    def _watch(self, command: Command) -> None:
        if isinstance(command, Say):
            self._tell("say", command.text, command.language)
        elif isinstance(command, GoTo):
            self._tell("note", f"drives to {command.place}", "")
        elif isinstance(command, CallStaff):
            self._tell("note", f"calls staff: {command.reason} {command.service}", "")
        elif isinstance(command, Record):
            self._tell("note", f"visit recorded: {command.visit.outcome.value}", "")
        elif isinstance(command, Show):
            self._show = command


def understanding(house: House, since: House | None) -> Understander:
    """What is understood in a house; with another one that was learnt before, sooner."""
    store = UnderstandingStore()
    topics = topics_of(house.content)
    if since is None:
        return store.load(topics)
    before = topics_of(since.content)
    known = store.load(before)
    return known if topics == before else store.relearn(topics, known)


@click.command(epilog=EXAMPLES)
@click.option("--language", default="", help="Language to begin in, e.g. tr; else the town's.")
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Content folder.")
@click.option(
    "--map", "map_folder", type=click.Path(path_type=Path), default=MAP, help="Map folder."
)
@click.option("--once", metavar="TEXT", default="", help="Say one thing, show the answer and end.")
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    help="Content folder that was learnt before: a draft of it is learnt sooner.",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each line, for programs.")
def talk(
    language: str, content: Path, map_folder: Path, once: str, since: Path | None, as_json: bool
) -> None:
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
    earlier = read_house(since, map_folder)[0] if since else None
    tell = tell_program if as_json else tell_people
    typed = Typed(house, understanding(house, earlier), language, tell)
    typed.come()
    if once:
        typed.line(once)
        return
    for line in sys.stdin:
        if line.strip() == "/quit":
            break
        typed.line(line.strip())
