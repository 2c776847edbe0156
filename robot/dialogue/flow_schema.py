"""Faults in flow.yaml - the form is right, but the talk would get stuck - and the Flow it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from robot.dialogue.files import Files
from robot.dialogue.flow import Flow, State, Transition
from robot.dialogue.flow_laws import note_broken_laws
from robot.dialogue.spots import Read, Spot, did_you_mean


def note_flow_faults(files: Files) -> None:
    """Unknown states, blocks and phrases; then the laws of the flow, once it holds together."""
    if "flow.yaml" not in files:
        return
    read = files["flow.yaml"]
    states = read.values.get("states", {})
    before = len(read.spot.problems)
    start = read.values.get("start")
    if start is not None and start not in states:
        read.spot.at("start").fault(start, "a state", did_you_mean(start, states))
    phrases = _phrases(files)
    for name, on in read.values.get("shared", {}).items():
        _note_names(on, read.spot.at("shared").at(name), states, phrases)
    for name, state in states.items():
        spot = read.spot.at("states").at(name)
        _note_names(state.get("on", {}), spot.at("on"), states, phrases)
        _note_phrases(state.get("say", ()), spot.at("say"), phrases)
        for block in state.get("with", ()):
            if block not in read.values.get("shared", {}):
                hint = did_you_mean(block, read.values.get("shared", {}))
                spot.at("with").fault(block, "a block of shared", hint)
    own = any(problem.file == read.spot.source.file for problem in read.spot.problems)
    if len(read.spot.problems) == before and not own:
        _note_laws(read)


def _phrases(files: Files) -> set[str]:
    known: set[str] = set()
    for name, read in files.items():
        if name.startswith("phrases/"):
            known |= read.values.get("say", {}).keys()
    return known


def _note_names(
    on: Mapping[str, Any], spot: Spot, states: Mapping[str, Any], phrases: set[str]
) -> None:
    for event, steps in on.items():
        for step in steps:
            to = step.get("to")
            if to is not None and to not in states:
                spot.at(event).fault(to, "a state", did_you_mean(to, states))
            _note_phrases(step.get("say", ()), spot.at(event), phrases)


def _note_phrases(said: tuple[str, ...], spot: Spot, phrases: set[str]) -> None:
    for phrase in said:
        if phrase not in phrases:
            hint = did_you_mean(phrase, phrases) or "add it to every file of phrases/"
            spot.fault(phrase, "a phrase of phrases/", hint)


def _note_laws(read: Read) -> None:
    flow = build_flow(read.values)
    note_broken_laws(flow, read.spot.at("states"))


def build_flow(values: Mapping[str, Any]) -> Flow:
    """The flow of checked values; a state's own answers come before the shared ones."""
    shared = values["shared"]
    states = {name: _state(name, one, shared) for name, one in values["states"].items()}
    return Flow(values["start"], states)


def _state(name: str, values: Mapping[str, Any], shared: Mapping[str, Any]) -> State:
    transitions = list(_transitions(values["on"]))
    for block in values.get("with", ()):
        transitions += _transitions(shared[block])
    return State(
        id=name,
        mood=values["mood"],
        say=values.get("say", ()),
        listen=values.get("listen", False),
        rest=values.get("rest", False),
        walk=values.get("walk", False),
        choices=values.get("choices", ()),
        wait_s=values.get("wait_s"),
        warn_s=values.get("warn_s", 20),
        transitions=tuple(transitions),
    )


def _transitions(on: Mapping[str, Any]) -> list[Transition]:
    return [
        Transition(
            event=event,
            to=step.get("to", ""),
            when=step.get("if", ()),
            unless=step.get("unless", ()),
            do=step.get("do", ()),
            say=step.get("say", ()),
        )
        for event, steps in on.items()
        for step in steps
    ]
