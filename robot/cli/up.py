"""`l2b2 up`: run a launch file, show what the nodes say, end everything on Ctrl-C."""

from __future__ import annotations

import os
import shlex
import signal
import time
from collections.abc import Callable
from pathlib import Path

import click

from robot.adapters.first_account import NAME as FIRST
from robot.adapters.first_account import first_account, has_accounts
from robot.adapters.folders import default_store_url
from robot.adapters.launch_commands import (
    child_environment,
    command_of,
    node_modules,
    shown_command,
)
from robot.adapters.launch_files import LaunchPlan, NodeStart, read_launch
from robot.adapters.launch_parameters import parameter_faults
from robot.adapters.machine_state import AlreadyRunning, lock_path, only_start, port_is_free
from robot.adapters.pages import Pages, pages_of
from robot.adapters.processes import Job, Processes
from robot.adapters.watchdog import Watchdog
from robot.core.problems import ProblemsFound
from robot.stats.visits import StoreError

_READY_S = 60.0
_COLOURS = ("cyan", "green", "yellow", "blue", "magenta", "bright_cyan", "bright_green")

EXAMPLES = """\b
Examples:
  l2b2 up launch/simulation.launch.yaml
  l2b2 up launch/simulation.launch.yaml port:=8081
  l2b2 up launch/simulation.launch.yaml --dry-run
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("arguments", nargs=-1, metavar="[NAME:=VALUE]...")
@click.option("--dry-run", is_flag=True, help="Only show what would be started.")
@click.option("--show-args", is_flag=True, help="Only show what the file lets you choose.")
def up(file: Path, arguments: tuple[str, ...], dry_run: bool, show_args: bool) -> None:
    """Run the ROS 2 YAML launch file FILE until Ctrl-C; `ros2 launch` runs the same files."""
    try:
        plan = read_launch(file, _given(arguments), os.environ)
        if faults := parameter_faults(plan.nodes):
            raise ProblemsFound(faults)
        shown = [(node.name, shown_command(node, node_modules())) for node in plan.nodes]
        jobs = [] if dry_run or show_args else [_job(node) for node in plan.nodes]
    except ProblemsFound as found:
        raise click.ClickException(f"cannot run {file}:\n{found}") from found
    if show_args:
        _show_arguments(plan)
    elif dry_run:
        for name, command in shown:
            click.echo(f"{name}: {shlex.join(command)}")
    else:
        _run(jobs, pages_of(plan))


def _given(arguments: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for argument in arguments:
        name, sign, value = argument.partition(":=")
        if not sign or not name:
            raise click.UsageError(f"'{argument}' is no argument; write NAME:=VALUE")
        given[name] = value
    return given


def _job(node: NodeStart) -> Job:
    return Job(
        name=node.name,
        command=command_of(node, node_modules(), os.environ),
        environment=child_environment(os.environ, node),
        respawn=node.respawn,
        respawn_delay_s=node.respawn_delay_s,
        required=node.required,
    )


def _show_arguments(plan: LaunchPlan) -> None:
    for argument in plan.arguments:
        default = "(needed)" if argument.default is None else f"(default {argument.default!r})"
        click.echo(f"{argument.name}:=...  {default}  {argument.description}")
        if argument.choices:
            click.echo(f"    one of {', '.join(argument.choices)}")


def _run(jobs: list[Job], pages: Pages | None) -> None:
    """Run the jobs until Ctrl-C or a failure; raises ClickException for the latter."""
    try:
        with only_start(lock_path(os.environ)):
            for argument, (host, port) in pages.ports.items() if pages else ():
                if not port_is_free(host, port):
                    raise click.ClickException(
                        f"port {port} is in use by another program; stop it, "
                        f"or choose another: {argument}:={port + 2}"
                    )
            failed = _until_stopped(jobs, pages)
    except AlreadyRunning as fault:
        raise click.ClickException(str(fault)) from fault
    if failed:
        raise click.ClickException(failed)


def _until_stopped(jobs: list[Job], pages: Pages | None) -> str:
    """Why it ended; empty: it was told to."""
    stop = _Stop()
    say = _printer(max(len(job.name) for job in jobs) if jobs else 0)
    processes = Processes(jobs, say)
    ready = _Ready(jobs, pages, say)
    watchdog = Watchdog(os.environ, lambda: ready.received and all(job.running for job in jobs))
    try:
        processes.start()
        while not stop.asked and not processes.failed and any(_alive(job) for job in jobs):
            processes.step()
            ready.look()
            if not ready.waiting:
                watchdog.ready()
            watchdog.step(time.monotonic())
    finally:
        stop.ignore()
        say("", "stopping ...")
        processes.stop()
        say("", "everything has stopped")
    if processes.failed or stop.asked:
        return processes.failed
    return "every node has ended"


def _alive(job: Job) -> bool:
    return job.process is not None or job.due_s is not None


class _Stop:
    """Remembers that Ctrl-C was pressed or an end was asked for."""

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.asked = False
        for each in self.signals:
            signal.signal(each, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True

    def ignore(self) -> None:
        """From now on nothing interrupts the clean-up."""
        for each in self.signals:
            signal.signal(each, signal.SIG_IGN)


class _Ready:
    """Tells the addresses once both pages answer, and the first administrator's password."""

    def __init__(
        self, jobs: list[Job], pages: Pages | None, say: Callable[[str, str], None]
    ) -> None:
        self._jobs = jobs
        self._pages = pages
        self._say = say
        self._begun_s = time.monotonic()
        self._late = False
        self.waiting = pages is not None
        """Whether the pages have not answered yet."""
        self._next_s = 0.0

    @property
    def received(self) -> bool:
        """Whether visitors are being received at this moment, as far as a panel can tell."""
        return self._pages is None or self._pages.received()

    def look(self) -> None:
        """Ask the pages, at most twice a second."""
        now_s = time.monotonic()
        if not self.waiting or now_s < self._next_s or self._pages is None:
            return
        self._next_s = now_s + 0.5
        if self._pages.answer():
            self.waiting = False
            gone = [job.name for job in self._jobs if not job.running]
            without = f", but without {', '.join(gone)}" if gone else ""
            self._say("", f"ready after {now_s - self._begun_s:.0f} s{without}")
            for name, url in self._pages.addresses.items():
                self._say("", f"  {name}  {url}")
            self._tell_first_account(self._pages.database or default_store_url())
            self._say("", "Ctrl-C stops everything")
        elif now_s - self._begun_s > _READY_S and not self._late:
            self._late = True
            self._say("", f"visitors are not received after {_READY_S:.0f} s; see the output above")

    def _tell_first_account(self, database: str) -> None:
        """At the first start; into a terminal or pipe, never into a service's journal."""
        try:
            if _into_journal():
                if not has_accounts(database):
                    self._say(
                        "", "nobody can log in yet: l2b2 account add NAME --role administrator"
                    )
            elif password := first_account(database):
                self._say("", f"  log in as {FIRST} with {password.reveal()}")
                self._say("", "  (shown only now; `l2b2 account password admin` makes another)")
        except StoreError as fault:
            self._say("", f"nobody can log in: {fault}")


def _into_journal() -> bool:
    """Whether what is printed is kept by systemd (systemd.exec(5), JOURNAL_STREAM)."""
    out = os.fstat(1)
    return os.environ.get("JOURNAL_STREAM") == f"{out.st_dev}:{out.st_ino}"


def _printer(width: int) -> Callable[[str, str], None]:
    """Prints a line with the name of the node it comes from; a closed terminal is no fault."""
    colours: dict[str, str] = {}

    def say(name: str, line: str) -> None:
        colour = colours.setdefault(name, _COLOURS[len(colours) % len(_COLOURS)])
        label = click.style(f"[{name or 'l2b2':<{width}}]", fg=colour)
        try:
            click.echo(f"{label} {line}")
        except OSError:
            return

    return say
