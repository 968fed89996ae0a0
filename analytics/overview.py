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
class Row:
    name: str
    people: int
    cells: tuple[Cell, ...]
    change: Change | None = None
    #: People who work in the unit itself, above the groups of the other rows.
    direct: bool = False


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
        cells = [cell for row in (*self.rows, self.total) for cell in row.cells]
        return any(cell.small for cell in cells) or any(duty.small for duty in self.duties)

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
        cells = [row.cells[place] for row in self.rows if not row.direct]
        return [cell for cell in cells if cell.share is not None]


def overview(
    scope_id: int, tallies: Tallies, requirements: Iterable[Asked], past: Reported, *, on: date, norm: Norm
) -> Overview:
    """Everything on the page, from the tallies of the groups of one unit and its reported figures."""
    requirements = list(requirements)
    columns = columns_of(requirements)
    groups = [group for group in tallies if _people(tallies[group].values())]

    def of_group(group: Group, requirement_id: int) -> Tally:
        return tallies[group].get(requirement_id, NOBODY)

    def of_all(requirement_id: int) -> Tally:
        return sum((of_group(group, requirement_id) for group in groups), NOBODY)

    cells = {c: _column_cells(c, {g: of_group(g, c.requirement_id) for g in groups}, norm) for c in columns}
    totals = {c: _cell(of_all(c.requirement_id), norm) if c.published else NO_CONTENT for c in columns}
    focus = _focus(columns, totals)
    history = _History(scope_id, groups, past, month_ends(on), norm)
    duties = [requirement for requirement in requirements if requirement.level is None]
    duty_rows = [_duty_row(duty, of_all(duty.id), norm) for duty in duties]
    return Overview(
        columns=columns,
        rows=tuple(
            Row(
                name=group.name,
                people=_people(tallies[group].values()),
                cells=tuple(cells[c][group] for c in columns),
                change=history.change(group, focus, cells[focus][group]) if focus else None,
                direct=group.unit_id == scope_id,
            )
            for group in groups
        ),
        total=Row(
            name="",
            people=sum(_people(tallies[group].values()) for group in groups),
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
        steps=_all_steps(
            [(r, {g: of_group(g, r.id) for g in groups}) for r in requirements if r.published], scope_id, norm
        ),
        trend=tuple(Series(c.level, (*history.of_all(c), Point(on, totals[c].share))) for c in columns if c.published),
        since=month_ends(on)[-MONTHS_IN_CHANGE],
    )


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


def _column_cells(column: Column, found: Mapping[Group, Tally], norm: Norm) -> dict[Group, Cell]:
    return _cells(found, norm) if column.published else dict.fromkeys(found, NO_CONTENT)


def _cell(found: Tally, norm: Norm) -> Cell:
    """A share of a group that stands alone."""
    if not found.counted:
        return Cell()
    if found.counted < norm.smallest:
        return Cell(small=True)
    return Cell(share(found.met, found.counted), found.met >= norm.target * found.counted)


def _cells(found: Mapping[Group, Tally], norm: Norm) -> dict[Group, Cell]:
    """The shares of groups of which the total is known: none can be worked out from the others."""
    counts = [Count(group, of_group.met, of_group.counted) for group, of_group in found.items()]
    shown = {count.key: count.shown for count in suppress(counts, norm.smallest)}
    return {group: _cell(of_group, norm) if shown[group] else Cell(small=True) for group, of_group in found.items()}


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


def _all_steps(asked: Sequence[tuple[Asked, Mapping[Group, Tally]]], scope_id: int, norm: Norm) -> tuple[Step, ...]:
    """The groups below the target, the one that would bring most people there first."""
    steps = [step for requirement, found in asked for step in _steps(requirement, found, scope_id, norm)]
    return tuple(sorted(steps, key=lambda step: (-step.people, -step.points)))


def _steps(requirement: Asked, found: Mapping[Group, Tally], scope_id: int, norm: Norm) -> Iterator[Step]:
    everybody = sum(of_group.counted for of_group in found.values())
    for group, cell in _cells(found, norm).items():
        if cell.share is not None and not cell.reached and group.unit_id != scope_id:
            people = to_target(found[group], norm)
            yield Step(group.name, requirement, people, 100 * people / everybody)


def to_target(found: Tally, norm: Norm) -> int:
    """How many more people would bring this group to the target."""
    return max(0, ceil(norm.target * found.counted) - found.met)


# --- History --------------------------------------------------------------------------------------


class _History:
    """The reported figures of one unit and its groups, with small groups hidden on each day again."""

    def __init__(self, scope_id: int, groups: Sequence[Group], past: Reported, days: Sequence[date], norm: Norm):
        self.scope_id, self.groups, self.past, self.days, self.norm = scope_id, groups, past, days, norm
        self._kept: dict[tuple[date, int], dict[Group, Cell]] = {}

    def of_all(self, column: Column) -> list[Point]:
        reported = {day: self._reported(day, self.scope_id, column.requirement_id) for day in self.days}
        return [Point(day, _cell(found, self.norm).share) for day, found in reported.items()]

    def change(self, group: Group, focus: Column, now: Cell) -> Change | None:
        days = self.days[-MONTHS_IN_CHANGE:]
        return _change([*(self._cells(day, focus.requirement_id)[group].share for day in days), now.share])

    def change_of_all(self, focus: Column, now: Cell) -> Change | None:
        return _change([*(point.share for point in self.of_all(focus)[-MONTHS_IN_CHANGE:]), now.share])

    def _cells(self, day: date, requirement_id: int) -> dict[Group, Cell]:
        """Worked out once a day, for all groups together."""
        if (day, requirement_id) not in self._kept:
            found = {group: self._of_group(day, group, requirement_id) for group in self.groups}
            self._kept[day, requirement_id] = _cells(found, self.norm)
        return self._kept[day, requirement_id]

    def _of_group(self, day: date, group: Group, requirement_id: int) -> Tally:
        if group.unit_id != self.scope_id:
            return self._reported(day, group.unit_id, requirement_id)
        # Of the unit itself the whole was reported; the people above its groups are what remains.
        whole = self._reported(day, self.scope_id, requirement_id)
        below = [self._reported(day, g.unit_id, requirement_id) for g in self.groups if g.unit_id != self.scope_id]
        counted = max(0, whole.counted - sum(t.counted for t in below))
        return Tally(counted, min(counted, max(0, whole.met - sum(t.met for t in below))))

    def _reported(self, day: date, unit_id: int, requirement_id: int) -> Tally:
        return self.past.get((day, unit_id, requirement_id), NOBODY)


def _change(shares: Sequence[int | None]) -> Change | None:
    """None unless both ends are known."""
    first, last = shares[0], shares[-1]
    if first is None or last is None:
        return None
    return Change(last - first, tuple(s for s in shares if s is not None))
