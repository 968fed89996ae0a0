"""The journey as the map draws it: which steps there are, which are done, and where somebody is now. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from modules.levels import Level

#: How many places the drawing has for stops, in each level and on the trail of a phone.
PLACES_ON_THE_MAP = 8
PLACES_ON_THE_TRAIL = 5


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    OPEN = "open"


class StretchState(StrEnum):
    REACHED = "reached"
    NOW = "now"
    OPEN = "open"
    LATER = "later"  # there is nothing to do yet


@dataclass(frozen=True)
class Running:
    """An attempt that was not finished."""

    attempt: object
    answered: int
    total: int


@dataclass(frozen=True)
class Module:
    """A published module."""

    key: str
    title: str
    level: Level
    minutes: int


@dataclass(frozen=True)
class Step:
    module: Module
    state: StepState
    place: int
    running: Running | None = None

    @property
    def minutes_left(self) -> int:
        """At the pace of the whole module, and at least one."""
        if not self.running:
            return self.module.minutes
        left = self.running.total - self.running.answered
        return max(1, round(self.module.minutes * left / self.running.total))

    @property
    def number(self) -> int:
        """The question that comes now, from 1."""
        return min(self.running.answered + 1, self.running.total) if self.running else 1


@dataclass(frozen=True)
class Stretch:
    """One level of the journey."""

    level: Level
    state: StretchState
    steps: tuple[Step, ...]
    reached_on: date | None
    language: str

    @property
    def level_name(self) -> str:
        return self.level.titles[self.language]

    @property
    def landscape(self) -> str:
        return self.level.landscapes[self.language]

    @property
    def promise(self) -> str:
        return self.level.promises[self.language]

    @property
    def look(self) -> str:
        """How its plate looks on the map."""
        return {StretchState.REACHED: "done", StretchState.NOW: "now", StretchState.OPEN: "open"}.get(
            self.state, "locked"
        )

    @property
    def done(self) -> int:
        return sum(step.state is StepState.DONE for step in self.steps)

    @property
    def to_do(self) -> int:
        return len(self.steps) - self.done

    @property
    def on_the_map(self) -> tuple[Step, ...]:
        return self.steps[:PLACES_ON_THE_MAP]

    @property
    def fits_the_trail(self) -> bool:
        return 0 < len(self.steps) <= PLACES_ON_THE_TRAIL

    @property
    def on_the_trail(self) -> list[tuple[int, Step]]:
        return [(trail_place(i, len(self.steps)), step) for i, step in enumerate(self.steps)]


@dataclass(frozen=True)
class Journey:
    stretches: tuple[Stretch, ...]
    #: The one thing to do next; none when everything is done, or there is nothing yet.
    next: Step | None

    @property
    def current(self) -> Stretch | None:
        """The level to show in steps: where the next step is, or else the last one that has any."""
        if self.next:
            return next(stretch for stretch in self.stretches if stretch.level is self.next.module.level)
        return next((stretch for stretch in reversed(self.stretches) if stretch.steps), None)

    @property
    def is_empty(self) -> bool:
        return not any(stretch.steps for stretch in self.stretches)


def journey(
    modules: Sequence[Module],
    done: Iterable[str],
    reached: Mapping[Level, date],
    running: Mapping[str, Running],
    asked: Sequence[str] = (),
    language: str = "nl",
) -> Journey:
    """The whole journey. `modules` are in order; `asked` are the keys of those that a duty asks for, soonest first."""
    done = frozenset(done)
    here = next_module([module for module in modules if module.key not in done], running, asked)
    stretches = []
    for level in Level:
        own = [module for module in modules if module.level is level]
        steps = tuple(
            Step(module, _state(module, done, here), place(i, len(own)), running.get(module.key))
            for i, module in enumerate(own)
        )
        reached_on = reached.get(level)
        stretches.append(Stretch(level, _stretch_state(steps, reached_on), steps, reached_on, language))
    now = (step for stretch in stretches for step in stretch.steps if step.state is StepState.NOW)
    return Journey(tuple(stretches), next(now, None))


def next_module(to_do: Sequence[Module], running: Mapping[str, Running], asked: Sequence[str]) -> Module | None:
    """What was begun comes first, then what is asked soonest, then the order of the journey."""
    by_key = {module.key: module for module in to_do}
    for key in (*running, *asked):
        if key in by_key:
            return by_key[key]
    return min(to_do, key=lambda module: module.level.number) if to_do else None


def place(index: int, count: int, places: int = PLACES_ON_THE_MAP) -> int:
    """In which of the places along the path, from 1, this stop stands, so that few are spread evenly."""
    return int((index + 0.5) * places / min(max(count, 1), places)) + 1


def trail_place(index: int, count: int) -> int:
    return place(index, count, PLACES_ON_THE_TRAIL)


def _state(module: Module, done: frozenset[str], here: Module | None) -> StepState:
    if module is here:
        return StepState.NOW
    return StepState.DONE if module.key in done else StepState.OPEN


def _stretch_state(steps: Sequence[Step], reached_on: date | None) -> StretchState:
    if any(step.state is StepState.NOW for step in steps):
        return StretchState.NOW
    if reached_on:
        return StretchState.REACHED
    return StretchState.OPEN if steps else StretchState.LATER
