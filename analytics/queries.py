"""Every aggregate of this floor, out as plain data.

Who may see what was decided before: the querysets of units come from `lms.access`, and nothing
here asks who is looking. Small groups are hidden after this, in what makes the pages.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Value
from django.db.models.functions import Length, Substr

from analytics.models import Snapshot
from lms.duties.standing import LATE, MET, NOT_COUNTED, State
from lms.models import Activity, Obligation, OrgUnit, Requirement, RequirementPart
from modules.levels import Level


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people of one group stand how for one requirement."""

    counted: int = 0
    met: int = 0
    late: int = 0
    soon: int = 0
    #: Exempt or away: for them it is meant, but they do not count now.
    excluded: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.counted + other.counted,
            self.met + other.met,
            self.late + other.late,
            self.soon + other.soon,
            self.excluded + other.excluded,
        )

    @property
    def people(self) -> int:
        """For how many people it is meant."""
        return self.counted + self.excluded


NOBODY = Tally()


def tally(state: str, people: int) -> Tally:
    """So many people in one state."""
    state = State(state)
    if state in NOT_COUNTED:
        return Tally(excluded=people if state is not State.NOT_IN_SCOPE else 0)
    return Tally(
        counted=people,
        met=people if state in MET else 0,
        late=people if state in LATE else 0,
        soon=people if state is State.DUE_SOON else 0,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A unit together with everything below it."""

    unit_id: int
    path: str
    name: str
    kind: str


Tallies = dict[Group, dict[int, Tally]]

#: First so many people per unit, requirement and state, from the index alone; only then do the few
#: thousand units find their group. The other way round, every single row would look for its unit.
FIGURES = """
SELECT g.id, g.path, g.name, g.kind, summed.requirement_id, summed.state, summed.people
FROM (
    SELECT seen.top, per_unit.requirement_id, per_unit.state, SUM(per_unit.people) AS people
    FROM (
        SELECT unit_id, requirement_id, state, COUNT(*) AS people
        FROM {obligation}
        {where}
        GROUP BY unit_id, requirement_id, state
    ) per_unit
    JOIN ({units}) seen ON seen.id = per_unit.unit_id
    GROUP BY seen.top, per_unit.requirement_id, per_unit.state
) summed
JOIN {unit} g ON g.path = summed.top
ORDER BY g.path
"""


def tallies(units, *, depth: int) -> Tallies:
    """How people stand today for each requirement, by the units at that depth with all below them. One query.

    `units` are those that may be seen. People who work above that depth come under their own unit.
    """
    seen = units.order_by().annotate(top=Substr("path", 1, depth * OrgUnit.steplen))
    found: Tallies = {}
    try:
        rows = _rows(seen)
    except EmptyResultSet:  # no units at all
        rows = []
    for unit_id, path, name, kind, requirement_id, state, people in rows:
        of_group = found.setdefault(Group(unit_id, path, name, kind), {})
        of_group[requirement_id] = of_group.get(requirement_id, NOBODY) + tally(state, int(people))
    return found


def _rows(seen) -> list[tuple]:
    tables = {"obligation": Obligation._meta.db_table, "unit": OrgUnit._meta.db_table}
    ids, id_parameters = seen.values("id").query.sql_with_params()
    units, unit_parameters = seen.values("id", "top").query.sql_with_params()
    # Looking which rows belong to all units of the organisation would only cost time.
    where = f"WHERE unit_id IN ({ids})" if seen.query.where else ""
    parameters = [*(id_parameters if where else ()), *unit_parameters]
    with connection.cursor() as cursor:
        cursor.execute(FIGURES.format(where=where, units=units, **tables), parameters)
        return cursor.fetchall()


def tops(units) -> list[OrgUnit]:
    """Those of these units that have none of the others above them."""
    above = units.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Value(OrgUnit.steplen)))
    return list(units.filter(~Exists(above)).order_by("path"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement, as a column or a line of a picture."""

    id: int
    title: str
    source: str = ""
    #: The level that it stands for, when it is a goal and not a duty.
    level: Level | None = None
    #: Whether there is anything to complete yet.
    published: bool = True


#: The activity that stands for a level, and the level.
LEVELS = {level.activity_key: level for level in Level}


def asked(requirements: Iterable[Requirement], *, on: date) -> list[Asked]:
    """The goals, level by level, and then the duties; no query for requirements with parts and activities."""
    goals: list[Asked] = []
    duties: list[Asked] = []
    for requirement in requirements:
        if requirement.mandatory:
            duties.append(Asked(requirement.pk, requirement.title, requirement.legal_source))
        elif (activity := _level_activity(requirement)) is not None:
            published = bool(activity.available_from and activity.available_from <= on)
            goals.append(Asked(requirement.pk, requirement.title, level=LEVELS[activity.key], published=published))
    return sorted(goals, key=lambda goal: goal.level.number if goal.level else 0) + duties


def _level_activity(requirement: Requirement) -> Activity | None:
    """The level that a goal asks for, when it asks for one level and nothing else."""
    parts = list(requirement.parts.all())
    if len(parts) != 1 or not parts[0].activity or parts[0].activity.key not in LEVELS:
        return None
    return parts[0].activity


def in_force(*, on: date):
    """The requirements of that day, with what they ask and of whom. Three queries."""
    parts = Prefetch("parts", RequirementPart.objects.select_related("activity"))
    return Requirement.objects.in_force(on=on).prefetch_related(parts, "audience_units")


def reported(unit_ids: Collection[int], requirement_ids: Collection[int], days: Collection[date]):
    """The figures as they were reported: (day, unit, requirement) -> Tally. One query."""
    kept = Snapshot.objects.filter(unit__in=unit_ids, requirement__in=requirement_ids, day__in=days)
    columns = ("day", "unit_id", "requirement_id", "counted", "met", "late", "excluded")
    return {
        (day, unit_id, requirement_id): Tally(counted, met, late, excluded=excluded)
        for day, unit_id, requirement_id, counted, met, late, excluded in kept.values_list(*columns)
    }
