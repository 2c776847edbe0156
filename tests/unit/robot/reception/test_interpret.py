"""What an utterance is for the talk, also just after "the passport or the dog?" was asked."""

from __future__ import annotations

import pytest

from robot.core.ports import Candidate, Meaning
from robot.core.settings import UnderstandingSettings
from robot.reception.interpret import interpret

SETTINGS = UnderstandingSettings()
OFFERED = (Candidate("passport", "service", 0.5), Candidate("dog_tax", "service", 0.4))


def meaning(*rejected: str, **chances: float) -> Meaning:
    kinds = {"no": "intent", "fee": "intent"}
    ranked = sorted(chances.items(), key=lambda item: -item[1])
    found = tuple(Candidate(id_, kinds.get(id_, "service"), p) for id_, p in ranked)  # type: ignore[arg-type]
    return Meaning(found, rejected=rejected)


@pytest.mark.parametrize(
    ("said", "done"),
    [
        (meaning(dog_tax=0.3, burial=0.2), "dog_tax"),
        (meaning("passport", no=0.9), "dog_tax"),
        (meaning("passport", id_card=0.92, id_pickup=0.02), "id_card"),
        (meaning(id_card=0.95, passport=0.26), "id_card"),
        (meaning(fee=0.99), "fee"),
    ],
)
def test_who_is_asked_between_two_may_take_one_refuse_one_or_want_a_third(
    said: Meaning, done: str
) -> None:
    meant = interpret(said, SETTINGS, OFFERED)
    assert (meant.topics[0].id if meant.topics else meant.event) == done
