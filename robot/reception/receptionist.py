"""The only brain: `step(event, now) -> commands`. No ROS, files, clocks, threads or sound."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from robot.core.commands import CallStaff, Command, Show
from robot.core.events import (
    BatteryAt,
    Event,
    GoalEnded,
    HardToHear,
    Heard,
    Hearing,
    Order,
    Ordered,
    PathAhead,
    PeopleSeen,
    RobotAt,
    SpeechEnded,
    Stopped,
    Tick,
    TouchAction,
    Touched,
)
from robot.core.ports import Understanding
from robot.dialogue.flow import State
from robot.reception.content import House
from robot.reception.context import Context, ReceptionSettings
from robot.reception.duty import Duty, Rest
from robot.reception.ears import Ears, Reading
from robot.reception.engagement import Attention
from robot.reception.interpret import Understood
from robot.reception.mouth import Mouth
from robot.reception.patience import Patience, Turn
from robot.reception.screen import screen
from robot.reception.talking import Talking
from robot.reception.touches import Touches
from robot.reception.walks import Walks

MOST_PASSED = 8
"""States passed through in one step at most; the flow's laws keep real ones far below."""


class Receptionist:
    """Receives visitors, one at a time."""

    def __init__(
        self,
        house: House,
        understanding: Understanding,
        utc_at: Callable[[float], datetime],
        new_id: Callable[[], str],
        settings: ReceptionSettings | None = None,
    ) -> None:
        """Ready and idle.

        `utc_at` tells the aware UTC time of a moment on the robot's clock; `new_id` makes a visit's
        random id.
        """
        self._settings = settings or ReceptionSettings()
        self._context = Context(house, utc_at)
        self._attention = Attention(self._settings.greeting)
        self._mouth = Mouth(self._settings.talk)
        self._patience = Patience()
        self._duty = Duty(house.places, self._settings.duty, self._settings.escort)
        self._walks = Walks(self._context, self._attention, self._settings.escort)
        self._talking = Talking(
            self._context,
            self._attention,
            self._mouth,
            self._patience,
            self._walks,
            self._duty,
            new_id,
            self._settings.talk,
        )
        self._ears = Ears(self._talking, understanding, self._settings)
        self._touches = Touches(self._talking, self._ears)
        self._next: tuple[House, Understanding] | None = None
        self._shown: Show | None = None

    @property
    def state(self) -> State:
        """Where the talk is."""
        return self._talking.state

    @property
    def last_reading(self) -> Reading | None:
        """What the last utterance was taken for; None before the first."""
        return self._ears.last

    def use(self, house: House, understanding: Understanding) -> None:
        """Work with new content; a talk under way ends on the content it began with."""
        self._next = (house, understanding)

    def step(self, event: Event, now_s: float) -> tuple[Command, ...]:
        """Take in what happened, and say what to do, in order."""
        context = self._context
        context.now_s = max(context.now_s, now_s)
        self._talking.out = []
        if self._talking.state.rest and self._next is not None:
            self._swap(*self._next)
        self._mouth_and_world(event)
        self._take(event)
        self._pass_time()
        self._settle()
        return tuple(self._talking.out)

    def close(self, now_s: float) -> tuple[Command, ...]:
        """The program ends: the record of a visit under way, as it stands."""
        self._context.now_s = max(self._context.now_s, now_s)
        self._talking.out = []
        self._talking.end_visit()
        return tuple(self._talking.out)

    def _mouth_and_world(self, event: Event) -> None:
        """What changes knowledge only."""
        context, now_s = self._context, self._context.now_s
        was_speaking = self._mouth.speaking
        self._mouth.tick(now_s)
        if isinstance(event, SpeechEnded):
            self._mouth.ended(event, now_s)
        if was_speaking and not self._mouth.speaking and not self._patience.warned:
            self._patience.enter(self._talking.state, now_s)
        if isinstance(event, RobotAt):
            context.robot = event.pose
        elif isinstance(event, BatteryAt):
            self._duty.battery(event, now_s)
            context.reach_m = self._duty.energy.reach_m
        elif isinstance(event, Stopped):
            self._stopped(event)
        elif isinstance(event, Ordered):
            self._duty.order(event.order, now_s)
            context.out_of_duty = self._duty.out_of_duty
        elif isinstance(event, PathAhead):
            self._walks.plan(event.points)
        elif isinstance(event, PeopleSeen):
            self._attention.see(event.people, context.robot, now_s)
            self._walks.see(event.people, now_s)
        context.greeted = self._attention.anybody_greeted(now_s)

    def _stopped(self, event: Stopped) -> None:
        """Astray outside of a walk, staff are called at once; a walk ends by itself."""
        context, talking = self._context, self._talking
        was_astray, context.stopped = context.astray, event
        if context.astray and not was_astray and not talking.state.walk:
            talking.announce("astray")
            talking.out.append(CallStaff("astray"))

    def _take(self, event: Event) -> None:
        """What means something to the talk."""
        if self._duty.out_of_duty and self._talking.state.rest:
            event = Tick() if isinstance(event, Heard | Hearing | Touched) else event
        if isinstance(event, Heard):
            self._ears.heard(event)
        elif isinstance(event, Hearing):
            self._ears.hearing(event)
        elif isinstance(event, HardToHear):
            self._ears.hard_to_hear(event)
        elif isinstance(event, Touched):
            self._touches.touched(event)
        elif isinstance(event, Ordered) and event.order is Order.HOME:
            self._touches.touched(Touched(TouchAction.INTENT, "goodbye"))
        elif isinstance(event, GoalEnded):
            self._talking.follow(self._walks.goal_ended(event))
            self._duty.goal_ended(event, self._context.now_s)
        if isinstance(event, PeopleSeen | RobotAt | Tick):
            self._talking.follow(self._walks.step())

    def _pass_time(self) -> None:
        talking, now_s = self._talking, self._context.now_s
        if talking.state.rest:
            if self._attention.newcomer(self._duty.on_the_way, now_s) and not self._duty.asleep:
                talking.fire(Understood("came"))
        elif not talking.state.walk and self._attention.has_left(now_s):
            talking.out += self._mouth.hush(now_s)
            talking.fire(Understood("left"))
        elif self._mouth.speaking and not talking.state.walk and self._attention.came_closer():
            talking.out += self._mouth.hush(now_s)
            self._patience.enter(talking.state, now_s)
        if self._mouth.speaking and not self._patience.warned:
            return
        turn = self._patience.look(now_s)
        if turn is Turn.WARN:
            talking.warn()
        elif turn is Turn.OVER:
            talking.fire(Understood("timed_out"))

    def _settle(self) -> None:
        """Pass through states that wait for nothing; then ears, way home and screen."""
        talking, now_s = self._talking, self._context.now_s
        for _ in range(MOST_PASSED):
            silent = not self._mouth.speaking
            if silent and talking.fire(Understood("said")):
                continue
            home = talking.state.rest and self._duty.at_home(self._context.robot, now_s)
            if not (home and talking.fire(Understood("home_reached"))):
                break
        state = talking.state
        if state.rest:
            self._be_on_duty()
        awake = state.rest and not self._duty.asleep
        listen = state.listen or (awake and self._attention.engaged_again(now_s))
        talking.out += self._mouth.listen(listen, self._context.language, now_s)
        shown = screen(self._context, state, self._mouth, self._patience, talking.farewell)
        if shown != self._shown:
            self._shown = shown
            talking.out.append(shown)

    def _be_on_duty(self) -> None:
        context, talking = self._context, self._talking
        rest = Rest(
            context.robot,
            self._walks.people_now(),
            not self._mouth.speaking,
            context.hour(),
            context.astray,
        )
        doing = self._duty.step(rest, context.now_s)
        talking.out += doing.commands
        if doing.phrase:
            talking.announce(doing.phrase)

    def _swap(self, house: House, understanding: Understanding) -> None:
        self._next = None
        self._context.use(house)
        self._duty.use(house.places)
        self._talking.use(house)
        self._ears.use(understanding)
