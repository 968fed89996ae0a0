"""What is known now, read from the database as plain data. Six queries."""

from collections import defaultdict

from lms.feed.models import FeedRun
from lms.feed.parse import Person
from lms.feed.state import Known, KnownAbsence, KnownPerson, KnownPost, KnownUnit
from lms.feed.tree import STEP
from lms.people.models import Absence, Employee, OrgUnit, Post


def read() -> Known:
    return Known(
        units=_units(),
        people=_people(),
        other_addresses=frozenset(
            email.lower() for email in Employee.objects.filter(hr_number=None).values_list("email", flat=True)
        ),
        other_posts_in=frozenset(
            Post.objects.known()
            .exclude(source=Post.Source.HR)
            .filter(unit__closed_on=None)
            .values_list("unit__code", flat=True)
        ),
        version=version(),
    )


def version() -> int:
    """Grows with every delivery that is switched on, so that two that overlap notice each other."""
    last = FeedRun.objects.exclude(switched_at=None).order_by("-pk").first()
    return last.pk if last else 0


def _units() -> dict[str, KnownUnit]:
    rows = list(OrgUnit.objects.order_by("path").values_list("code", "name", "kind", "closed_on", "path"))
    codes = {path: code for code, *_, path in rows}
    return {
        code: KnownUnit(code, name, kind, codes.get(path[:-STEP], ""), closed_on)
        for code, name, kind, closed_on, path in rows
    }


def _people() -> dict[str, KnownPerson]:
    from_hr = {"employee__hr_number__isnull": False}
    posts, absences = defaultdict(list), defaultdict(list)
    hr_posts = Post.objects.known().filter(source=Post.Source.HR, **from_hr)
    facts = ("unit__code", "role", "function_group", "starts_on", "ends_on")
    for employee_id, *values in hr_posts.values_list("employee_id", "pk", *facts).order_by("pk").iterator():
        posts[employee_id].append(KnownPost(*values))
    away = Absence.objects.known().filter(**from_hr)
    for employee_id, *values in away.values_list("employee_id", "pk", "starts_on", "ends_on").iterator():
        absences[employee_id].append(KnownAbsence(*values))
    known = {}
    owned = (
        "pk", "hr_number", "first_name", "infix", "last_name", "email", "hr_language", "language", "engagement",
        "agency", "started_on", "left_on",
    )  # fmt: skip
    employees = Employee.objects.exclude(hr_number=None).order_by("pk")
    for pk, number, first, infix, last, email, said, chosen, *rest in employees.values_list(*owned).iterator():
        person = Person(number, first, infix, last, email.lower(), said or chosen, *rest)
        known[number] = KnownPerson(person, tuple(posts[pk]), tuple(absences[pk]))
    return known
