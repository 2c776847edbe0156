"""The content files in force, as the editor reads and writes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from robot.adapters.content_folder import PLACES, content_files, read_house
from robot.adapters.label_files import SCREEN
from robot.adapters.whole_files import write_whole
from robot.adapters.yaml_files import MAX_BYTES, load, parse
from robot.core.problems import Problem, ProblemsFound
from robot.dialogue.files import kind_of_file
from robot.editing.form import Part, parts_of
from robot.guiding.places import Place, Places, places_from

_LATIN_1 = {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}
"""What Python makes of bytes that are not UTF-8, to the characters of Latin-1."""


class PublishedContent:
    """Content folder and map folder; methods that write raise OSError."""

    def __init__(self, content: Path, map_folder: Path) -> None:
        self._content, self._map = content, map_folder

    def files(self) -> dict[str, str]:
        """Texts by name; those of odd files (links, pipes, too large) are left out."""
        found = {}
        home = self._content.resolve()
        for path in [
            *content_files(self._content),
            *sorted((self._content / SCREEN).glob("*.yaml")),
        ]:
            usual = path.is_file() and path.resolve().is_relative_to(home)
            if usual and path.stat().st_size <= MAX_BYTES:
                found[path.relative_to(self._content).as_posix()] = _text(path.read_bytes())
        return found

    def faults(self, drafts: Mapping[str, str | None] | None = None) -> tuple[Problem, ...]:
        """Of all files, or as if these were published; None: as if there were no such file."""
        return read_house(self._content, self._map, drafts)[1]

    def languages(self) -> tuple[str, ...]:
        """Of the town."""
        files = self.files()
        named = [file[8:-5] for file in files if kind_of_file(file) == "phrases"]
        try:
            found = parse(files["town.yaml"], "town.yaml").data
            listed = found.get("languages") if isinstance(found, Mapping) else None
        except (KeyError, ProblemsFound):
            listed = None
        return tuple(str(tag) for tag in (listed if isinstance(listed, list) else named))

    def ids(self) -> set[str]:
        """Of everything that people can ask for."""
        return {part.id for file, text in self.files().items() for part in parts_in(file, text)}

    def free_places(self) -> tuple[Place, ...]:
        """Rooms on the map for which no office has a file yet."""
        try:
            data = load(self._map / PLACES, PLACES).data
        except ProblemsFound:
            return ()
        places = places_from(data)
        taken = self.files()
        return tuple(
            place
            for place in (places if isinstance(places, Places) else ())
            if place.kind == "department" and department_file(place.id) not in taken
        )

    def write(self, file: str, text: str) -> None:
        """Put a text in force; the line ends of an earlier file stay."""
        path = (self._content / file).resolve()
        windows = path.exists() and b"\r\n" in path.read_bytes()
        write_whole(path, (text.replace("\n", "\r\n") if windows else text).encode())

    def remove(self, file: str) -> None:
        """Take a file away."""
        (self._content / file).unlink()


def department_file(id_: str) -> str:
    """The file of an office."""
    return f"departments/{id_}.yaml"


def parts_in(file: str, text: str) -> tuple[Part, ...]:
    """What there is a form for in a text; nothing where it is no YAML."""
    try:
        return parts_of(kind_of_file(file) or "", parse(text, file).data)
    except ProblemsFound:
        return ()


def plain_ends(text: str) -> str:
    """With one kind of line end, as browsers and Windows have another."""
    return text.replace("\r\n", "\n")


def _text(raw: bytes) -> str:
    """A file's text; bytes that are not UTF-8 are taken for Latin-1, so that nothing is lost."""
    try:
        return plain_ends(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return plain_ends(raw.decode("utf-8-sig", "surrogateescape").translate(_LATIN_1))
