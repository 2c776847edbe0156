"""Ears made of what is installed: models, detector and understanding of the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from robot.adapters.model_store import Installed, ModelStore
from robot.core.ports import Recogniser, Understanding
from robot.core.speech_settings import SpeechSettings
from robot.dialogue.content import Content
from robot.dialogue.decide import Answer, Thresholds, decide
from robot.dialogue.understanding import Topic
from robot.dialogue.understanding.from_content import topics_of
from robot.dialogue.understanding.words import spoken
from robot.speech.listening import Knowledge, Listener
from robot.speech.trust import KnownWords
from robot.speech.vocabulary import Unheard, unheard


@dataclass(frozen=True, slots=True)
class Hearing:
    """Ears for one microphone, and what they lack."""

    listener: Listener | None
    """None: no language can be heard."""
    faults: tuple[str, ...]
    """What is missing or broken, with what to do; empty: every language is heard."""


def load_hearing(
    languages: Sequence[str], store: ModelStore, knowledge: Knowledge, settings: SpeechSettings
) -> Hearing:
    """Load the model of every language; takes seconds a model.

    Models that are missing or broken are told in `faults`; the others work.
    """
    installed = store.by_language()
    faults = _missing([one for one in languages if one not in installed], store)
    models = [installed[one] for one in languages if one in installed]
    if not models:
        return Hearing(None, faults)
    recognisers, broken = _recognisers(models, store)
    listener = listener_on(recognisers, knowledge, settings) if recognisers else None
    return Hearing(listener, faults + broken)


def knowledge_of(
    topics: Sequence[Topic], understanding: Understanding, thresholds: Thresholds
) -> Knowledge:
    """What the content lets the ears know."""

    def complete(text: str, language: str) -> bool:
        return isinstance(decide(understanding.understand(text, language), thresholds), Answer)

    words = KnownWords(
        (language, spoken(text)) for topic in topics for language, text in topic.lessons()
    )
    return Knowledge(understanding, complete, words)


def listener_on(
    recognisers: Mapping[str, Recogniser], knowledge: Knowledge, settings: SpeechSettings
) -> Listener:
    """A Listener on recognisers that are loaded."""
    from robot.adapters.voice_activity import WebRtcVoiceActivity

    activity = WebRtcVoiceActivity(settings.voice_strictness)
    return Listener(recognisers, activity, knowledge, settings)


def _missing(languages: list[str], store: ModelStore) -> tuple[str, ...]:
    if not languages:
        return ()
    told = ", ".join(languages)
    return (
        f"no speech model for {told} in {store.folder}: visitors use the touch screen there "
        f"(`l2b2 models install {' '.join(languages)}` gets them)",
    )


def _recognisers(
    models: list[Installed], store: ModelStore
) -> tuple[dict[str, Recogniser], tuple[str, ...]]:
    # Imported here: a robot without models needs neither the library nor its memory.
    from robot.adapters.vosk_recogniser import RecogniserError, VoskModel

    made: dict[str, Recogniser] = {}
    faults = []
    for model in models:
        if broken := store.truncated(model):
            faults.append(
                f"the speech model {model.name} is damaged ({broken}): remove and install it anew"
            )
            continue
        try:
            made[model.language] = VoskModel(model.folder, model.language).recogniser()
        except RecogniserError as error:
            faults.append(str(error))
    return made, tuple(faults)


def unheard_words(content: Content, store: ModelStore) -> Iterator[str]:
    """A line for each name of the content that an installed model can never hear."""
    for language, model in store.by_language().items():
        if language not in content.town.languages:
            continue
        from robot.adapters.vosk_recogniser import RecogniserError, VoskModel

        try:
            lacks = VoskModel(model.folder, language).lacks
        except RecogniserError as error:
            yield str(error)
            continue
        names = [
            spoken(name) for topic in topics_of(content) for name in topic.names.get(language, ())
        ]
        for word in unheard(names, lambda one, lacks=lacks: not lacks([one])):  # type: ignore[misc]
            yield _unheard_line(language, word)


def _unheard_line(language: str, word: Unheard) -> str:
    remedy = (
        f"add it to also_called or examples as people's words are heard: {word.respelt}"
        if word.respelt
        else "add to also_called what people also call it"
    )
    return f"never heard ({language}): {word.word}; {remedy}"
