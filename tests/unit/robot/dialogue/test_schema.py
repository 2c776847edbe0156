from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from robot.adapters.content_folder import content_files, read_house, yaml_files
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.yaml_files import YamlFile, load, parse
from robot.dialogue.files import kind_of_file
from robot.dialogue.kinds import json_schemas
from robot.reception.content import check_house


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the content to break."""
    folder = tmp_path / "dialogues"
    shutil.copytree(CONTENT, folder)
    return folder


def faults(town: Path) -> list[str]:
    house, problems = read_house(town, MAP)
    assert (house is None) == bool(problems)
    return [str(problem) for problem in problems]


def change(town: Path, file: str, old: str, new: str) -> None:
    path = town / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_content_has_no_faults():
    assert faults(CONTENT) == []


BREAKS = [
    ("town.yaml", "timezone: Europe/Berlin", "timezone: Europe/Berlim", "a time zone"),
    ("town.yaml", "subdivision: BW", "subdivision: XX", "public holidays"),
    ("town.yaml", "robot_name:", "robotname:", "did you mean robot_name?"),
    ("departments/cashier.yaml", "id: cashier", "id: kasse", "cashier, as the file is called"),
    ("departments/cashier.yaml", "floor: 0", "floor: 1", "0, as in places.yaml"),
    ("departments/cashier.yaml", '"08:00-', '"8:00-', "hours such as"),
    ("flow.yaml", "to: wish, say: [greeting]", "to: wihs, say: [greeting]", "did you mean wish?"),
    ("flow.yaml", "say: [greeting]", "say: [greting]", "did you mean greeting?"),
    ("flow.yaml", "do: [take_topic]", "do: [os.system]", "ACTION"),
    ("flow.yaml", "if: [has_next]", "if: [has_nxt]", "did you mean has_next?"),
    ("flow.yaml", "with: [leaving, wishes, manners]", "with: [wishes, manners]", "a way out by"),
    ("flow.yaml", "wait_s: 45", "wait_s: 30", ""),
    ("vague.yaml", "[id_card, passport]", "[id_card, pasport]", "did you mean passport?"),
    ("vague.yaml", "[id_card, passport]", "[id_card]", "a list of at least 2"),
    ("vague.yaml", "[id_card, passport]", "[id_card, passport, fee]", "a list of at most 2"),
    ("vague.yaml", "[id_card, id_pickup]", "[passport, id_card]", "each two once"),
    ("vague.yaml", "- Kimliğim için gelmiştim.", "- Kimliğimi yenilemem lazım.", "as id_card"),
    ("phrases/de.yaml", "{robot}", "{robbot}", "did you mean robot?"),
    ("phrases/en.yaml", "  still_there:", "  still_their:", "the phrase still_there"),
    ("phrases/tr.yaml", "[{rest}.]", "[{rest}.", "a stray ["),
    ("facilities.yaml", "id: toilet\n", "id: toilett\n", "a place of places.yaml"),
    ("intents.yaml", "- id: selfie", "- id: selfi", "did you mean selfie?"),
]


@pytest.fixture(scope="module")
def files() -> dict[str, YamlFile]:
    names = [path.relative_to(CONTENT).as_posix() for path in content_files(CONTENT)]
    return {name: load(CONTENT / name, name) for name in names}


@pytest.mark.parametrize(("file", "old", "new", "expected"), BREAKS)
def test_each_fault_is_named_with_file_and_line(files, file, old, new, expected):
    text = (CONTENT / file).read_text(encoding="utf-8")
    assert old in text
    broken = parse(text.replace(old, new, 1), file)
    house, problems = check_house({**files, file: broken}, load(MAP / "places.yaml"))
    found = [str(problem) for problem in problems]
    assert (house is None) == bool(found)
    if expected == "":
        assert found == []
    elif expected == "ACTION":
        assert any(file in one and "os.system" in one for one in found)
    else:
        assert any(one.startswith(f"{file}:") and expected in one for one in found), found


def test_all_faults_are_told_at_once(town):
    change(town, "town.yaml", "robot_name:", "robotname:")
    change(town, "phrases/de.yaml", "{robot}", "{robbot}")
    change(town, "departments/cashier.yaml", "floor: 0", "floor: 1")
    found = faults(town)
    assert {one.split(":")[0] for one in found} >= {
        "town.yaml", "phrases/de.yaml", "departments/cashier.yaml"
    }  # fmt: skip


def test_same_sentence_for_two_services_is_a_conflict(town):
    change(
        town, "departments/cashier.yaml", "      de:\n", "      de:\n        - Ich will heiraten!\n"
    )
    change(
        town,
        "departments/registry_office.yaml",
        "      de:\n",
        "      de:\n        - ich will heiraten\n",
    )
    assert any("also in" in one for one in faults(town))


def test_missing_file_and_broken_file_are_named(town):
    (town / "elsewhere.yaml").unlink()
    (town / "intents.yaml").write_text("intents:\n\t- id: yes\n", encoding="utf-8")
    found = faults(town)
    assert any(one.startswith("elsewhere.yaml:") for one in found)
    assert any(one.startswith("intents.yaml:2") and "tab" in one for one in found)


def test_a_broken_town_file_does_not_fault_all_others(town):
    (town / "town.yaml").write_text("languages: [de, en, tr\n", encoding="utf-8")
    assert {one.split(":")[0] for one in faults(town)} == {"town.yaml"}


def test_json_schemas_are_written_anew_after_a_change():
    for kind, schema in json_schemas().items():
        file = CONTENT / "schema" / f"{kind}.schema.json"
        assert json.loads(file.read_text(encoding="utf-8")) == schema, (
            "run l2b2 check --write-schema"
        )


def test_content_without_vague_sentences_has_no_faults(town):
    (town / "vague.yaml").unlink()
    assert faults(town) == []


def test_every_file_names_its_schema_in_the_first_line():
    schemas = json_schemas()
    for path in yaml_files(CONTENT):
        name = path.relative_to(CONTENT).as_posix()
        first = path.read_text(encoding="utf-8").split("\n")[0]
        schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        kind = kind_of_file(name) or "screen"
        assert schema.resolve() == CONTENT / "schema" / f"{kind}.schema.json", name
        jsonschema.validate(load(path).data, schemas[kind])


@pytest.mark.parametrize(
    ("stray", "hint"),
    [
        ("department/cashier.yaml", "did you mean departments?"),
        ("elswhere.yaml", "did you mean elsewhere?"),
        ("departments/old/cashier.yaml", ""),
        ("departments/cashier.yml", "name it .yaml"),
        ("screen/de.yml", "name it .yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_a_fault(town, stray, hint):
    path = town / stray
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: cashier\n", encoding="utf-8")
    (found,) = faults(town)
    assert found.startswith(f"{stray}: found a file that nothing reads") and hint in found


def test_the_words_of_the_screens_are_checked_with_the_rest(town):
    change(town, "screen/tr.yaml", "  more_time:", "  more_tme:")
    change(town, "town.yaml", "robot_name:", "robotname:")
    found = faults(town)
    assert any(one.startswith("screen/tr.yaml:") and "more_time" in one for one in found)
    assert any(one.startswith("town.yaml:") for one in found)


def test_each_language_of_the_town_and_no_other_has_words_for_the_screens(town):
    (town / "screen" / "en.yaml").rename(town / "screen" / "fr.yaml")
    found = faults(town)
    assert any(one.startswith("screen/en.yaml:") for one in found)
    assert any(one.startswith("screen/fr.yaml:") and "town.yaml" in one for one in found)
