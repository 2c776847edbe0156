"""What there is to tell about a topic: slots for phrases, lines for the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from robot.core.commands import Fact
from robot.core.ports import Kind
from robot.dialogue.content import Content, Department, Elsewhere, Facility, Service
from robot.dialogue.hours import DAYS, Calendar, OpenState, Span, state_at

SPOKEN_PAPERS = 3
"""More papers than this are on the screen only: a list longer than this nobody keeps in mind."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a talk is about."""

    id: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything besides the topic that an answer depends on."""

    now: datetime
    """Local time of the town."""
    calendar: Calendar
    language: str
    easy: bool = False


def department_of(topic: Topic | None, content: Content) -> Department | None:
    """The office that a topic belongs to, if it belongs to one."""
    if topic is None:
        return None
    if topic.kind == "service":
        return content.departments[content.services[topic.id].department]
    return content.departments.get(topic.id) if topic.kind == "department" else None


def name_of(topic: Topic, content: Content, language: str) -> str:
    """A topic's name."""
    known: Mapping[str, Mapping[str, Service | Department | Facility | Elsewhere]] = {
        "service": content.services,
        "department": content.departments,
        "facility": content.facilities,
        "elsewhere": content.elsewhere,
    }
    return known[topic.kind][topic.id].name[language] if topic.kind in known else ""


def slots_of(topic: Topic, content: Content, moment: Moment) -> dict[str, str]:
    """Values for {slots}; an empty one drops the part of the phrase it stands in."""
    language = moment.language
    slots = {"name": name_of(topic, content, language)}
    if topic.kind == "facility":
        slots["where"] = content.facilities[topic.id].where[language]
    if topic.kind == "elsewhere":
        slots["where"] = content.elsewhere[topic.id].where[language]
    department = department_of(topic, content)
    if department is not None:
        slots |= _office_slots(department, content, moment)
    if topic.kind == "service":
        slots |= _service_slots(content.services[topic.id], content, moment)
    return slots


def _office_slots(department: Department, content: Content, moment: Moment) -> dict[str, str]:
    say = _sayer(content, moment)
    state = state_at(department.hours, moment.calendar, moment.now)
    today = department.hours.on(moment.now.date(), moment.calendar)
    return {
        "department": department.name[moment.language],
        "about": department.about[moment.language],
        "room": department.room,
        "floor": say(f"floor_{department.floor}", {}),
        "phone": department.phone,
        "hours": say("always_open", {}) if department.hours.always else _spans(today),
        "closes": say("closes_at", {"time": f"{state.closes:%H:%M}"}) if state.closes else "",
        "opens": _opens(state, content, moment),
        "holiday": state.holiday,
    }


def _opens(state: OpenState, content: Content, moment: Moment) -> str:
    """When a closed office opens; empty while it is open, or when nobody knows."""
    if state.opens is None:
        return ""
    say = _sayer(content, moment)
    days = (state.opens.date() - moment.now.date()).days
    phrase = {0: "opens_today", 1: "opens_tomorrow"}.get(days, "opens_day")
    day = content.phrases.by_language[moment.language].days[state.opens.weekday()]
    if days > 6:
        day = f"{day}, {state.opens:%d.%m.}"
    return say(phrase, {"day": day, "time": f"{state.opens:%H:%M}"})


def _service_slots(service: Service, content: Content, moment: Moment) -> dict[str, str]:
    say = _sayer(content, moment)
    papers = service.papers[moment.language]
    rest = len(papers) - SPOKEN_PAPERS
    spoken = join(papers[:SPOKEN_PAPERS], content, moment.language) if papers else ""
    department = content.departments[service.department]
    state = state_at(department.hours, moment.calendar, moment.now)
    instead = service.online and not state.open
    return {
        "instead": say("online_instead", {}) if instead else "",
        "papers": spoken,
        "rest": say("papers_rest", {"count": str(rest)}) if rest > 0 else "",
        "to_bring": say("papers_count", {"count": str(len(papers))}) if papers else "",
        "no_papers": "" if papers else say("papers_none", {}),
        "fee": service.fee[moment.language],
        "takes": service.takes.get(moment.language, ""),
        "about": service.about[moment.language],
        "online": service.online,
        "appointment": say("by_appointment", {}) if service.appointment else "",
    }


def join(words: tuple[str, ...], content: Content, language: str) -> str:
    """`a, b and c` in a language."""
    if len(words) < 2:
        return "".join(words)
    last = content.phrases.by_language[language].labels["and"]
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def facts_of(topic: Topic, content: Content, moment: Moment, way: str) -> tuple[Fact, ...]:
    """The whole answer for the screen; `way` is the way there in words, or empty."""
    language = moment.language
    labels = content.phrases.by_language[language].labels
    slots = slots_of(topic, content, moment)
    facts: list[Fact] = []

    def add(kind: str, label: str, *lines: str) -> None:
        if any(lines):
            facts.append(Fact(kind, labels[label], tuple(filter(None, lines))))

    department = department_of(topic, content)
    if department is not None:
        add("room", "room", f"{slots['department']}, {department.room}", slots["floor"])
    if topic.kind == "service":
        service = content.services[topic.id]
        add("papers", "papers", *(service.papers[language] or (labels["nothing"],)))
        add("fee", "fee", slots["fee"])
        add("duration", "duration", slots["takes"])
        add("note", "appointment", slots["appointment"])
        add("online", "online", service.online)
    add("directions", "directions", slots.get("where", ""), way)
    if department is not None:
        add("hours", "hours", *_week(department, content, moment))
    return tuple(facts)


def _week(department: Department, content: Content, moment: Moment) -> list[str]:
    phrases = content.phrases.by_language[moment.language]
    if department.hours.always:
        return [_sayer(content, moment)("always_open", {})]
    lines = [
        f"{phrases.days[i]} {_spans(department.hours.week.get(day, ()))}"
        for i, day in enumerate(DAYS)
        if department.hours.week.get(day)
    ]
    opens = _opens(state_at(department.hours, moment.calendar, moment.now), content, moment)
    return [f"{phrases.labels['closed']} – {opens}", *lines] if opens else lines


def _spans(spans: tuple[Span, ...]) -> str:
    return ", ".join(str(span).replace("-", "–") for span in spans)


def _sayer(content: Content, moment: Moment) -> Callable[[str, Mapping[str, str]], str]:
    def say(phrase: str, values: Mapping[str, str]) -> str:
        return content.phrases.say(phrase, moment.language, values, easy=moment.easy)

    return say
