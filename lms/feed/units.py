"""What a delivery changes about the units: new, renamed, moved, closed. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lms.feed.parse import UNITS, Reason, Rejected, UnitLine
from lms.feed.state import KnownUnit


class What(StrEnum):
    NEW = "new"
    RENAMED = "renamed"
    MOVED = "moved"
    RETYPED = "retyped"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class UnitChange:
    before: KnownUnit | None
    after: KnownUnit

    @property
    def what(self) -> frozenset[What]:
        if self.before is None:
            return frozenset({What.NEW})
        b, a = self.before, self.after
        told = {
            What.RENAMED: b.name != a.name,
            What.MOVED: b.parent != a.parent,
            What.RETYPED: b.kind != a.kind,
            What.CLOSED: b.closed_on is None and a.closed_on is not None,
            What.REOPENED: b.closed_on is not None and a.closed_on is None,
        }
        return frozenset(what for what, true in told.items() if true)


@dataclass(frozen=True, slots=True)
class UnitsPlan:
    changes: tuple[UnitChange, ...]
    #: Every unit as it will be, by its code; those that exist already come first.
    after: Mapping[str, KnownUnit]
    rejected: tuple[Rejected, ...]

    @property
    def open(self) -> frozenset[str]:
        return frozenset(code for code, unit in self.after.items() if unit.closed_on is None)

    def moved(self) -> frozenset[str]:
        """The units that go elsewhere in the tree, with everything below them."""
        roots = {change.after.code for change in self.changes if What.MOVED in change.what}
        if not roots:
            return frozenset()
        return frozenset(code for code in self.after if roots & {code, *above(code, self.after)})


def plan_units(known: Mapping[str, KnownUnit], lines: Iterable[UnitLine]) -> UnitsPlan:
    """The units as they will be. What is missing from a delivery stays; `closing()` decides about that."""
    accepted: dict[str, UnitLine] = {}
    rejected: list[Rejected] = []
    for line in lines:
        if first := accepted.get(line.code):
            rejected.append(_no(line, "unit_twice", first=first.line))
        else:
            accepted[line.code] = line
    while wrong := list(_misplaced(known, accepted)):
        for refusal in wrong:
            rejected.append(refusal)
            del accepted[refusal.key]
    after = _after(known, accepted)
    changes = tuple(UnitChange(known.get(code), after[code]) for code in accepted if known.get(code) != after[code])
    return UnitsPlan(changes, after, tuple(rejected))


def _after(known: Mapping[str, KnownUnit], accepted: Mapping[str, UnitLine]) -> dict[str, KnownUnit]:
    delivered = {code: KnownUnit(code, line.name, line.kind, line.parent) for code, line in accepted.items()}
    return {**known, **delivered}


def _misplaced(known: Mapping[str, KnownUnit], accepted: Mapping[str, UnitLine]) -> Iterator[Rejected]:
    """Lines that would hang a unit below nothing, or below itself."""
    after = _after(known, accepted)
    for code, line in accepted.items():
        if line.parent and (line.parent not in after or after[line.parent].closed_on):
            yield _no(line, "unknown_unit_above", value=line.parent)
        elif code in above(code, after) and not (code in known and known[code].parent == line.parent):
            # Every ring has a line that says something new; the others are not to blame.
            yield _no(line, "below_itself", value=line.parent)


def above(code: str, units: Mapping[str, KnownUnit]) -> list[str]:
    """The codes of the units above this one, the nearest first; with itself, once, where the chain is a ring."""
    chain: list[str] = []
    unit = units.get(code)
    while unit and unit.parent and unit.parent not in chain:
        chain.append(unit.parent)
        unit = units.get(unit.parent)
    return chain


def closing(
    known: Mapping[str, KnownUnit], planned: UnitsPlan, named: frozenset[str], inhabited: frozenset[str], day: date
) -> tuple[UnitsPlan, tuple[str, ...]]:
    """Close the units that a delivery does not name any more and where nobody is left.

    Those where somebody still is stay open and come back as a list: they need a decision.
    """
    gone = [code for code, unit in known.items() if unit.closed_on is None and code not in named]
    # The lowest first: a unit can close when everything below it has.
    gone.sort(key=lambda code: -len(above(code, planned.after)))
    after, changes, missing = dict(planned.after), list(planned.changes), []
    in_use = set(inhabited) | {unit.parent for code, unit in after.items() if code in planned.open and code not in gone}
    for code in gone:
        if code in in_use:
            missing.append(code)
            in_use.add(after[code].parent)
        else:
            after[code] = replace(after[code], closed_on=day)
            changes.append(UnitChange(known[code], after[code]))
    return UnitsPlan(tuple(changes), after, planned.rejected), tuple(sorted(missing))


def _no(line: UnitLine, code: str, **params: object) -> Rejected:
    return Rejected(UNITS, line.line, Reason(code, tuple(params.items())), line.code)
