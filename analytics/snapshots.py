"""Keeping the figures of a day: today's from the projection, a past day's from the facts and the rule."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count

from analytics.models import Snapshot
from analytics.queries import NOBODY, Tally, tally
from lms.duties import projection
from lms.duties.facts import duties, people
from lms.models import Employee, Obligation, OrgUnit

#: (unit, requirement, state) -> people
Counts = Mapping[tuple[int, int, str], int]


def take(*, on: date, today: date) -> int:
    """Keep the figures of that day. Returns how many lines were kept: none when the day was taken before."""
    return take_all([on], today=today)


def take_all(days: Sequence[date], *, today: date) -> int:
    """The same for several days; the facts are gathered once. Days that were taken before stay as they are."""
    taken = set(Snapshot.objects.filter(day__in=days).values_list("day", flat=True).distinct())
    days = sorted({day for day in days if day not in taken and day <= today})
    past = [day for day in days if day < today]
    kept = sum(_keep(day, counts) for day, counts in _by_the_rule(past).items())
    if today in days:
        projection.project_due(on=today)
        kept += _keep(today, _by_the_projection())
    return kept


def _by_the_projection() -> Counts:
    rows = Obligation.objects.exclude(unit=None).values_list("unit_id", "requirement_id", "state")
    return {(unit, requirement, state): people for unit, requirement, state, people in rows.annotate(Count("pk"))}


def _by_the_rule(days: Sequence[date]) -> dict[date, Counts]:
    """What the projection would have held on those days, from what is known now."""
    counts: dict[date, Counter] = {day: Counter() for day in days}
    if not days:
        return {}
    rules = duties()
    for chunk in projection.chunks(list(Employee.objects.order_by("pk").values_list("pk", flat=True))):
        persons = people(chunk)
        for day in days:
            rows = projection.rows_by_the_rule(persons, rules, day)
            counts[day].update(
                (unit, requirement, state)
                for (_, requirement), (unit, state, *_dates) in rows.items()
                if unit is not None
            )
    return dict(counts)


@transaction.atomic
def _keep(day: date, counts: Counts) -> int:
    """One day is kept whole or not at all."""
    rows = [
        Snapshot(
            day=day,
            unit_id=unit,
            requirement_id=requirement,
            counted=found.counted,
            met=found.met,
            late=found.late,
            excluded=found.excluded,
        )
        for (unit, requirement), found in with_all_below(counts, _paths()).items()
        if found.people
    ]
    Snapshot.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _paths() -> dict[int, str]:
    return dict(OrgUnit.objects.values_list("pk", "path"))


def with_all_below(counts: Counts, paths: Mapping[int, str]) -> dict[tuple[int, int], Tally]:
    """From the units in which people work to every unit with all below it. Pure."""
    unit_at = {path: unit for unit, path in paths.items()}
    found: dict[tuple[int, int], Tally] = {}
    for (unit, requirement, state), people_there in counts.items():
        for path in _upwards(paths[unit]):
            key = unit_at[path], requirement
            found[key] = found.get(key, NOBODY) + tally(state, people_there)
    return found


def _upwards(path: str) -> Iterator[str]:
    """The path of a unit and of all units above it."""
    while path:
        yield path
        path = path[: -OrgUnit.steplen]
