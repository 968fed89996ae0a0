"""Where somebody is on their journey, gathered in few queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils.translation import get_language

from lms.duties import projection
from lms.duties.models import UNMET
from lms.duties.standing import LATE
from lms.models import Activity, Completion, Employee, Obligation, RequirementPart
from modules.attempts import Attempt
from modules.journey import Journey, Module, Running, journey
from modules.levels import Level


@dataclass(frozen=True)
class Home:
    journey: Journey
    #: The mandatory requirement with the soonest last day, when there is one to be done.
    duty: Obligation | None

    @property
    def is_late(self) -> bool:
        return self.duty is not None and self.duty.state in LATE


def home(employee: Employee, *, on: date) -> Home:
    duties = open_duties(employee, on=on)
    return Home(journey_of(employee, duties), duties[0] if duties else None)


def open_duties(employee: Employee, *, on: date) -> list[Obligation]:
    """What this person must still do, the soonest first. Rows that time has overtaken are worked out first."""
    rows = list(_obligations(employee))
    if employee.projection_due or any(row.recheck_on and row.recheck_on <= on for row in rows):
        projection.project([employee.pk], on=on)
        rows = list(_obligations(employee))
    return [row for row in rows if row.state in UNMET and row.due_on]


def _obligations(employee: Employee):
    parts = RequirementPart.objects.select_related("activity")
    mine = Obligation.objects.filter(employee=employee, requirement__mandatory=True)
    return (
        mine.select_related("requirement")
        .prefetch_related(Prefetch("requirement__parts", parts))
        .order_by("due_on", "pk")
    )


def journey_of(employee: Employee, duties: Iterable[Obligation] = ()) -> Journey:
    """Five facts and the rule of journey.py: what there is, what is done, what was begun, what is asked."""
    activities = Activity.objects.of_kind(Activity.Kind.LEVEL, Activity.Kind.MODULE).select_related("part_of")
    levels = {a.pk: level for a in activities if (level := _level(a)) and a.kind == Activity.Kind.LEVEL}
    modules = {a.pk: a for a in activities if a.kind == Activity.Kind.MODULE and a.current_edition_id}
    done, reached = set(), {}
    ledger = Completion.objects.standing().by(employee).filter(activity__in=[*levels, *modules]).order_by("pk")
    for activity, day in ledger.values_list("activity", "day"):
        if activity in modules:
            done.add(modules[activity].key)
        else:
            reached.setdefault(levels[activity], day)
    return journey(
        [Module(a.key, a.title, level, a.minutes) for a in modules.values() if (level := _level(a))],
        done,
        reached,
        running(employee),
        list(_asked(duties, modules)),
        get_language(),
    )


def running(employee: Employee) -> dict[str, Running]:
    """The attempts that were begun and not finished, the newest first, by the key of their module."""
    first_tries = Count("answers", filter=Q(answers__try_number=1))
    begun = Attempt.objects.open().by(employee).annotate(answered=first_tries).order_by("-started_at")
    return {
        key: Running(pk, answered, len(drawn))
        for key, pk, answered, drawn in begun.values_list("activity__key", "pk", "answered", "drawn")
    }


def last_completion(employee: Employee, activity: Activity) -> date | None:
    done = Completion.objects.standing().by(employee).filter(activity=activity)
    return done.order_by("-day").values_list("day", flat=True).first()


def _level(activity: Activity) -> Level | None:
    """The level that this activity is, or is part of."""
    key = activity.part_of.key if activity.part_of else activity.key
    return next((level for level in Level if level.activity_key == key), None)


def _asked(duties: Iterable[Obligation], modules: dict[int, Activity]) -> Iterator[str]:
    """The keys of the modules that duties ask for, themselves or by their level; the soonest due first."""
    for duty in duties:
        wanted = {part.activity_id for part in duty.requirement.parts.all()}
        yield from (a.key for a in modules.values() if a.pk in wanted or a.part_of_id in wanted)
