"""Text to meaning: the model's reading of the whole and its clauses, names, short phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robot.core.ports import Candidate, Meaning, SentenceEncoder
from robot.dialogue.decide import OUT_OF_SCOPE
from robot.dialogue.understanding.features import buckets
from robot.dialogue.understanding.model import Model
from robot.dialogue.understanding.names import Named, Names, ruled_out, without
from robot.dialogue.understanding.repair import KnownWords
from robot.dialogue.understanding.short import ShortPhrases
from robot.dialogue.understanding.topics import ASPECTS, Topic, sharing
from robot.dialogue.understanding.words import clauses, clean, spoken

_CANDIDATES = 5
_LEAST = 0.005
_ALWAYS = 3
"""So many are told however unlikely: two to ask between, beside out_of_scope."""
_CLAUSE_SHARE = 0.1
_SURE = 0.85
_NEIGHBOUR_SHARE = 0.4
_STRANGER_SHARE, _STRANGER_WORDS = 0.75, 0.25
"""The neighbours' share where hardly a word is known: a language without examples."""
_SHARPNESS = 1.4
"""Two witnesses who agree may be surer than each alone; set on the development cases."""
_OUTSIDE_ODDS = 6.0
"""Times that talk which is none of ours is likelier in a hall than among the examples; set on the
development cases."""
_MOST_CLAUSES = 6
_SHORT_TRUST = 0.97
_STRANGE = 0.3
_NEED = 0.6
_ASPECT = 0.15

Chances = NDArray[np.float64]


@dataclass(frozen=True)
class _Reading:
    """What the model makes of one text."""

    chances: Chances
    """(topics,), sums to 1."""
    by_part: Chances
    """(clauses, topics); no rows where the clauses were not read."""


class Understander:
    """Understanding of topics that were learnt (`model.learn`); see robot.core.ports."""

    def __init__(self, topics: Iterable[Topic], model: Model, encoder: SentenceEncoder) -> None:
        by_id = {topic.id: topic for topic in topics}
        self._topics = [by_id[name] for name in model.ids]
        self.model = model
        self._encoder = encoder
        self._column = {name: column for column, name in enumerate(model.ids)}
        self._names = Names(self._topics)
        self._short = ShortPhrases(self._topics)
        self._known = KnownWords(self._topics)
        self._vague = sharing(self._topics)

    def understand(self, text: str, language: str) -> Meaning:
        """What `text` means; any text, never raises. The same for every `language` tag.

        All languages are read alike, because visitors mix them; `language` only says which one to
        report when the words do not tell.
        """
        text = clean(text)
        heard = spoken(text)
        if not heard:
            return Meaning((), language=language)
        said = self._known.mend(heard)
        if said != heard:
            text = said
        named = self._names.find(said)
        out = ruled_out(said, named)
        rejected = tuple(sorted({topic for name in out for topic in name.ids}))
        rest = without(said, out) if out else said
        tongue = self.model.tongues.guess(buckets(said)) or language
        if not rest:
            return Meaning((), rejected=rejected, language=tongue)
        if out:
            named = self._names.find(rest)
        reading = self._read(rest if out else text, named)
        chances = self._sharpen(self._with_outside(reading.chances), rest)
        chances[[self._column[name] for name in rejected]] = 0
        aspect = self._aspect(chances, named)
        candidates = self._candidates(chances)
        also = self._also(reading, named, candidates, rejected)
        likeliest = [one.id for one in candidates if one.id != OUT_OF_SCOPE][:2]
        vague = frozenset(likeliest) in self._vague
        return Meaning(candidates, aspect, also, rejected, tongue, vague)

    def _read(self, text: str, named: Sequence[Named]) -> _Reading:
        """Read the whole; its clauses too if that alone is not sure, or names several things."""
        whole = spoken(text)
        vector = self._encoder.encode([whole])[0]
        logits = self.model.logits(vector[None], [buckets(whole)])[0].astype(np.float64)
        votes = self.model.nearest(vector)
        strange = whole.count(" ") > 1 and self._known.share(whole) < _STRANGER_WORDS
        share = _STRANGER_SHARE if strange else _NEIGHBOUR_SHARE
        chances = _join(logits, votes, share)
        several = len({name.ids for name in named}) > 1
        parts = clauses(text)[:_MOST_CLAUSES]
        if len(parts) < 2 or (chances.max() > _SURE and not several):
            return _Reading(chances, np.empty((0, len(chances))))
        found = [buckets(part) for part in parts]
        by_part = self.model.logits(self._encoder.encode(list(parts)), found).astype(np.float64)
        mixed = (1 - _CLAUSE_SHARE) * logits + _CLAUSE_SHARE * by_part.max(axis=0)
        return _Reading(_join(mixed, votes, share), _softmax(by_part))

    def _with_outside(self, chances: Chances) -> Chances:
        """Out of scope at the share it has in a hall."""
        if OUT_OF_SCOPE in self._column:
            chances[self._column[OUT_OF_SCOPE]] *= _OUTSIDE_ODDS
            chances /= chances.sum()
        return chances

    def _sharpen(self, chances: Chances, said: str) -> Chances:
        """Certain about known short phrases; careful with short noise that looks like an intent."""
        matches = self._short.match(said)
        if matches:
            trust = _SHORT_TRUST * max(matches.values())
            known: Chances = np.zeros_like(chances)
            columns = [self._column[name] for name in matches]
            known[columns] = chances[columns] + 1e-6
            known *= trust / known.sum()
            known += (1 - trust) * chances
            return known
        careful: Chances = chances.copy()
        careful[[self._column[name] for name in self._short.strangers(said)]] *= _STRANGE
        return careful

    def _aspect(self, chances: Chances, named: Sequence[Named]) -> str:
        """What is asked about a named thing; `chances` then move from the aspect to the thing."""
        asked = [(float(chances[self._column[a]]), a) for a in ASPECTS if a in self._column]
        chance, aspect = max(asked, default=(0.0, ""))
        if chance < _ASPECT:
            return ""
        things = {self._column[topic] for name in named for topic in name.ids}
        if not things:
            return ""
        columns = sorted(things)
        weights = chances[columns] + 1e-6
        chances[columns] += chance * weights / weights.sum()
        chances[self._column[aspect]] = 0
        return aspect

    def _candidates(self, chances: Chances) -> tuple[Candidate, ...]:
        order = np.argsort(-chances)[:_CANDIDATES]
        told = [
            int(at)
            for rank, at in enumerate(order)
            if chances[at] >= _LEAST or (rank < _ALWAYS and chances[at] > 0)
        ]
        return tuple(self._candidate(at, chances) for at in told)

    def _candidate(self, column: int, chances: Chances) -> Candidate:
        topic = self._topics[column]
        return Candidate(topic.id, topic.kind, min(1.0, float(chances[column])))

    def _also(
        self,
        reading: _Reading,
        named: Sequence[Named],
        candidates: Sequence[Candidate],
        rejected: Sequence[str],
    ) -> tuple[Candidate, ...]:
        """What else a clause of its own asks for surely, and the whole names or supports."""
        spoken_of = {topic for name in named for topic in name.ids}
        plausible = {candidate.id for candidate in candidates[:2]}
        found: dict[str, Candidate] = {}
        for chances in reading.by_part:
            part = self._candidate(int(np.argmax(chances)), chances)
            if part.kind == "intent" or part.probability < _NEED or part.id in rejected:
                continue
            if part.id in spoken_of or part.id in plausible:
                found.setdefault(part.id, part)
        if candidates and candidates[0].id not in found:
            return ()
        return tuple(part for part in found.values() if part.id != candidates[0].id)


def _join(logits: Chances, votes: Chances, share: float) -> Chances:
    """The classifier's and the neighbours' word together."""
    chances: Chances = (1 - share) * _softmax(logits[None])[0] + share * votes
    chances **= _SHARPNESS
    chances /= chances.sum()
    return chances


def _softmax(logits: NDArray[np.float64]) -> Chances:
    powers: Chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers
