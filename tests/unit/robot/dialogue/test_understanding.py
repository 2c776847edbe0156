"""Understanding on a small content of its own, with an encoder that knows words only."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from robot.dialogue.understanding import Model, Topic, Understander
from robot.dialogue.understanding.learning import learn, lesson_texts


class BagOfWords:
    """A SentenceEncoder: words hashed into 64 numbers, unit length."""

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(sentences), 64), 0.01, np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            for word in sentence.split():
                row[zlib.crc32(word.encode("utf-8", "ignore")) % 64] += 1
            row /= np.linalg.norm(row)
        return rows


TOPICS = (
    Topic(
        "passport",
        "service",
        {"de": ("Reisepass", "Pass"), "en": ("passport",), "tr": ("pasaport",)},
        {
            "de": (
                "ich brauche einen Reisepass",
                "mein Pass ist abgelaufen",
                "ich fliege weit weg",
            ),
            "en": ("I need a new passport", "my passport has expired", "I fly far away"),
            "tr": ("pasaport almak istiyorum", "pasaportum bitti", "uzağa uçuyorum"),
        },
    ),
    Topic(
        "id_card",
        "service",
        {"de": ("Personalausweis", "Ausweis"), "en": ("identity card",), "tr": ("kimlik",)},
        {
            "de": (
                "ich brauche einen Personalausweis",
                "Ausweis verloren",
                "Karte mit Foto ist weg",
            ),
            "en": ("I need an identity card", "lost my ID", "card with photo is gone"),
            "tr": ("kimlik çıkarmak istiyorum", "kimliğimi kaybettim", "resimli kartım yok"),
        },
    ),
    Topic(
        "dog_tax",
        "service",
        {"de": ("Hundesteuer",), "en": ("dog tax",), "tr": ("köpek vergisi",)},
        {
            "de": ("wir haben einen Hund", "Hund anmelden", "unser Welpe ist neu"),
            "en": ("we got a puppy", "register my dog", "our dog is new"),
            "tr": ("köpek aldık", "köpeği kaydettirmek", "yavru köpeğimiz var"),
        },
    ),
    Topic("yes", "intent", {}, {"de": ("ja", "ja bitte"), "en": ("yes",), "tr": ("evet",)}),
    Topic(
        "no", "intent", {}, {"de": ("nein", "nein danke"), "en": ("no",), "tr": ("yok", "hayır")}
    ),
    Topic(
        "fee",
        "intent",
        {},
        {
            "de": ("was kostet das", "wie teuer ist das", "was kostet es"),
            "en": ("how much is it", "what does it cost"),
            "tr": ("ne kadar", "kaç para"),
        },
    ),
    Topic(
        "out_of_scope",
        "intent",
        {},
        {
            "de": ("wie wird das Wetter", "wer hat gestern gewonnen", "wo gibt es Pizza"),
            "en": ("what is the weather like", "who won yesterday", "where is a pizza place"),
            "tr": ("hava nasıl olacak", "maçı kim kazandı", "pizza nerede yenir"),
        },
    ),
)


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(TOPICS, BagOfWords().encode)


@pytest.fixture(scope="module")
def understander(model: Model) -> Understander:
    return Understander(TOPICS, model, BagOfWords())


def best(understander: Understander, text: str) -> str:
    found = understander.understand(text, "").best
    return found.id if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich brauche einen neuen Reisepass.", "passport"),
        ("reisepas abgelaufn", "passport"),
        ("rei se pass brauche ich", "passport"),
        ("Personalausweisverlängerung", "id_card"),
        ("pasaportumu kaybettim pasaport", "passport"),
        ("we have got a dog", "dog_tax"),
        ("wie wird morgen das Wetter", "out_of_scope"),
    ],
)
def test_wordings_spellings_compounds_and_torn_words(
    understander: Understander, text: str, expected: str
) -> None:
    assert best(understander, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ja", "yes"), ("Ja!", "yes"), ("EVET", "yes"), ("nein danke", "no"), ("yok", "no")],
)
def test_short_answers_are_certain(understander: Understander, text: str, expected: str) -> None:
    found = understander.understand(text, "").best
    assert found is not None and found.id == expected and found.probability > 0.9


@pytest.mark.parametrize("text", ["hm", "jaguar", "ähm tja", "nomade", "yoga"])
def test_noise_is_no_yes_and_no_no(understander: Understander, text: str) -> None:
    for candidate in understander.understand(text, "").candidates:
        assert candidate.id not in ("yes", "no") or candidate.probability < 0.5


def test_a_sentence_that_two_topics_share_is_vague() -> None:
    shared = {"de": ("etwas zum Vorzeigen an der Grenze",)}
    topics = (
        *(
            replace(topic, examples={"de": topic.examples["de"] + shared["de"]})
            for topic in TOPICS[:2]
        ),
        *TOPICS[2:],
    )
    both = Understander(topics, learn(topics, BagOfWords().encode), BagOfWords())
    meaning = both.understand("etwas zum Vorzeigen an der Grenze", "de")
    assert meaning.vague and {one.id for one in meaning.candidates[:2]} == {"passport", "id_card"}
    assert not both.understand("wir haben einen Hund", "de").vague


def test_question_about_a_named_thing_is_the_thing_with_an_aspect(
    understander: Understander,
) -> None:
    meaning = understander.understand("was kostet ein Reisepass", "de")
    assert meaning.best is not None
    assert (meaning.best.id, meaning.aspect) == ("passport", "fee")


def test_question_without_a_thing_stays_the_question(understander: Understander) -> None:
    meaning = understander.understand("was kostet das denn", "de")
    assert meaning.best is not None and (meaning.best.id, meaning.aspect) == ("fee", "")


@pytest.mark.parametrize(
    ("text", "expected", "rejected"),
    [
        ("nicht den Reisepass, den Personalausweis", "id_card", "passport"),
        ("no, not the passport, the identity card", "id_card", "passport"),
        ("pasaport değil kimlik istiyorum", "id_card", "passport"),
    ],
)
def test_what_is_ruled_out_is_not_meant(
    understander: Understander, text: str, expected: str, rejected: str
) -> None:
    meaning = understander.understand(text, "")
    assert meaning.best is not None and meaning.best.id == expected
    assert rejected in meaning.rejected
    assert rejected not in [candidate.id for candidate in meaning.candidates]


def test_not_finding_a_thing_does_not_rule_it_out(understander: Understander) -> None:
    text = "ich kann leider gerade meinen Reisepass nicht finden und brauche einen neuen Reisepass"
    meaning = understander.understand(text, "de")
    assert meaning.rejected == () and meaning.best is not None and meaning.best.id == "passport"


def test_second_need_is_reported(understander: Understander) -> None:
    text = "ich brauche einen Reisepass, und außerdem will ich einen Hund anmelden Hundesteuer"
    meaning = understander.understand(text, "de")
    ids = [meaning.best.id if meaning.best else "", *(also.id for also in meaning.also)]
    assert sorted(ids) == ["dog_tax", "passport"]


def test_language_of_the_words_is_told(understander: Understander) -> None:
    assert understander.understand("ich brauche einen Personalausweis", "tr").language == "de"
    assert understander.understand("köpeği kaydettirmek istiyorum", "").language == "tr"


def test_nothing_said_means_nothing(understander: Understander) -> None:
    for text in ("", "   ", "...", "?!"):
        assert understander.understand(text, "de").candidates == ()


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80), st.sampled_from(["", "de", "xx"]))
def test_any_text_gives_ordered_probabilities(text: str, language: str) -> None:
    understander = _shared()
    meaning = understander.understand(text, language)
    chances = [candidate.probability for candidate in meaning.candidates]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1 + 1e-6 and all(0 <= chance <= 1 for chance in chances)
    assert not set(meaning.rejected) & {candidate.id for candidate in meaning.candidates}


_made: list[Understander] = []


def _shared() -> Understander:
    """One for all of hypothesis' examples; it keeps no state between calls."""
    if not _made:
        _made.append(Understander(TOPICS, learn(TOPICS, BagOfWords().encode), BagOfWords()))
    return _made[0]


def test_model_survives_a_round_trip_through_arrays(model: Model) -> None:
    copy = Model.from_arrays(model.to_arrays())
    again = Understander(TOPICS, copy, BagOfWords())
    first = Understander(TOPICS, model, BagOfWords())
    for text in lesson_texts(TOPICS):
        assert best(again, text) == best(first, text)


def test_arrays_that_do_not_fit_are_refused(model: Model) -> None:
    arrays = model.to_arrays()
    with pytest.raises(ValueError, match="topics"):
        Model.from_arrays({**arrays, "weights": arrays["weights"][:, 1:]})


def test_learning_from_earlier_weights_knows_new_topics(model: Model) -> None:
    new = Topic("fishing", "service", {"de": ("Angelschein",)}, {"de": ("ich will angeln",)})
    topics = (*TOPICS, new)
    again = Understander(topics, learn(topics, BagOfWords().encode, model), BagOfWords())
    assert best(again, "einen Angelschein bitte") == "fishing"
    assert best(again, "Reisepass abgelaufen") == "passport"
