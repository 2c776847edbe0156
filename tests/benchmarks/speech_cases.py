"""What is said in the benchmark of speech: requests, talk from other topics, babble, the robot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from robot.adapters.espeak_voice import EspeakVoice
from robot.speech.listening import RATE_HZ
from tests.sound.pack import Samples, silence, spoken

ROOM_S = 1.5
"""So long the microphone hears the room before somebody speaks."""
AFTER_S = 1.6
LAG_S = 0.25
"""The robot's own voice reaches its microphone so much after it is announced."""


@dataclass(frozen=True)
class Cases:
    """One language's."""

    language: str
    speakers: tuple[tuple[str, float], ...]
    """espeak-ng's speakers, and how fast each speaks."""
    requests: tuple[tuple[str, str], ...]
    """Sentence, and id of what it means."""
    off_topic: tuple[str, ...]
    own: tuple[str, ...]
    """What the robot says."""


@dataclass(frozen=True)
class Heard:
    """A sound at the microphone."""

    sound: Samples
    ends_s: float
    """When the voice in it ends."""
    text: str = ""
    id: str = ""


KOREAN = Cases(
    "ko",
    (("ko+f2", 0.8), ("ko+f5", 0.85), ("ko+m3", 0.8), ("ko", 0.85)),
    (
        ("아버지가 돌아가셨어요", "death_registration"),
        ("아버지가 어제 돌아가셨습니다", "death_registration"),
        ("라디오를 찾고 있어요", "lost_item"),
        ("라디오를 잃어버렸어요", "lost_item"),
        ("라디오를 두고 왔어요", "lost_item"),
        ("아이가 태어났어요", "birth_registration"),
        ("아니요", "no"),
    ),
    (
        "오늘 날씨가 정말 좋네요", "어제 저녁에 텔레비전을 봤어요", "버스가 또 늦게 왔어요",
        "점심에 무엇을 먹을까", "그 영화는 재미없었어", "내일 친구를 만나기로 했어",
        "비가 많이 올 것 같아요", "어제 축구 경기 봤어", "우리 강아지가 아파요",
        "커피 한 잔 마실래", "주말에 산에 갔다 왔어", "시험이 너무 어려웠어",
        "새 자동차를 샀어요", "기차가 언제 출발하지", "김치찌개가 맛있어",
        "음악을 듣고 있었어", "아이들이 학교에 갔어", "머리가 조금 아파",
        "이 책은 정말 재미있어", "돈이 하나도 없어", "서울에 눈이 왔대",
        "할머니 댁에 갔었어", "고양이가 잠을 자고 있어", "전화를 안 받더라고",
        "가게에서 사과를 샀어", "여행을 가고 싶다",
    ),
    (
        "안녕하세요. 저는 자동 안내 로봇입니다.", "사망 신고. 가족관계등록과, 일 층.",
        "같이 갈까요?", "네.", "아니요.", "잃어버린 물건. 분실물 센터, 일 층.",
        "더 도와 드릴까요?", "라디오를 잃어버렸어요.", "아버지가 돌아가셨어요.", "안녕히 가세요.",
    ),
)  # fmt: skip
ENGLISH = Cases(
    "en",
    (("en+f2", 0.9), ("en+m3", 1.0), ("en+f4", 1.05), ("en-us", 0.95)),
    (
        ("I need a new passport", "passport"),
        ("I want to register my dog", "dog_tax"),
        ("where is the toilet", "toilet"),
        ("I have lost my keys", "lost_property"),
        ("I have moved and want to register my new address", "residence_registration"),
        ("I have to pay a parking fine", "parking_fine"),
        ("I would like to get married", "marriage"),
        ("no", "no"),
    ),
    (
        "the weather is lovely today", "did you watch the match last night",
        "my train was late again", "what shall we have for lunch",
        "that film was rather boring", "I am meeting a friend tomorrow",
        "it looks like rain this afternoon", "she plays the piano very well",
        "the coffee here is terrible", "we went hiking at the weekend",
        "the exam was far too difficult", "have you seen my new shoes",
        "he never answers the phone", "my head hurts a little",
        "this book is really exciting", "it snowed in the mountains",
        "we should visit grandmother soon", "the cat is asleep on the sofa",
        "turn the music down please", "the bakery was closed on monday",
        "I could sleep all day long", "let us travel to italy in summer",
        "the apples are cheaper at the market", "his brother works on a ship",
        "nobody told me about the party", "the soup needs a bit more salt",
    ),
    (
        "Good morning. I am an automatic system.", "Passport. Citizens' office, ground floor.",
        "Shall I take you there?", "Yes.", "No.", "You need four papers.",
        "Please follow me. I am going now.", "I need a new passport.", "Where is the toilet?",
        "Goodbye.",
    ),
)  # fmt: skip


def framed(said: Samples, noise: Samples | None = None) -> tuple[Samples, float]:
    """A voice in a room, and when it ends (silence that espeak-ng adds is cut)."""
    loud = np.flatnonzero(np.abs(said) > 300)
    said = said[loud[0] : loud[-1] + 1]
    sound = np.concatenate([silence(ROOM_S), said, silence(AFTER_S)])
    if noise is not None:
        mixed = sound.astype(np.int32) + np.resize(noise, sound.size)
        sound = np.clip(mixed, -32768, 32767).astype(np.int16)
    return sound, ROOM_S + said.size / RATE_HZ


class Hall:
    """Makes the sounds of one language; everybody in it is espeak-ng."""

    def __init__(self, voice: EspeakVoice, cases: Cases) -> None:
        self._voice, self.cases = voice, cases
        self._babble: Samples | None = None

    def requests(self, snr_db: float | None = None) -> Iterator[Heard]:
        """Every request by every speaker, alone or so much louder than the babble; in babble by
        two speakers each, who take turns."""
        for number, (text, id_) in enumerate(self.cases.requests):
            chosen = slice(None) if snr_db is None else slice(number % 2, None, 2)
            for speaker, rate in self.cases.speakers[chosen]:
                said = spoken(self._voice, text, speaker, rate)
                noise = None if snr_db is None else self.babble(said, snr_db)
                yield Heard(*framed(said, noise), text, id_)

    def off_topic(self) -> Iterator[Heard]:
        """Every sentence that is none of the robot's business, by every speaker."""
        for text in self.cases.off_topic:
            for speaker, rate in self.cases.speakers:
                yield Heard(*framed(spoken(self._voice, text, speaker, rate)), text)

    def own_voice(self) -> Iterator[Heard]:
        """The robot's sentences as its microphone hears them, a little late."""
        for text in self.cases.own:
            said = spoken(self._voice, text, self.cases.language, 1.0)
            sound = np.concatenate([silence(LAG_S), said, silence(AFTER_S)])
            yield Heard(sound, said.size / RATE_HZ, text)

    def silences(self) -> Iterator[Heard]:
        """A quiet room."""
        for _ in range(3):
            yield Heard(silence(4.0), 4.0)

    def babble_alone(self, snr_db: float) -> Iterator[Heard]:
        """People who talk among themselves, so much softer than a visitor would speak."""
        text, _ = self.cases.requests[0]
        for speaker, rate in self.cases.speakers[:2]:
            said = spoken(self._voice, text, speaker, rate)
            noise = np.roll(np.resize(self.babble(said, snr_db), 10 * RATE_HZ), said.size)
            yield Heard(noise.astype(np.int16), 10.0)

    def babble(self, voice: Samples, snr_db: float) -> Samples:
        """Eight people at once, so much below a voice; (N,) int32."""
        if self._babble is None:
            length = 12 * RATE_HZ
            speakers = self.cases.speakers
            talk = [
                spoken(self._voice, text, *speakers[n % len(speakers)]).astype(float)
                for n, text in enumerate(self.cases.off_topic[:8])
            ]
            mixed = sum(np.roll(np.resize(one, length), 7919 * n) for n, one in enumerate(talk))
            self._babble = np.asarray(mixed)
        power = np.mean(np.square(voice[np.abs(voice) > 300].astype(float))) / 10 ** (snr_db / 10)
        scale = np.sqrt(power / np.mean(np.square(self._babble, dtype=float)))
        return (self._babble * scale).astype(np.int32)


Sounds = Callable[[], Iterator[Heard]]
