"""Understanding of the real content on the talk cases, with the real encoder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from robot.adapters.case_files import read_cases
from robot.adapters.content_folder import load_house
from robot.adapters.folders import CONTENT, MAP
from robot.adapters.understanding import UnderstandingStore
from robot.cli.evaluate import evaluate, judge
from robot.dialogue.content import Content
from robot.dialogue.evaluation import Case, calibration, figures
from robot.dialogue.understanding import Topic, Understander
from robot.dialogue.understanding.from_content import topics_of

HERE = Path(__file__).parent
LANGUAGES = ("de", "en", "tr")
FLOOR = {"top1": 0.91, "top2": 0.945, "asked_when_ambiguous": 0.5, "out_of_scope_answered": 0.04}
"""What must never be lost again in any language; what is reached is a little better, see README."""


@pytest.fixture(scope="module")
def content() -> Content:
    return load_house(CONTENT, MAP).content


@pytest.fixture(scope="module")
def topics(content: Content) -> tuple[Topic, ...]:
    return topics_of(content)


@pytest.fixture(scope="module")
def understander(topics: tuple[Topic, ...]) -> Understander:
    return UnderstandingStore().load(topics)


@pytest.mark.parametrize("language", LANGUAGES)
def test_measuring_cases_stay_above_the_floor(
    understander: Understander, topics: tuple[Topic, ...], language: str
) -> None:
    ids = {topic.id for topic in topics}
    cases = read_cases(HERE / f"{language}_measure.tsv", ids, LANGUAGES)
    judged = judge(understander, cases)
    found = figures(judged)
    assert found.top1 is not None and found.top1 >= FLOOR["top1"]
    assert found.top2 is not None and found.top2 >= FLOOR["top2"]
    assert found.asked_when_ambiguous is not None
    assert found.asked_when_ambiguous >= FLOOR["asked_when_ambiguous"]
    assert found.out_of_scope_answered is not None
    assert found.out_of_scope_answered <= FLOOR["out_of_scope_answered"]
    assert calibration(judged)[1] <= 0.1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_measuring_case_is_an_example(topics: tuple[Topic, ...], language: str) -> None:
    known = {text.casefold().strip(" .?!") for topic in topics for _, text in topic.lessons()}
    ids = {topic.id for topic in topics}
    cases = read_cases(HERE / f"{language}_measure.tsv", ids, LANGUAGES)
    long = [case.utterance for case in cases if len(case.utterance.split()) > 4]
    assert [text for text in long if text.casefold().strip(" .?!") in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_fit_two_things_are_asked_back(
    understander: Understander, content: Content, language: str
) -> None:
    cases = [
        Case(sentence, one.between, "vague", language, 0)
        for one in content.vague
        for sentence in one.examples[language][::3]
    ]
    assert len(cases) > 50
    assert (figures(judge(understander, cases)).asked_when_ambiguous or 0) >= 0.8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Potrzebuję nowego paszportu", "passport"),  # Polish
        ("Je voudrais me marier", "marriage"),  # French
        ("Ho perso il mio portafoglio", "lost_property"),  # Italian
        ("Quiero registrar mi perro", "dog_tax"),  # Spanish
        ("Я потерял ключи", "lost_property"),  # Russian
        ("أين المرحاض", "toilet"),  # Arabic
        ("Où sont les toilettes", "toilet"),
        ("Chcę zameldować się pod nowym adresem", "residence_registration"),
        ("J'ai perdu mon permis de conduire", "driving_licence"),
        ("Хочу получить гражданство Германии", "naturalisation"),
    ],
)
def test_languages_without_examples_land(
    understander: Understander, text: str, expected: str
) -> None:
    candidates = understander.understand(text, "").candidates[:2]
    assert expected in [candidate.id for candidate in candidates]


def test_several_files_are_measured_together_and_by_language(
    understander: Understander, tmp_path: Path
) -> None:
    (tmp_path / "some_de.tsv").write_text("Ich brauche einen Reisepass\tpassport\tnamed\n")
    (tmp_path / "some_tr.tsv").write_text("Hangi peron İstanbul treni\tout_of_scope\toos\n")
    files = [str(tmp_path / f"some_{language}.tsv") for language in ("de", "tr")]
    result = CliRunner().invoke(evaluate, [*files, "--json", str(tmp_path / "figures.json")])
    assert result.exit_code == 0, result.output
    figures_of = json.loads((tmp_path / "figures.json").read_text())
    assert figures_of["overall"]["cases"] == 2
    assert figures_of["per_language"]["de"]["top1"] == 1.0
    assert figures_of["per_language"]["tr"]["out_of_scope_answered"] == 0.0
    wanted = {"cases", "top1", "top2", "asked_when_ambiguous", "out_of_scope_answered"}
    assert wanted | {"ms_per_call"} <= set(figures_of["per_language"]["de"])
