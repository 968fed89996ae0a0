"""The rule: how one person stands for one requirement on one day. Pure; nothing here knows Django.

Everything on a screen about "done", "due" and "overdue" comes from `standing()`. The facts it used
come back as `because`, so that every status can answer "why?". All days are inclusive.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

FOREVER = date.max
DUE_SOON = timedelta(days=30)
ONE_DAY = timedelta(days=1)


class State(StrEnum):
    NOT_IN_SCOPE = "out"
    OPEN = "open"
    STARTED = "started"
    DUE_SOON = "soon"
    OVERDUE = "overdue"
    DONE = "done"
    RENEWAL_OPEN = "renewal"
    EXPIRED = "expired"
    EXEMPT = "exempt"
    PAUSED = "paused"


#: Which of these states is "this person has what is asked".
MET = frozenset({State.DONE, State.RENEWAL_OPEN})
#: Which are "this person does not count now".
NOT_COUNTED = frozenset({State.NOT_IN_SCOPE, State.EXEMPT, State.PAUSED})
#: Which are "too late".
LATE = frozenset({State.OVERDUE, State.EXPIRED})


class Clock(StrEnum):
    """What the due date is counted from."""

    NONE = "none"  # voluntary: never due
    FIXED = "fixed"  # one date for everybody
    JOINING = "joining"  # days after the first day at work
    APPOINTMENT = "appointment"  # days after coming into the audience
    CHANGE = "change"  # days after a change of function
    PUBLICATION = "publication"  # days after the content came out


@dataclass(frozen=True, slots=True)
class Period:
    starts_on: date
    ends_on: date | None = None

    def includes(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def last(self) -> date:
        return self.ends_on or FOREVER


@dataclass(frozen=True, slots=True)
class Placement:
    """A post, as far as duties care."""

    period: Period
    unit_path: str
    role: str
    function_group: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    activity: int
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one person. Exemptions are those for the requirement in question."""

    started_on: date
    left_on: date | None = None
    engagement: str = "staff"
    placements: tuple[Placement, ...] = ()
    absences: tuple[Period, ...] = ()
    exemptions: tuple[Period, ...] = ()
    completions: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a requirement is for; an empty field sets no condition."""

    unit_paths: tuple[str, ...] = ()
    engagement: str = ""
    roles: frozenset[str] = frozenset()
    function_groups: frozenset[str] = frozenset()

    def holds(self, placement: Placement) -> bool:
        return (
            (not self.unit_paths or placement.unit_path.startswith(self.unit_paths))
            and (not self.roles or placement.role in self.roles)
            and (not self.function_groups or placement.function_group in self.function_groups)
        )


@dataclass(frozen=True, slots=True)
class Option:
    """An activity that fulfils a part, for whom it is meant and since when it can be done."""

    activity: int
    available_from: date
    unit_paths: tuple[str, ...] = ()

    def meant_for(self, placements: Iterable[Placement]) -> bool:
        return not self.unit_paths or any(p.unit_path.startswith(self.unit_paths) for p in placements)


@dataclass(frozen=True, slots=True)
class Part:
    """What must be completed: any of the options, so many times.

    With `new_each_time`, playing the same one again counts only when there is nothing new left.
    """

    options: tuple[Option, ...]
    times: int = 1
    new_each_time: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """A requirement, as far as the rule cares."""

    parts: tuple[Part, ...]
    in_force_from: date
    in_force_until: date | None = None
    audience: Audience = field(default_factory=Audience)
    clock: Clock = Clock.NONE
    days: int = 0
    fixed_on: date | None = None
    valid_months: int | None = None
    renewal_days: int = 30
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Because:
    """One fact that a standing rests on: a code and its day or number."""

    code: str
    day: date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    state: State
    opens_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    valid_until: date | None = None
    #: The next day on which time alone can change any of this.
    recheck_on: date | None = None
    because: tuple[Because, ...] = ()
    #: Positions of the parts that still need doing.
    missing: tuple[int, ...] = ()


def standing(duty: Duty, facts: Facts, on: date) -> Standing:
    """Where this person stands for this duty on that day."""
    turns = _Turns(on)
    found = _standing(duty, facts, on, turns)
    return Standing(
        state=found.state,
        opens_on=found.opens_on,
        due_on=found.due_on,
        done_on=found.done_on,
        valid_until=found.valid_until,
        recheck_on=turns.next,
        because=found.because,
        missing=found.missing,
    )


def _standing(duty: Duty, facts: Facts, on: date, turns: "_Turns") -> Standing:
    turns.at(duty.in_force_from)
    turns.after(duty.in_force_until)
    turns.at(facts.started_on)
    turns.after(facts.left_on)
    for placement in facts.placements:
        turns.around(placement.period)
    if not _in_force(duty, on):
        return Standing(State.NOT_IN_SCOPE, because=(Because("not_in_force", duty.in_force_from),))
    scope = _scope(duty, facts, on)
    if scope is None:
        return Standing(State.NOT_IN_SCOPE, because=(Because("not_meant_for"),))

    here = [p for p in facts.placements if p.period.includes(on)]
    results = [_result(part, duty, facts, here, on, turns) for part in duty.parts]
    counted = [(n, r) for n, r in enumerate(results) if r is not None]
    if not counted:
        return Standing(State.NOT_IN_SCOPE, because=(Because("nothing_to_do_yet"),))

    start = max(scope, duty.in_force_from)
    facts_used = [Because("in_scope_since", start)]
    missing = tuple(n for n, r in counted if not r.valid_on(on))
    if not missing:
        return _met(duty, start, [r for _, r in counted], on, turns, facts_used)

    for exemption in facts.exemptions:
        turns.around(exemption)
    if exempt := _covering(facts.exemptions, on):
        facts_used.append(Because("exempt_until", exempt.ends_on))
        return Standing(State.EXEMPT, start, because=tuple(facts_used), missing=missing)
    for absence in facts.absences:
        turns.around(absence)
    if away := _covering(facts.absences, on):
        facts_used.append(Because("away_until", away.ends_on))
        return Standing(State.PAUSED, start, because=tuple(facts_used), missing=missing)
    return _unmet(duty, facts, start, [results[n] for n in missing], counted, missing, on, turns, facts_used)


def _met(duty, start, results, on, turns, facts_used) -> Standing:
    done_on = max(r.done_on for r in results)
    facts_used.append(Because("done_on", done_on))
    valid_until = min((r.valid_until for r in results), default=FOREVER)
    if valid_until == FOREVER:
        return Standing(State.DONE, start, done_on=done_on, because=tuple(facts_used))
    opens_on = valid_until - timedelta(days=duty.renewal_days)
    turns.at(opens_on)
    turns.after(valid_until)
    facts_used.append(Because("valid_until", valid_until))
    state = State.RENEWAL_OPEN if on >= opens_on else State.DONE
    return Standing(state, opens_on, valid_until, done_on, valid_until, because=tuple(facts_used))


def _unmet(duty, facts, start, unmet, counted, missing, on, turns, facts_used) -> Standing:
    begun = len(missing) < len(counted) or any(r.passes for r in unmet)
    calm = State.STARTED if begun else State.OPEN
    dues = [due for due in (_due(duty, facts, start, r) for r in unmet) if due]
    if not dues:
        return Standing(calm, start, because=tuple(facts_used), missing=missing)
    due = min(dues, key=lambda d: d.day)
    if due.lapsed_on:
        facts_used.append(Because("was_valid_until", due.lapsed_on))
    if due.paused_days:
        facts_used.append(Because("paused_days", number=due.paused_days))
    facts_used.append(Because("due_on", due.day))
    late_from = due.day + timedelta(days=duty.grace_days) + ONE_DAY
    soon_from = due.day - DUE_SOON
    turns.at(soon_from)
    turns.at(late_from)
    if on >= late_from:
        state = State.EXPIRED if due.lapsed_on else State.OVERDUE
    elif on >= soon_from:
        state = State.DUE_SOON
    else:
        state = calm
    return Standing(state, start, due.day, because=tuple(facts_used), missing=missing)


# --- Scope ------------------------------------------------------------------------------------


def _in_force(duty: Duty, on: date) -> bool:
    return duty.in_force_from <= on and (duty.in_force_until is None or on <= duty.in_force_until)


def _scope(duty: Duty, facts: Facts, on: date) -> date | None:
    """Since when this person has been in the audience without a break; None when not."""
    if facts.left_on is not None and on > facts.left_on:
        return None
    if duty.audience.engagement and facts.engagement != duty.audience.engagement:
        return None
    inside = [p.period for p in facts.placements if duty.audience.holds(p) and p.period.starts_on <= on]
    if not any(period.includes(on) for period in inside):
        return None
    since = _unbroken(inside, on)
    if duty.clock is not Clock.CHANGE:
        return since
    changes = _changes(facts.placements, on)
    return max(changes) if changes else None


def _unbroken(periods: Sequence[Period], on: date) -> date:
    """The first day of the run of periods, without a gap, that reaches `on`."""
    start = on
    for period in sorted(periods, key=lambda p: p.last, reverse=True):
        if period.starts_on <= start <= _day_after(period.last):
            start = period.starts_on
    return start


def _changes(placements: Sequence[Placement], on: date) -> list[date]:
    """The days on which somebody who already worked here got another post."""
    starts = sorted(p.period.starts_on for p in placements if p.period.starts_on <= on)
    return [day for day in starts[1:] if day > starts[0]]


def _covering(periods: Sequence[Period], on: date) -> Period | None:
    covering = [p for p in periods if p.includes(on)]
    return max(covering, key=lambda p: p.last) if covering else None


# --- Parts ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Result:
    available_from: date
    passes: tuple[date, ...] = ()
    done_on: date | None = None
    valid_until: date | None = None

    def valid_on(self, on: date) -> bool:
        return self.valid_until is not None and on <= self.valid_until


def _result(part: Part, duty: Duty, facts: Facts, here, on: date, turns: "_Turns") -> _Result | None:
    """How far this part is; None while there is nothing that could be asked."""
    meant = [option for option in part.options if option.meant_for(here)]
    for option in meant:
        turns.at(option.available_from)
    available = [option for option in meant if option.available_from <= on]
    passes = _passes(part, available, facts, on)
    if not available and not passes:
        return None
    available_from = min((option.available_from for option in available), default=duty.in_force_from)
    if len(passes) < part.times:
        return _Result(available_from, tuple(passes))
    done_on = passes[part.times - 1]
    return _Result(available_from, tuple(passes), done_on, _valid_until(passes, part.times, duty))


def _passes(part: Part, available: Sequence[Option], facts: Facts, on: date) -> list[date]:
    """The days that count for this part, in order. Whoever moves keeps what they did elsewhere."""
    asked = {option.activity for option in part.options}
    done = sorted((c.day, c.activity) for c in facts.completions if c.activity in asked and c.day <= on)
    if not part.new_each_time:
        return [day for day, _ in done]
    first: dict[int, date] = {}
    for day, activity in done:
        first.setdefault(activity, day)
    if any(option.activity not in first for option in available):
        return sorted(first.values())
    return [day for day, _ in done]


def _valid_until(passes: Sequence[date], times: int, duty: Duty) -> date:
    """The best that these passes give.

    A pass inside the renewal window adds a whole period to the one that runs, so that renewing early
    never shortens anything. Every pass may also be left out of the chain, so that one more completion
    can never make it worse.
    """
    if duty.valid_months is None:
        return FOREVER
    if times > 1:
        return add_months(passes[-times], duty.valid_months)
    window = timedelta(days=duty.renewal_days)
    reachable: set[date] = set()
    for day in passes:
        afresh = {add_months(day, duty.valid_months)}
        renewed = {add_months(until, duty.valid_months) for until in reachable if until - window <= day <= until}
        reachable |= afresh | renewed
    return max(reachable)


# --- Dates ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _DueDate:
    day: date
    paused_days: int = 0
    #: The day on which what was done ran out, for what must be done again.
    lapsed_on: date | None = None


def _due(duty: Duty, facts: Facts, start: date, part: _Result) -> _DueDate | None:
    """The last day for this part; None when it is voluntary or somebody is away for who knows how long.

    Whoever did it once and let it run out never has less time than somebody who never did it.
    """
    first = _first_due(duty, facts, start, part)
    if part.valid_until is None or first is None:
        return first
    renewal = _renewal_due(duty, facts, part.valid_until)
    return renewal if renewal is None or renewal.day > first.day else first


def _renewal_due(duty: Duty, facts: Facts, valid_until: date) -> _DueDate | None:
    day, paused = _extended(valid_until, valid_until - timedelta(days=duty.renewal_days), facts.absences)
    return _DueDate(day, paused, valid_until) if day else None


def _first_due(duty: Duty, facts: Facts, start: date, part: _Result) -> _DueDate | None:
    if duty.clock is Clock.NONE:
        return None
    counted_from = max(start, part.available_from)
    if duty.clock is Clock.JOINING:
        counted_from = max(counted_from, facts.started_on)
    day = counted_from + timedelta(days=duty.days)
    if duty.clock is Clock.FIXED and duty.fixed_on:
        # Who comes in later gets the days that the requirement allows a newcomer.
        day = duty.fixed_on if counted_from <= duty.in_force_from else max(duty.fixed_on, day)
    extended, paused = _extended(day, counted_from, facts.absences)
    return _DueDate(extended, paused) if extended else None


def _extended(due_on: date, counted_from: date, absences: Sequence[Period]) -> tuple[date | None, int]:
    """The due date moves one day for each day of absence between the start and the due date."""
    paused = 0
    covered_until = counted_from - ONE_DAY
    for absence in sorted(absences, key=lambda a: a.starts_on):
        begins = max(absence.starts_on, covered_until + ONE_DAY)
        if begins > due_on:
            break
        if absence.ends_on is None:
            return None, paused
        if absence.ends_on < begins:
            continue
        days = (absence.ends_on - begins).days + 1
        due_on += timedelta(days=days)
        paused += days
        covered_until = absence.ends_on
    return due_on, paused


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if year > date.max.year:
        return FOREVER
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month, last)
            except ValueError:
                continue
    raise AssertionError("every month has 28 days")


def _day_after(day: date) -> date:
    return day if day == FOREVER else day + ONE_DAY


class _Turns:
    """Collects the days on which something could change and keeps the first one after `on`."""

    def __init__(self, on: date):
        self.on = on
        self.next: date | None = None

    def at(self, day: date | None) -> None:
        if day is not None and self.on < day < FOREVER and (self.next is None or day < self.next):
            self.next = day

    def after(self, last: date | None) -> None:
        if last is not None:
            self.at(_day_after(last))

    def around(self, period: Period) -> None:
        self.at(period.starts_on)
        self.after(period.ends_on)
