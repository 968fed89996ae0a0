"""A manager's one screen. Pure: people, their standings and the tallies of units below in, lines out.

Nothing but the status of what is asked: no answer, choice, attempt, score or time ever comes near.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.overview import Column, Norm, share, to_target
from analytics.queries import NOBODY, Asked, Group, Tallies, Tally, tally
from lms.duties.standing import LATE, MET, NOT_COUNTED, Standing, State
from lms.privacy import Count, suppress

#: (employee, requirement) -> how they stand
Standings = Mapping[tuple[int, int], Standing]


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class LevelCard:
    """How many of the team have a level; small when the group is too small to say."""

    column: Column
    done: int = 0
    of: int = 0
    to_go: int = 0
    small: bool = False

    @property
    def share(self) -> int | None:
        return share(self.done, self.of)


@dataclass(frozen=True, slots=True)
class Line:
    """What one person still has to do for one requirement, or why it does not count now."""

    member: Member
    requirement: Asked
    standing: Standing

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def counts(self) -> bool:
        return self.state not in NOT_COUNTED

    @property
    def late(self) -> bool:
        return self.state in LATE


@dataclass(frozen=True, slots=True)
class CountBelow:
    """How a unit below stands for one requirement; None where the group is too small."""

    requirement: Asked
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Below:
    """A unit under the team, with all below it, as counts."""

    group: Group
    people: int
    cells: tuple[CountBelow, ...]


@dataclass(frozen=True, slots=True)
class Team:
    people: int
    cards: tuple[LevelCard, ...]
    #: The first level that the team is not there yet with.
    focus: LevelCard | None
    lines: tuple[Line, ...]
    own: tuple[Line, ...]
    own_levels: tuple[Column, ...]
    #: The requirements that the counts below are about.
    below_asked: tuple[Asked, ...]
    below: tuple[Below, ...]

    @property
    def waiting(self) -> list[Line]:
        """The lines that count: somebody still has to do something."""
        return [line for line in self.lines if line.counts]

    @property
    def people_waiting(self) -> int:
        return len({line.member for line in self.waiting})

    @property
    def people_late(self) -> int:
        return len({line.member for line in self.waiting if line.late})

    @property
    def waits_for_me(self) -> bool:
        return any(line.counts for line in self.own)

    @property
    def is_small(self) -> bool:
        return any(card.small for card in self.cards)

    @property
    def has_small_groups_below(self) -> bool:
        return any(cell.tally is None for row in self.below for cell in row.cells)


def team(
    me: Member,
    members: Sequence[Member],
    requirements: Iterable[Asked],
    standings: Standings,
    below: Tallies,
    columns: Sequence[Column],
    norm: Norm,
) -> Team:
    requirements = list(requirements)
    duties = [requirement for requirement in requirements if requirement.level is None]
    cards = tuple(_card(column, members, standings, norm) for column in columns)
    shown = [card for card in cards if card.of]
    counted_below = [r for r in requirements if any(found.get(r.id, NOBODY).people for found in below.values())]
    return Team(
        people=len(members),
        cards=cards,
        focus=next((card for card in shown if card.to_go), shown[-1] if shown else None),
        lines=_lines(members, duties, standings),
        own=_lines([me], duties, standings),
        own_levels=tuple(c for c in columns if _state(standings, me, c.requirement_id) in MET),
        below_asked=tuple(counted_below),
        below=_below(below, counted_below, norm),
    )


def _card(column: Column, members: Sequence[Member], standings: Standings, norm: Norm) -> LevelCard:
    states = [_state(standings, member, column.requirement_id) for member in members]
    found = sum((tally(state, 1) for state in states), NOBODY)
    if found.counted < norm.smallest:
        return LevelCard(column, small=bool(found.people))
    return LevelCard(column, found.met, found.counted, to_target(found, norm))


def _state(standings: Standings, member: Member, requirement_id: int) -> State:
    found = standings.get((member.id, requirement_id))
    return found.state if found else State.NOT_IN_SCOPE


def _lines(members: Sequence[Member], duties: Sequence[Asked], standings: Standings) -> tuple[Line, ...]:
    """What is not done yet, by person: who is late first, then by date; who does not count now comes last."""
    lines = [
        Line(member, duty, standings[member.id, duty.id])
        for member in members
        for duty in duties
        if (member.id, duty.id) in standings
    ]
    waiting = [line for line in lines if line.state not in MET and line.state is not State.NOT_IN_SCOPE]
    first = {member: min(map(_urgency, own)) for member, own in _by_member(waiting).items()}
    place = {member: n for n, member in enumerate(members)}
    return tuple(sorted(waiting, key=lambda line: (first[line.member], place[line.member], _urgency(line))))


def _by_member(lines: Iterable[Line]) -> dict[Member, list[Line]]:
    found: dict[Member, list[Line]] = {}
    for line in lines:
        found.setdefault(line.member, []).append(line)
    return found


def _urgency(line: Line) -> tuple:
    return (not line.counts, not line.late, line.standing.due_on or date.max)


def _below(tallies: Tallies, requirements: Sequence[Asked], norm: Norm) -> tuple[Below, ...]:
    """Counts of units, never names; a small group and whatever would give it away stay hidden."""
    shown = {r.id: _shown(tallies, r.id, norm) for r in requirements}
    return tuple(
        Below(
            group,
            max((found.people for found in of_group.values()), default=0),
            tuple(CountBelow(r, of_group.get(r.id, NOBODY) if shown[r.id][group] else None) for r in requirements),
        )
        for group, of_group in tallies.items()
    )


def _shown(tallies: Tallies, requirement_id: int, norm: Norm) -> dict[Group, bool]:
    found = {group: of_group.get(requirement_id, NOBODY) for group, of_group in tallies.items()}
    counts = suppress([Count(group, tally.met, tally.counted) for group, tally in found.items()], norm.smallest)
    return {group: count.shown for group, count in zip(found, counts, strict=True)}
