"""Our understanding beside three simpler ways, in one run on the same measuring cases.

`make bench` prints the table and writes build/bench/understanding.json. Each way gets the same
content. Those with a score get the cut-off that serves them best on the development cases. Of a
case with two right ids either is right.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process, utils
from rich.console import Console
from rich.table import Table

from robot.adapters.case_files import read_cases
from robot.adapters.content_folder import content_files
from robot.adapters.embeddings import UseEncoder
from robot.adapters.folders import CONTENT, PROJECT
from robot.adapters.understanding import UnderstandingStore
from robot.adapters.yaml_files import load
from robot.core.settings import UnderstandingSettings
from robot.dialogue.decide import OUT_OF_SCOPE, Answer, decide
from robot.dialogue.evaluation import Case
from robot.dialogue.schema import check_content
from robot.dialogue.understanding import Topic
from robot.dialogue.understanding.from_content import topics_of

hassil = pytest.importorskip("hassil", reason="compared with; pip install 'l2b2[bench]'")

OUT = PROJECT / "build" / "bench" / "understanding.json"
LANGUAGES = ("de", "en", "tr")
FRAMES = {
    "de": "[ich brauche|ich möchte|wo ist|wo bekomme ich] [einen|eine|ein|den|die|das] {} [bitte]",
    "en": "[i need|i want|where is|where do i get] [a|an|the] {} [please]",
    "tr": "{} [istiyorum|lazım|nerede|almak istiyorum]",
}

Guess = tuple[str, float]
"""Id and score; an empty id: nothing understood."""


def topics() -> tuple[Topic, ...]:
    files = {}
    for path in content_files(CONTENT):
        name = path.relative_to(CONTENT).as_posix()
        files[name] = load(path, name)
    content = check_content(files).content
    assert content is not None
    return topics_of(content)


def cases(part: str, known: Sequence[Topic]) -> list[Case]:
    ids = {topic.id for topic in known}
    return [
        case
        for language in LANGUAGES
        for case in read_cases(Path(f"tests/talk/{language}_{part}.tsv"), ids, LANGUAGES)
    ]


def ours(known: Sequence[Topic]) -> Callable[[Case], Guess]:
    understander = UnderstandingStore().load(known)
    settings = UnderstandingSettings()

    def guess(case: Case) -> Guess:
        meaning = understander.understand(case.utterance, case.language)
        decision = decide(meaning, settings)
        best = meaning.best.id if meaning.best else ""
        return best, 1.0 if isinstance(decision, Answer) else 0.0

    return guess


def fuzzy(known: Sequence[Topic]) -> Callable[[Case], Guess]:
    lessons = [(text, topic.id) for topic in known for _, text in topic.lessons()]
    texts = [utils.default_process(text) for text, _ in lessons]

    def guess(case: Case) -> Guess:
        said = utils.default_process(case.utterance)
        best = process.extractOne(said, texts, scorer=fuzz.token_sort_ratio)
        return (lessons[best[2]][1], best[1] / 100) if best else ("", 0.0)

    return guess


def embedded(known: Sequence[Topic]) -> Callable[[Case], Guess]:
    lessons = [(text, topic.id) for topic in known for _, text in topic.lessons()]
    encoder = UseEncoder()
    vectors = encoder.encode([text for text, _ in lessons])

    def guess(case: Case) -> Guess:
        likeness = vectors @ encoder.encode([case.utterance])[0]
        at = int(np.argmax(likeness))
        return lessons[at][1], float(likeness[at])

    return guess


def templated(known: Sequence[Topic]) -> Callable[[Case], Guess]:
    intents = {
        language: hassil.Intents.from_dict(_templates(known, language)) for language in LANGUAGES
    }

    def guess(case: Case) -> Guess:
        found = hassil.recognize_best(case.utterance, intents[case.language])
        return (found.intent.name, 1.0) if found else ("", 0.0)

    return guess


def _templates(known: Sequence[Topic], language: str) -> dict[str, object]:
    plain = str.maketrans(dict.fromkeys('()[]{}<>|:;,.!?"„“', " "))
    made: dict[str, object] = {}
    for topic in known:
        names = [name.translate(plain).strip() for name in topic.names.get(language, ())]
        sentences = [s.translate(plain).strip() for s in topic.examples.get(language, ())]
        if names:
            sentences.append(FRAMES[language].format(f"({'|'.join(names)})"))
        made[topic.id] = {"data": [{"sentences": [s for s in sentences if s]}]}
    return {"language": language, "intents": made}


def best_cut(guess: Callable[[Case], Guess], development: Sequence[Case]) -> float:
    """The score below which refusing gains more than it loses."""
    rated = [(case, *guess(case)) for case in development]
    cuts = sorted({score for _, _, score in rated})[:: max(1, len(rated) // 100)]

    def gain(cut: float) -> float:
        right = sum(
            (name in case.expected)
            if score >= cut and name != OUT_OF_SCOPE
            else OUT_OF_SCOPE in case.expected
            for case, name, score in rated
        )
        return float(right)

    return max(cuts, key=gain, default=0.0)


def measured(
    guess: Callable[[Case], Guess], cut: float, cases: Sequence[Case], kinds: dict[str, str]
) -> dict[str, float]:
    guess(cases[0])
    began = time.perf_counter()
    guesses = [guess(case) for case in cases]
    ms = (time.perf_counter() - began) * 1000 / len(cases)
    pairs = list(zip(cases, guesses, strict=True))
    ours_to_do = [(c, g) for c, g in pairs if OUT_OF_SCOPE not in c.expected]
    outside = [g for c, g in pairs if OUT_OF_SCOPE in c.expected]
    ours = ("service", "department", "facility")
    served = [s >= cut and kinds.get(name, "") in ours for name, s in outside]
    return {
        "cases": len(cases),
        "likeliest": float(np.mean([g[0] in c.expected for c, g in ours_to_do])),
        "answered_rightly": float(
            np.mean([g[0] in c.expected and g[1] >= cut for c, g in ours_to_do])
        ),
        "out_of_scope_answered": float(np.mean(served)) if served else 0.0,
        "ms_per_call": ms,
    }


def test_understanding_beside_simpler_ways() -> None:
    known = topics()
    kinds: dict[str, str] = {topic.id: topic.kind for topic in known}
    development, measuring = cases("dev", known), cases("measure", known)
    results: dict[str, dict[str, float]] = {}
    results["l2b2"] = measured(ours(known), 0.5, measuring, kinds)
    for name, way in (("embeddings alone", embedded(known)), ("rapidfuzz alone", fuzzy(known))):
        cut = best_cut(way, development[::3])
        results[name] = {"cut": cut, **measured(way, cut, measuring, kinds)}
    results["hassil"] = measured(templated(known), 0.5, measuring, kinds)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print_table(results)
    best = max(results[name]["likeliest"] for name in results if name != "l2b2")
    assert results["l2b2"]["likeliest"] > best


def print_table(results: dict[str, dict[str, float]]) -> None:
    table = Table(title="understanding, measuring cases of tests/talk")
    for head in ("way", "cases", "likeliest", "answered rightly", "outside answered", "ms"):
        table.add_column(head, justify="left" if head == "way" else "right")
    for name, row in results.items():
        table.add_row(
            name,
            f"{row['cases']:.0f}",
            f"{row['likeliest']:.1%}",
            f"{row['answered_rightly']:.1%}",
            f"{row['out_of_scope_answered']:.1%}",
            f"{row['ms_per_call']:.1f}",
        )
    Console(width=100).print(table)
