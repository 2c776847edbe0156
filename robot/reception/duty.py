"""What the robot does between visits: stand at its base, charge, rest at night."""

from __future__ import annotations

from dataclasses import dataclass

from robot.core.commands import CallStaff, Command, GoTo, LimitSpeed, StopMoving
from robot.core.escort_settings import EscortSettings
from robot.core.events import BatteryAt, GoalEnded, GoalOutcome, Order, Person
from robot.core.geometry import Pose2D, distance, wrap_angle
from robot.core.talk_settings import DutySettings
from robot.guiding.passage import Passage, Way
from robot.guiding.places import BASE, DOCK, Places
from robot.reception.energy import Energy

AT_PLACE_M = 0.45
AT_PLACE_RAD = 0.5
"""Nearer than this, and turned as it should be, it is there: its back to the hall greets nobody."""
_WAY_HOME_TRIES = 3
"""Staff are called when so many ways home in a row have failed, as asking is of no use then ..."""
_CONTACT_TRIES = 3
"""... or when so many times in a row the dock gave no current."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A moment between visits."""

    robot: Pose2D | None
    people: tuple[Person, ...] | None
    """None: not known now."""
    silent: bool
    """Nothing is being said."""
    hour: float
    """Of the day, 0 to 24, the town's time."""
    astray: bool
    """The robot does not know where it is."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What to do, and what to say to whoever is near."""

    commands: tuple[Command, ...] = ()
    phrase: str = ""


class Duty:
    """The way home, the battery, the night."""

    def __init__(self, places: Places, settings: DutySettings, escort: EscortSettings) -> None:
        self._places = places
        self._settings = settings
        self._escort = escort
        self._passage = Passage(escort)
        self._drives = 0
        self._goal_id = ""
        self._place = BASE
        """Where the last drive went."""
        self._goal_until_s = 0.0
        self._next_try_s = -float("inf")
        self._rest_since_s = 0.0
        self._failures = 0
        self._redock = False
        """Leaves the dock to come back to it: its contacts did not touch."""
        self._no_current_since_s: float | None = None
        self._contacts_failed = 0
        self._call: CallStaff | None = None
        self.energy = Energy(settings)
        self.needs_charge = False
        """Too little battery for the longest walk, until it is charged enough."""
        self.asleep = False
        """Outside of the hours of duty: greets nobody, but who touches it is served."""
        self.out_of_duty = False
        """By order, until the order to receive again: greets and serves nobody, rests."""

    def use(self, places: Places) -> None:
        """Work with this map from now on."""
        self._places = places

    def battery(self, event: BatteryAt, now_s: float) -> None:
        """News of the battery."""
        self.energy.note(event, now_s)
        if self.energy.reach_m < self._longest_m:
            self.needs_charge = True
        elif event.fraction >= self._settings.battery_enough:
            self.needs_charge = False
        if event.charging or self.energy.full:
            self._contacts_failed, self._no_current_since_s = 0, None

    @property
    def _longest_m(self) -> float:
        """To the farthest place, about."""
        base = self._places.base
        ways = (distance(base, one.pose) for one in self._places if one.pose is not None)
        return 1.4 * max(ways, default=0.0)

    def begin_rest(self, now_s: float) -> None:
        """A visit is over."""
        self._rest_since_s = now_s
        self._next_try_s = -float("inf")

    def order(self, order: Order, now_s: float) -> None:
        """An order from the panel."""
        if order is not Order.HOME:
            self.out_of_duty = order is Order.OUT_OF_DUTY
        self._rest_since_s = min(self._rest_since_s, now_s - self._settings.rest_before_home_s)
        self._next_try_s = -float("inf")

    def end_rest(self) -> tuple[Command, ...]:
        """Somebody wants something: stand still."""
        self._redock = False
        if not self._goal_id:
            return ()
        self._goal_id = ""
        return (StopMoving(),)

    @property
    def on_the_way(self) -> bool:
        """Drives somewhere, or is held up there."""
        return bool(self._goal_id)

    def at_home(self, robot: Pose2D | None, now_s: float) -> bool:
        """Whether it stands where it should; without a known pose it stays where it is."""
        if robot is None:
            return True
        target = self._places.pose(self._target(now_s))
        turned = abs(wrap_angle(robot.yaw - target.yaw))
        return distance(robot, target) <= AT_PLACE_M and turned <= AT_PLACE_RAD

    def _target(self, now_s: float) -> str:
        """Place id of where it should be."""
        if DOCK not in self._places or self._redock:
            return BASE
        idle = now_s - self._rest_since_s >= self._settings.top_up_after_s
        charge = self.energy.charge
        low = charge is not None and charge < self._settings.top_up_below
        tops_up = idle and (low or (self.energy.charging and not self.energy.full))
        return DOCK if self.needs_charge or self.asleep or tops_up else BASE

    def goal_ended(self, event: GoalEnded, now_s: float) -> None:
        """A drive has ended."""
        if event.goal_id != self._goal_id:
            return
        self._goal_id = ""
        failed = "not_docking" if self._place == DOCK else "stuck"
        # Also after arriving: the pose known now is a little older than the arrival.
        self._next_try_s = now_s + self._settings.home_retry_s
        if event.outcome is GoalOutcome.REACHED:
            self._failures = 0
            if self._redock:
                self._redock, self._next_try_s = False, now_s
            return
        self._redock = False
        self._failures += 1
        if self._failures == _WAY_HOME_TRIES:
            self._call = CallStaff(failed)

    def step(self, rest: Rest, now_s: float) -> Doing:
        """Drive home when it is time, and take care on the way."""
        self.asleep = self.out_of_duty or not self._is_day(rest.hour)
        if self._goal_id and now_s > self._goal_until_s:
            self._goal_id = ""
        called, self._call = self._call, None
        calls: tuple[Command, ...] = (called,) if called else ()
        if rest.astray:
            stop, self._goal_id = bool(self._goal_id), ""
            return Doing((*calls, StopMoving()) if stop else calls)
        if self._goal_id:
            return self._under_way(rest, calls, now_s)
        if self.at_home(rest.robot, now_s):
            calls += self._watch_contact(rest.robot, now_s)
        return Doing((*calls, *self._set_off(rest, now_s)))

    def _is_day(self, hour: float) -> bool:
        begins, ends = self._settings.day_begins_h, self._settings.day_ends_h
        if begins <= ends:
            return begins <= hour < ends
        return hour >= begins or hour < ends  # a day that goes on past midnight

    def _under_way(self, rest: Rest, calls: tuple[Command, ...], now_s: float) -> Doing:
        """A crowd is waited out, and who stands in the way is asked."""
        if rest.robot is None or rest.people is None:
            return Doing(calls)
        held = self._passage.held
        passing = self._passage.look(rest.robot, rest.people, not held, now_s)
        if passing.news is Way.CROWDED:
            return Doing((*calls, LimitSpeed(0.0)), "crowded")
        if passing.news is Way.OPEN:
            return Doing((*calls, LimitSpeed(self._escort.home_speed_mps)))
        asks = passing.news is Way.ASK and self._failures < _WAY_HOME_TRIES
        return Doing(calls, "make_way" if asks else "")

    def _watch_contact(self, robot: Pose2D | None, now_s: float) -> tuple[Command, ...]:
        """In the dock without current: leave it and come again; then staff must look."""
        docked = robot is not None and self._target(now_s) == DOCK
        if not docked or self.energy.charging or self.energy.full or self.energy.charge is None:
            self._no_current_since_s = None
            return ()
        if self._no_current_since_s is None or now_s < self._no_current_since_s:
            self._no_current_since_s = now_s
        if now_s - self._no_current_since_s < self._settings.contact_s:
            return ()
        self._no_current_since_s = None
        self._contacts_failed += 1
        self._redock, self._next_try_s = True, now_s
        return (CallStaff("not_charging"),) if self._contacts_failed == _CONTACT_TRIES else ()

    def _set_off(self, rest: Rest, now_s: float) -> tuple[Command, ...]:
        if self.at_home(rest.robot, now_s) or now_s < self._next_try_s or not rest.silent:
            return ()
        if now_s - self._rest_since_s < self._settings.rest_before_home_s:
            return ()
        place = self._place = self._target(now_s)
        self._passage = Passage(self._escort)
        self._drives += 1
        self._goal_id = f"home-{self._drives}"
        deadline_s = self._settings.home_deadline_s
        self._goal_until_s = now_s + 1.2 * deadline_s
        return (
            LimitSpeed(self._escort.home_speed_mps),
            GoTo(self._goal_id, place, self._places.pose(place), deadline_s),
        )
