"""The overview of an organisation or a directorate. Pure: tallies in, small groups hidden, rows out.

Shares are whole percents. What is done is rounded down and what is late is rounded up, so that no
figure on the page is kinder than the truth and “80%” is never a little less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from analytics.queries import NOBODY, Asked, Group, Tallies, Tally
from lms.privacy import Count, suppress
from modules.levels import Level

#: From here on a share is in the next shade; the words of the legend name the same bounds.
BINS = (40, 60, 80, 90)
MONTHS_IN_TREND = 12
MONTHS_IN_CHANGE = 3

#: (day, unit, requirement) -> the figure that was reported
Reported = Mapping[tuple[date, int, int], Tally]


@dataclass(frozen=True, slots=True)
class Norm:
    """The smallest group that may be shown, and the share that is aimed for."""

    smallest: int
    target: float

    @property
    def percent(self) -> int:
        return round(self.target * 100)


def share(part: int, whole: int) -> int | None:
    """Rounded down; None of nobody."""
    return floor(100 * part / whole) if whole else None


def share_up(part: int, whole: int) -> int | None:
    return ceil(100 * part / whole) if whole else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One share, or why there is none."""

    share: int | None = None
    reached: bool = False
    small: bool = False
    no_content: bool = False

    @property
    def bin(self) -> int:
        """The shade, 1 to 5."""
        return 1 + sum(self.share >= bound for bound in BINS) if self.share is not None else 0


@dataclass(frozen=True, slots=True)
class Column:
    """A level and the requirement that is its goal; 0, of which nobody has a tally, when there is none."""

    level: Level
    requirement_id: int = 0
    #: Whether there is anything to complete yet.
    published: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How a share moved since the first of these points, in percent points."""

    points: int
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one line is about: a group, or the people who work above all groups.

    When those are few, they are counted with the smallest group, which else would be hidden for their sake.
    """

    groups: tuple[Group, ...]
    #: The people above the groups, alone on this line or together with a group.
    direct: bool = False
    with_direct: bool = False

    @property
    def name(self) -> str:
        return self.groups[0].name


@dataclass(frozen=True, slots=True)
class Row:
    people: int
    cells: tuple[Cell, ...]
    #: None for the total.
    bundle: Bundle | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A mandatory requirement: how many it is asked of now, and how they stand."""

    title: str
    source: str
    counted: int
    met: int | None
    late: int | None
    excluded: int | None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What would raise a total: so many people of this group to the target, for a level or a duty."""

    group: str
    requirement: Asked
    people: int
    points: float


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    share: int | None


@dataclass(frozen=True, slots=True)
class Series:
    level: Level
    points: tuple[Point, ...]

    @property
    def known(self) -> list[Point]:
        return [point for point in self.points if point.share is not None]


@dataclass(frozen=True, slots=True)
class Excluded:
    level: Level
    people: int


@dataclass(frozen=True, slots=True)
class Overview:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row
    duties: tuple[DutyRow, ...]
    #: All duties of all people together.
    all_duties: Tally
    #: How many do not count now, per level with content.
    excluded: tuple[Excluded, ...]
    #: The level that the conclusions are about.
    focus: Column | None
    #: What would help most, for all that is asked.
    steps: tuple[Step, ...]
    trend: tuple[Series, ...]
    since: date | None

    @property
    def has_small_groups(self) -> bool:
        return any(cell.small for row in (*self.rows, self.total) for cell in row.cells)

    @property
    def steps_in_focus(self) -> list[Step]:
        return [step for step in self.steps if self.focus and step.requirement.level is self.focus.level]

    @property
    def months(self) -> list[tuple[date, list[int | None]]]:
        """The trend as lines of a table: a day and the share of each level."""
        days = [point.day for point in self.trend[0].points] if self.trend else []
        return [(day, [series.points[n].share for series in self.trend]) for n, day in enumerate(days)]

    @property
    def in_focus(self) -> list[Cell]:
        """The cells of the groups for the level that the conclusions are about, as far as they are shown."""
        if not self.focus:
            return []
        place = self.columns.index(self.focus)
        cells = [row.cells[place] for row in self.rows if row.bundle and not row.bundle.direct]
        return [cell for cell in cells if cell.share is not None]


def overview(
    scope_id: int, tallies: Tallies, requirements: Iterable[Asked], past: Reported, *, on: date, norm: Norm
) -> Overview:
    """Everything on the page, from the tallies of the groups of one unit and its reported figures."""
    requirements = list(requirements)
    columns = columns_of(requirements)
    bundles = _bundles(scope_id, tallies, norm)
    by_requirement = _by_requirement(bundles, tallies)
    nobody = dict.fromkeys(bundles, NOBODY)

    def found(requirement_id: int) -> dict[Bundle, Tally]:
        return by_requirement.get(requirement_id, nobody)

    def of_all(requirement_id: int) -> Tally:
        return sum(found(requirement_id).values(), NOBODY)

    people = {bundle: _people(tally[bundle] for tally in by_requirement.values()) for bundle in bundles}
    cells = {c: _column_cells(c, found(c.requirement_id), norm) for c in columns}
    totals = {c: _cell(of_all(c.requirement_id), norm) if c.published else NO_CONTENT for c in columns}
    focus = _focus(columns, totals)
    history = _History(scope_id, bundles, past, month_ends(on), norm)
    duties = [requirement for requirement in requirements if requirement.level is None]
    duty_rows = [_duty_row(duty, of_all(duty.id), norm) for duty in duties]
    return Overview(
        columns=columns,
        rows=tuple(
            Row(
                people=people[bundle],
                cells=tuple(cells[c][bundle] for c in columns),
                bundle=bundle,
                change=history.change(bundle, focus, cells[focus][bundle]) if focus else None,
            )
            for bundle in bundles
        ),
        total=Row(
            people=sum(people.values()),
            cells=tuple(totals[c] for c in columns),
            change=history.change_of_all(focus, totals[focus]) if focus else None,
        ),
        duties=tuple(duty_rows),
        # Without the small ones, which could be worked out from a sum that holds them.
        all_duties=sum((of_all(d.id) for d, row in zip(duties, duty_rows, strict=True) if not row.small), NOBODY),
        excluded=tuple(
            Excluded(c.level, of_all(c.requirement_id).excluded) for c in columns if totals[c].share is not None
        ),
        focus=focus,
        steps=_all_steps([(r, found(r.id)) for r in requirements if r.published], norm),
        trend=tuple(Series(c.level, (*history.of_all(c), Point(on, totals[c].share))) for c in columns if c.published),
        since=month_ends(on)[-MONTHS_IN_CHANGE],
    )


def _bundles(scope_id: int, tallies: Tallies, norm: Norm) -> list[Bundle]:
    people = {group: count for group, of_group in tallies.items() if (count := _people(of_group.values()))}
    direct = next((group for group in people if group.unit_id == scope_id), None)
    others = [group for group in people if group is not direct]
    if direct is None:
        return [Bundle((group,)) for group in others]
    if not others or people[direct] >= norm.smallest:
        return [Bundle((direct,), direct=True), *(Bundle((group,)) for group in others)]
    smallest = min(others, key=lambda group: people[group])
    return [Bundle((group, direct), with_direct=True) if group is smallest else Bundle((group,)) for group in others]


def _by_requirement(bundles: Sequence[Bundle], tallies: Tallies) -> dict[int, dict[Bundle, Tally]]:
    ids = {requirement_id for of_group in tallies.values() for requirement_id in of_group}
    return {
        id_: {bundle: sum((tallies[group].get(id_, NOBODY) for group in bundle.groups), NOBODY) for bundle in bundles}
        for id_ in ids
    }


def columns_of(requirements: Iterable[Asked]) -> tuple[Column, ...]:
    """Four columns, whether or not there is a goal for the level."""
    goals = {requirement.level: requirement for requirement in requirements if requirement.level}
    return tuple(
        Column(level, goals[level].id, goals[level].published) if level in goals else Column(level) for level in Level
    )


def month_ends(on: date) -> list[date]:
    """The last days of the months before this one, so that with today they fill a year."""
    ends, day = [], on
    for _ in range(MONTHS_IN_TREND - 1):
        day = day.replace(day=1) - timedelta(days=1)
        ends.append(day)
    return ends[::-1]


# --- Cells ----------------------------------------------------------------------------------------

NO_CONTENT = Cell(no_content=True)


def _column_cells(column: Column, found: Mapping[Bundle, Tally], norm: Norm) -> dict[Bundle, Cell]:
    return _cells(found, norm) if column.published else dict.fromkeys(found, NO_CONTENT)


def _cell(found: Tally, norm: Norm) -> Cell:
    """A share of a group that stands alone."""
    if not found.counted:
        return Cell()
    if found.counted < norm.smallest:
        return Cell(small=True)
    return Cell(share(found.met, found.counted), found.met >= norm.target * found.counted)


def _cells(found: Mapping[Bundle, Tally], norm: Norm) -> dict[Bundle, Cell]:
    """The shares of lines of which the total is known: none can be worked out from the others."""
    counts = [Count(bundle, tally.met, tally.counted) for bundle, tally in found.items()]
    shown = {count.key: count.shown for count in suppress(counts, norm.smallest)}
    return {bundle: _cell(tally, norm) if shown[bundle] else Cell(small=True) for bundle, tally in found.items()}


def _people(tallies: Iterable[Tally]) -> int:
    """For how many people of a group at least one thing is meant, taken from what is meant for most of them."""
    return max((found.people for found in tallies), default=0)


def _duty_row(requirement: Asked, found: Tally, norm: Norm) -> DutyRow:
    title, source, counted = requirement.title, requirement.source, found.counted
    if 0 < counted < norm.smallest:
        return DutyRow(title, source, counted, None, None, None, small=True)
    return DutyRow(title, source, counted, share(found.met, counted), share_up(found.late, counted), found.excluded)


# --- Conclusions ----------------------------------------------------------------------------------


def _focus(columns: Sequence[Column], totals: Mapping[Column, Cell]) -> Column | None:
    """The first level that is not there yet; when all are, the last one that has content."""
    published = [column for column in columns if column.published]
    return next((column for column in published if not totals[column].reached), published[-1] if published else None)


def _all_steps(asked: Sequence[tuple[Asked, Mapping[Bundle, Tally]]], norm: Norm) -> tuple[Step, ...]:
    """The groups below the target, the one that would bring most people there first."""
    steps = [step for requirement, found in asked for step in _steps(requirement, found, norm)]
    return tuple(sorted(steps, key=lambda step: (-step.people, -step.points)))


def _steps(requirement: Asked, found: Mapping[Bundle, Tally], norm: Norm) -> Iterator[Step]:
    everybody = sum(tally.counted for tally in found.values())
    for bundle, cell in _cells(found, norm).items():
        if cell.share is not None and not cell.reached and not bundle.direct:
            people = to_target(found[bundle], norm)
            yield Step(bundle.name, requirement, people, 100 * people / everybody)


def to_target(found: Tally, norm: Norm) -> int:
    """How many more people would bring this group to the target."""
    return max(0, ceil(norm.target * found.counted) - found.met)


# --- History --------------------------------------------------------------------------------------


class _History:
    """The reported figures of one unit and its groups, with small groups hidden on each day again."""

    def __init__(self, scope_id: int, bundles: Sequence[Bundle], past: Reported, days: Sequence[date], norm: Norm):
        self.scope_id, self.bundles, self.past, self.days, self.norm = scope_id, bundles, past, days, norm
        self._kept: dict[tuple[date, int], dict[Bundle, Cell]] = {}

    def of_all(self, column: Column) -> list[Point]:
        reported = {day: self._reported(day, self.scope_id, column.requirement_id) for day in self.days}
        return [Point(day, _cell(found, self.norm).share) for day, found in reported.items()]

    def change(self, bundle: Bundle, focus: Column, now: Cell) -> Change | None:
        days = self.days[-MONTHS_IN_CHANGE:]
        return _change([*(self._cells(day, focus.requirement_id)[bundle].share for day in days), now.share])

    def change_of_all(self, focus: Column, now: Cell) -> Change | None:
        return _change([*(point.share for point in self.of_all(focus)[-MONTHS_IN_CHANGE:]), now.share])

    def _cells(self, day: date, requirement_id: int) -> dict[Bundle, Cell]:
        """Worked out once a day, for all lines together."""
        if (day, requirement_id) not in self._kept:
            found = {bundle: self._of_bundle(day, bundle, requirement_id) for bundle in self.bundles}
            self._kept[day, requirement_id] = _cells(found, self.norm)
        return self._kept[day, requirement_id]

    def _of_bundle(self, day: date, bundle: Bundle, requirement_id: int) -> Tally:
        return sum((self._of_group(day, group, requirement_id) for group in bundle.groups), NOBODY)

    def _of_group(self, day: date, group: Group, requirement_id: int) -> Tally:
        if group.unit_id != self.scope_id:
            return self._reported(day, group.unit_id, requirement_id)
        # Of the unit itself the whole was reported; the people above its groups are what remains.
        whole = self._reported(day, self.scope_id, requirement_id)
        groups = {group.unit_id for bundle in self.bundles for group in bundle.groups} - {self.scope_id}
        below = [self._reported(day, unit_id, requirement_id) for unit_id in groups]
        counted = max(0, whole.counted - sum(tally.counted for tally in below))
        return Tally(counted, min(counted, max(0, whole.met - sum(tally.met for tally in below))))

    def _reported(self, day: date, unit_id: int, requirement_id: int) -> Tally:
        return self.past.get((day, unit_id, requirement_id), NOBODY)


def _change(shares: Sequence[int | None]) -> Change | None:
    """None unless both ends are known."""
    first, last = shares[0], shares[-1]
    if first is None or last is None:
        return None
    return Change(last - first, tuple(s for s in shares if s is not None))
