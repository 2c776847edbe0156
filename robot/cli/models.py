"""`l2b2 models`: the speech models of this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table
from tqdm import tqdm

from robot.adapters.model_downloads import MODEL_LIST_URL, Offered, download, offered, smallest
from robot.adapters.model_store import Installed, ModelError, ModelStore, models_folder

Result = TypeVar("Result")

EXAMPLES = """\b
Examples:
  l2b2 models install de en tr
  l2b2 models install en --from ~/Downloads/vosk-model-small-en-us-0.15.zip
  l2b2 models list
  l2b2 models verify
  l2b2 models remove tr
"""

_FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where models lie; else L2B2_MODELS, else the user's data folder.",
)


@click.group(epilog=EXAMPLES)
def models() -> None:
    """Install, list, check and remove what the robot needs to hear a language."""


@models.command("list")
@_FOLDER
@click.option("--offered", "online", is_flag=True, help="What the publisher offers instead.")
@click.option("--list-url", default=MODEL_LIST_URL, hidden=True)
def list_models(folder: Path | None, online: bool, list_url: str) -> None:
    """Show what is installed, or with --offered what there is."""
    table = Table("language", "model", "size")
    if online:
        for offer in _told(lambda: offered(list_url)):
            table.add_row(offer.language, offer.name, _size(offer.size_bytes))
    else:
        store = _store(folder)
        for model in store.installed():
            table.add_row(model.language, model.name, _size(_bytes(model)))
        if not store.installed():
            click.echo(f"no models in {store.folder}; `l2b2 models install de en tr` gets some")
            return
    Console(highlight=False).print(table)


@models.command()
@click.argument("languages", nargs=-1, required=True)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True),
    help="A model's folder or archive (.zip, .aar), for one language; needs no network.",
)
@_FOLDER
@click.option("--list-url", default=MODEL_LIST_URL, hidden=True)
def install(
    languages: tuple[str, ...], source: Path | None, folder: Path | None, list_url: str
) -> None:
    """Install the small model of each language, from its publisher or from a file."""
    store = _store(folder)
    if source is not None:
        if len(languages) != 1:
            raise click.UsageError("--from takes exactly one language")
        _say_installed(_told(lambda: store.install(source, languages[0])))
        return
    offers = _told(lambda: offered(list_url))
    chosen = [_smallest(language, offers) for language in languages]
    for offer in chosen:
        _say_installed(_fetched(store, offer))


def _smallest(language: str, offers: tuple[Offered, ...]) -> Offered:
    return _told(lambda: smallest(language, offers))


def _fetched(store: ModelStore, offer: Offered) -> Installed:
    with tqdm(total=offer.size_bytes, unit="B", unit_scale=True, desc=offer.name) as bar:
        return _told(lambda: download(store, offer, lambda done, _: bar.update(done - bar.n)))


@models.command()
@click.argument("names", nargs=-1, required=True)
@_FOLDER
def remove(names: tuple[str, ...], folder: Path | None) -> None:
    """Remove models by name or language."""
    store = _store(folder)
    for name in names:
        for model in _removed(store, name):
            click.echo(f"removed {model.name}")


def _removed(store: ModelStore, name: str) -> tuple[Installed, ...]:
    return _told(lambda: store.remove(name))


@models.command()
@_FOLDER
def verify(folder: Path | None) -> None:
    """Compare every file with what was installed; exit code 1 if any has changed."""
    store = _store(folder)
    bad = False
    for model in store.installed():
        faults = store.verify(model)
        bad |= bool(faults)
        for fault in faults or (f"{model.name}: whole",):
            click.echo(fault)
    if not store.installed():
        click.echo(f"no models in {store.folder}")
    if bad:
        raise SystemExit(1)


def _store(folder: Path | None) -> ModelStore:
    return ModelStore(folder or models_folder())


def _told(work: Callable[[], Result]) -> Result:
    """The result of `work`; a ModelError ends the command with its text."""
    try:
        return work()
    except ModelError as error:
        raise click.ClickException(str(error)) from error


def _say_installed(model: Installed) -> None:
    click.echo(f"installed {model.name} ({model.language}) in {model.folder}")


def _bytes(model: Installed) -> int:
    return sum(path.stat().st_size for path in model.folder.rglob("*") if path.is_file())


def _size(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
