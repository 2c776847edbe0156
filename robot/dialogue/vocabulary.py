"""The fixed words that YAML may use: it can name nothing that does not stand here."""

from __future__ import annotations

INTENTS = (
    "greet", "goodbye", "thanks", "yes", "no", "repeat", "slower", "louder", "help", "stop",
    "cancel", "back", "change_language", "call_staff", "opening_hours", "waiting_time",
    "papers_needed", "fee", "online_service", "who_are_you", "small_talk", "selfie",
    "rating_good", "rating_bad", "out_of_scope",
)  # fmt: skip
"""Things said to the robot itself; out_of_scope is a clear request that no department serves."""

REACTIONS = (
    "greet", "goodbye", "thanks", "yes", "no", "repeat", "slower", "louder", "stop", "cancel",
    "back", "who_are_you", "small_talk", "selfie", "rating_good", "rating_bad",
)  # fmt: skip
"""Intents that are no wish: nobody is asked "do you mean the toilet or hello?"."""

TONES = ("rude", "child")
"""Events: how something was said that asks for nothing; the words stand in the phrases files."""

ORDINALS = ("first", "second")
"""Which of two that the robot asks between; the words stand in the phrases files."""

MEANINGS = ("service", "department", "facility", "elsewhere", "unsure", "unclear")
"""Events: what an utterance turned out to be, besides the intents."""

ESCORT_EVENTS = (
    "escort_waits", "escort_asks", "escort_searches", "escort_goes_on", "escort_changed",
    "escort_obstructed", "escort_crowded", "escort_turns_left", "escort_turns_right",
    "escort_arrived", "escort_lost", "escort_blocked", "escort_no_path", "escort_timed_out",
    "escort_astray", "escort_failed",
)  # fmt: skip
"""Events: news of a walk."""

ESCORT_ENDS = ESCORT_EVENTS[9:]
"""Those after which there is no walk any more."""

EVENTS = (
    "came", "left", "wake", "timed_out", "said", "home_reached", *MEANINGS, *TONES, *ESCORT_EVENTS,
    *INTENTS,
)  # fmt: skip
"""All events of flow.yaml. `said`: the robot has finished speaking. `came`, `left`: the visitor."""

GUARDS = {
    "can_lead": "the robot can drive there now: a place with a pose, enough battery, not astray",
    "upstairs": "the place is on another floor, reached by the lift",
    "has_topic": "the talk is about something already",
    "has_service": "the talk is about a service",
    "has_department": "the talk is about a department",
    "has_facility": "the talk is about something in the house",
    "has_elsewhere": "the talk is about what another authority does",
    "has_office": "the talk is about a service or a department",
    "has_online": "the service can be had online",
    "has_next": "the visitor named a second need that is still open",
    "failed_twice": "two utterances in a row were not understood",
    "greeted": "whoever is here has been greeted already",
}
"""What a transition may depend on; on `service` and the like, the topic is the one just named."""

ACTIONS = {
    "take_topic": "what was just understood becomes what the talk is about",
    "take_next": "the second need becomes what the talk is about",
    "drop_topic": "the talk is about nothing any more",
    "repeat": "say the last answer again",
    "slower": "speak slower from now on and say the last answer again",
    "louder": "speak louder from now on and say the last answer again",
    "pause_escort": "stand and keep the goal",
    "resume_escort": "drive on",
    "call_staff": "ask a person to come, with what the visitor wants",
    "give_up": "note that the robot could not help",
    "rate_good": "note a good rating",
    "rate_bad": "note a bad rating",
}
"""What a transition may do. Beginning and ending visits and walks is no action: the states say it
(`rest`, `walk`), so that no transition can forget it."""

CHOICE_LISTS = ("candidates", "departments", "facilities", "next", "languages")
"""Buttons from content: the two candidates, all departments or facilities, the second need ..."""

TOUCHABLE = tuple(intent for intent in INTENTS if intent != "out_of_scope")
"""Intents that a button may stand for."""

SLOTS = (
    "robot", "town", "town_hall", "name", "department", "room", "floor", "papers", "fee", "takes",
    "hours", "opens", "closes", "holiday", "where", "about", "first", "second", "next", "phone",
    "time", "day", "count", "online", "appointment", "rest", "instead",
    "turn", "metres", "side", "legs", "to_bring", "no_papers",
)  # fmt: skip
"""What a phrase may put in: {name} and so on; an empty slot drops the [part] it stands in."""

CODE_PHRASES = (
    "greeting", "notice", "not_heard", "too_quiet", "too_loud", "still_there", "make_way",
    "crowded", "astray", "floor_0", "opens_today", "opens_tomorrow", "opens_day",
    "closes_at", "always_open", "papers_rest", "papers_count", "papers_none",
    "by_appointment", "way_upstairs", "way_here",
    "way_from_base", "way_to_lift", "way_start", "way_leg", "turn_left", "turn_right",
    "turn_straight", "turn_round", "side_left", "side_right", "side_ahead", "papers", "fee",
    "hours", "online", "not_online", "waiting_time_service", "online_instead",
)  # fmt: skip
"""Phrases that the program itself uses, besides those that flow.yaml names. `greeting` is said to
nobody twice; `notice` (an automatic system) comes first where a visit starts without a greeting."""

LABELS = ("room", "papers", "fee", "hours", "duration", "online", "directions", "note", "and",
          "closed", "appointment", "nothing", "lift")  # fmt: skip
"""Words for the lines on the screen."""

MOODS = ("idle", "listening", "thinking", "speaking", "driving", "waiting", "stopped")

EASY_SUFFIX = "-easy"
"""Phrases in easy language stand in `phrases/<language>-easy.yaml`."""

LEAST_WARNING_S = 20.0
"""WCAG 2.2.1: at least so long to ask for more time."""
MOST_EXTENSIONS = 10
"""WCAG 2.2.1: more time can be had at least so often."""
