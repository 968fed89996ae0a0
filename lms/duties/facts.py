"""From the database to the rule: requirements as duties, people as facts. Few queries, however many people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lms.activities.models import Activity, Completion
from lms.duties.models import Exemption, Requirement, RequirementPart
from lms.duties.standing import (
    Audience,
    Clock,
    Done,
    Duty,
    Facts,
    Option,
    Part,
    Period,
    Placement,
    Standing,
    standing,
)
from lms.people.models import Absence, Employee, Post


@dataclass(frozen=True, slots=True)
class Person:
    """The facts about one employee, and the unit in whose figures they count on that day."""

    employee_id: int
    facts: Facts
    exemptions: dict[int, tuple[Period, ...]]
    #: (period, unit id) of every known post, the oldest first.
    posts: tuple[tuple[Period, int], ...]

    def for_requirement(self, requirement_id: int) -> Facts:
        exemptions = self.exemptions.get(requirement_id, ())
        if not exemptions:
            return self.facts
        f = self.facts
        return Facts(f.started_on, f.left_on, f.engagement, f.placements, f.absences, exemptions, f.completions)

    def unit_on(self, on: date) -> int | None:
        """The unit of the oldest post that runs that day."""
        return next((unit for period, unit in self.posts if period.includes(on)), None)


def duties(requirements: Iterable[Requirement] | None = None) -> dict[int, Duty]:
    """Every requirement that is not a draft, as plain data by its id. Four queries."""
    if requirements is None:
        requirements = Requirement.objects.exclude(in_force_from=None)
    if hasattr(requirements, "prefetch_related"):
        requirements = requirements.prefetch_related("parts__activity__meant_for", "audience_units")
    scenarios: list[Option] | None = None
    found = {}
    for requirement in requirements:
        parts = []
        for part in requirement.parts.all():
            if part.kind == RequirementPart.Kind.OWN_SCENARIO:
                if scenarios is None:
                    scenarios = _scenario_options()
                parts.append(Part(tuple(scenarios), part.times, new_each_time=True))
            else:
                parts.append(Part(_options([part.activity]), part.times))
        found[requirement.pk] = Duty(
            parts=tuple(parts),
            in_force_from=requirement.in_force_from,
            in_force_until=requirement.in_force_until,
            audience=Audience(
                unit_paths=tuple(unit.path for unit in requirement.audience_units.all()),
                engagement=requirement.audience_engagement,
                roles=frozenset(requirement.audience_roles),
                function_groups=frozenset(requirement.audience_function_groups),
            ),
            clock=Clock(requirement.clock),
            days=requirement.days,
            fixed_on=requirement.fixed_on,
            valid_months=requirement.valid_months,
            renewal_days=requirement.renewal_days,
            grace_days=requirement.grace_days,
        )
    return found


def _scenario_options() -> list[Option]:
    scenarios = Activity.objects.of_kind(Activity.Kind.SCENARIO).exclude(available_from=None)
    return list(_options(scenarios.prefetch_related("meant_for")))


def _options(activities: Iterable[Activity]) -> tuple[Option, ...]:
    return tuple(
        Option(a.pk, a.available_from, tuple(unit.path for unit in a.meant_for.all()))
        for a in activities
        if a.available_from
    )


def people(employee_ids: Sequence[int]) -> list[Person]:
    """The facts about these employees. Five queries, however many they are."""
    posts, placements = defaultdict(list), defaultdict(list)
    known_posts = Post.objects.known().filter(employee_id__in=employee_ids).order_by("starts_on", "pk")
    for row in known_posts.values_list(
        "employee_id", "starts_on", "ends_on", "unit_id", "unit__path", "role", "function_group"
    ):
        employee_id, starts_on, ends_on, unit_id, path, role, group = row
        period = Period(starts_on, ends_on)
        posts[employee_id].append((period, unit_id))
        placements[employee_id].append(Placement(period, path, role, group))

    absences = defaultdict(list)
    known_absences = Absence.objects.known().filter(employee_id__in=employee_ids)
    for employee_id, starts_on, ends_on in known_absences.values_list("employee_id", "starts_on", "ends_on"):
        absences[employee_id].append(Period(starts_on, ends_on))

    exemptions = defaultdict(lambda: defaultdict(list))
    granted = Exemption.objects.filter(employee_id__in=employee_ids)
    for row in granted.values_list("employee_id", "requirement_id", "starts_on", "ends_on"):
        exemptions[row[0]][row[1]].append(Period(row[2], row[3]))

    completions = defaultdict(list)
    ledger = Completion.objects.standing().filter(employee_id__in=employee_ids)
    for employee_id, activity_id, day in ledger.values_list("employee_id", "activity_id", "day"):
        completions[employee_id].append(Done(activity_id, day))

    employees = Employee.objects.filter(pk__in=employee_ids).values_list("pk", "started_on", "left_on", "engagement")
    return [
        Person(
            pk,
            Facts(
                started_on=started_on,
                left_on=left_on,
                engagement=engagement,
                placements=tuple(placements[pk]),
                absences=tuple(absences[pk]),
                completions=tuple(completions[pk]),
            ),
            {requirement: tuple(periods) for requirement, periods in exemptions[pk].items()},
            tuple(posts[pk]),
        )
        for pk, started_on, left_on, engagement in employees
    ]


def standing_of(employee: Employee, requirement: Requirement, *, on: date) -> Standing:
    """How this person stands for this requirement, with the facts that say why."""
    duty = duties([requirement])[requirement.pk]
    return standing(duty, people([employee.pk])[0].for_requirement(requirement.pk), on)
