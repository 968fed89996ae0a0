"""From the database to the rule: requirements as duties, people as facts. Few queries, however many people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Value

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
    """Every requirement that is not a draft, as plain data by its id.

    Four queries; one for a list of requirements whose parts and audience were fetched along.
    """
    if requirements is None:
        requirements = Requirement.objects.exclude(in_force_from=None)
    if hasattr(requirements, "prefetch_related"):
        requirements = requirements.prefetch_related("parts", "audience_units")
    requirements = list(requirements)
    options = _options([part for requirement in requirements for part in requirement.parts.all()])
    return {requirement.pk: _duty(requirement, options) for requirement in requirements}


def _duty(requirement: Requirement, options: dict[int, "_Offered"]) -> Duty:
    return Duty(
        parts=tuple(_part(part, options) for part in requirement.parts.all()),
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


def _part(part: RequirementPart, options: dict[int, "_Offered"]) -> Part:
    if part.kind == RequirementPart.Kind.OWN_SCENARIO:
        scenarios = tuple(offered.option for offered in options.values() if offered.is_scenario)
        return Part(scenarios, part.times, new_each_time=True)
    offered = options.get(part.activity_id)
    return Part((offered.option,) if offered else (), part.times)


@dataclass(frozen=True, slots=True)
class _Offered:
    option: Option
    is_scenario: bool


def _options(parts: Iterable[RequirementPart]) -> dict[int, _Offered]:
    """What there is to do for these parts, by activity. One query."""
    asked = Q(pk__in={part.activity_id for part in parts if part.activity_id})
    if any(part.kind == RequirementPart.Kind.OWN_SCENARIO for part in parts):
        asked |= Q(kind=Activity.Kind.SCENARIO)
    found = Activity.objects.filter(asked).exclude(available_from=None)
    meant_for, offered = defaultdict(list), {}
    for pk, kind, available_from, path in found.values_list("pk", "kind", "available_from", "meant_for__path"):
        if path:
            meant_for[pk].append(path)
        option = Option(pk, available_from, tuple(meant_for[pk]))
        offered[pk] = _Offered(option, kind == Activity.Kind.SCENARIO)
    return offered


def people(employee_ids: Sequence[int], *, lock: bool = False) -> list[Person]:
    """The facts about these employees. Three queries, however many they are.

    With `lock`, nobody else can write down their standing before this transaction ends.
    """
    known = Employee.objects.filter(pk__in=employee_ids).order_by("pk")
    if lock:
        known = known.select_for_update(no_key=True)
    return people_of(known.values_list("pk", "started_on", "left_on", "engagement", named=True))


def people_of(employees: Iterable[Employee]) -> list[Person]:
    """The same for employees who were fetched already. Two queries."""
    employees = list(employees)
    ids = [employee.pk for employee in employees]
    posts, placements = _posts(ids)
    absences, exemptions, completions = _dated(ids)
    return [
        Person(
            employee.pk,
            Facts(
                started_on=employee.started_on,
                left_on=employee.left_on,
                engagement=employee.engagement,
                placements=tuple(placements[employee.pk]),
                absences=tuple(absences[employee.pk]),
                completions=tuple(completions[employee.pk]),
            ),
            {requirement: tuple(periods) for requirement, periods in exemptions[employee.pk].items()},
            tuple(posts[employee.pk]),
        )
        for employee in employees
    ]


def _posts(employee_ids: Sequence[int]):
    posts, placements = defaultdict(list), defaultdict(list)
    known_posts = Post.objects.known().filter(employee_id__in=employee_ids).order_by("starts_on", "pk")
    for row in known_posts.values_list(
        "employee_id", "starts_on", "ends_on", "unit_id", "unit__path", "role", "function_group"
    ):
        employee_id, starts_on, ends_on, unit_id, path, role, group = row
        period = Period(starts_on, ends_on)
        posts[employee_id].append((period, unit_id))
        placements[employee_id].append(Placement(period, path, role, group))
    return posts, placements


ABSENCE, EXEMPTION, COMPLETION = "absence", "exemption", "completion"


def _dated(employee_ids: Sequence[int]):
    """Absences, exemptions and completions in one round trip: kind, employee, of what, from, until."""
    of = {"employee_id__in": employee_ids}
    away = Absence.objects.known().filter(**of)
    exempt = Exemption.objects.filter(**of)
    done = Completion.objects.standing().filter(**of).annotate(until=F("day"))
    rows = away.values_list(Value(ABSENCE), "employee_id", Value(0), "starts_on", "ends_on").union(
        exempt.values_list(Value(EXEMPTION), "employee_id", "requirement_id", "starts_on", "ends_on"),
        done.values_list(Value(COMPLETION), "employee_id", "activity_id", "day", "until"),
        all=True,
    )
    absences, completions = defaultdict(list), defaultdict(list)
    exemptions = defaultdict(lambda: defaultdict(list))
    for kind, employee_id, subject, starts_on, ends_on in rows:
        if kind == ABSENCE:
            absences[employee_id].append(Period(starts_on, ends_on))
        elif kind == EXEMPTION:
            exemptions[employee_id][subject].append(Period(starts_on, ends_on))
        else:
            completions[employee_id].append(Done(subject, starts_on))
    return absences, exemptions, completions


def standing_of(employee: Employee, requirement: Requirement, *, on: date) -> Standing:
    """How this person stands for this requirement, with the facts that say why."""
    duty = duties([requirement])[requirement.pk]
    return standing(duty, people([employee.pk])[0].for_requirement(requirement.pk), on)
