"""The figures of simulated days on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from sim.outcome import Figures


def show(figures: Figures) -> None:
    """The summary on the terminal."""
    console = Console()
    console.print(_table(figures))
    outcomes = ", ".join(f"{count} {name}" for name, count in figures["outcomes"].items())
    causes, waited = figures["contacts_by_cause"], figures["waited_s"]
    console.print(f"Of those who stayed {figures['served_share']:.1%} came to the right place.")
    console.print(f"The robot recorded: {outcomes}.")
    console.print(
        f"Waited {waited['median']:.0f} s (median), 90 % less than {waited['p90']:.0f} s; "
        f"{figures['endings'].get('tired', 0)} left before the robot was free; "
        f"{figures['wordless']} went without a word from it."
    )
    console.print(
        f"Contacts: {figures['robot_contacts']} ({causes['robot']} brought about by the robot, "
        f"{causes['person']} by a person). Driven {figures['driven_m'] / 1000:.1f} km, staff "
        f"called {figures['staff_calls']} times, battery never below "
        f"{figures['lowest_battery']:.0%}."
    )
    console.print(
        f"{figures['simulated_s'] / 3600:.1f} h in {figures['wall_s']:.0f} s, "
        f"{figures['speed_up']:.0f} times real time on one core."
    )


def _table(figures: Figures) -> Table:
    table = Table("", "visits", "stayed", "served", title="Simulated visits")
    for language, row in figures["languages"].items():
        table.add_row(language, str(row["visits"]), str(row["stayed"]), str(row["served"]))
    total = (figures["visits"], figures["stayed"], figures["served"])
    table.add_row("all", *(str(cell) for cell in total), style="bold")
    return table
