"""Carrying out a plan: stage it in chunks, switch it on at once, then work out the obligations.

Staging writes rows that nothing else reads, in small transactions. The switch is one transaction of a
handful of statements over whole sets. So a crash leaves nothing of a delivery, or all of it; and what
is then left to do, the obligations, is flagged on the people and done by the next run or the daily job.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from lms.duties import projection
from lms.feed import known
from lms.feed.models import FeedRun, Staged, StagedAbsence, StagedEnd, StagedPerson, StagedPost
from lms.feed.plan import Kind, Plan
from lms.feed.tree import places
from lms.feed.units import UnitChange, What
from lms.people import groups
from lms.people.models import Absence, Employee, OrgUnit, Post, UnitPlace

#: How many rows are staged in one transaction.
CHUNK = 250

STAGED: tuple[type[Staged], ...] = (StagedPerson, StagedPost, StagedAbsence, StagedEnd)
#: What HR owns of an employee, and a later delivery may change.
OWNED = ("email", "first_name", "infix", "last_name", "engagement", "agency", "started_on", "left_on")

Progress = Callable[[str, int, int], None]


class ChangedMeanwhile(Exception):
    """Something else changed what this plan stands on. Nothing was switched on; make a new plan."""


def apply(plan: Plan, *, on: date, progress: Progress = lambda *_: None) -> projection.Written:
    """All of the plan, or nothing of it; `on` is today. Returns how many obligations that changed."""
    run = stage(plan, progress)
    switch(plan, run, progress)
    clear(run)
    return work_off(on=on, progress=progress)


def work_off(*, on: date, progress: Progress = lambda *_: None) -> projection.Written:
    """Work out what follows from the facts that changed. Safe to repeat; finishes what a crash left."""
    groups.follow_all_posts(on=on)
    return projection.project_due(on=on, progress=lambda done, of: progress("obligations", done, of))


# --- Staging --------------------------------------------------------------------------------------


def stage(plan: Plan, progress: Progress = lambda *_: None) -> FeedRun:
    """Write down what is to come. What an earlier run left unfinished goes first."""
    for unfinished in FeedRun.objects.filter(switched_at=None):
        clear(unfinished)
        unfinished.delete()
    run = FeedRun.objects.create(day=plan.day, digest=plan.digest, counts=counts(plan))
    rows = list(_rows(plan, run))
    for number, chunk in enumerate(projection.chunks(rows, CHUNK)):
        _write(chunk)
        progress("staging", min((number + 1) * CHUNK, len(rows)), len(rows))
        projection.let_others_write()
    return run


def counts(plan: Plan) -> dict[str, int]:
    return {kind.value: len(plan.of(kind)) for kind in Kind} | {
        "units": len(plan.units),
        "unchanged": plan.unchanged,
        "missing": len(plan.missing.people),
        "rejected": len(plan.rejected),
    }


def _rows(plan: Plan, run: FeedRun) -> Iterable[Staged]:
    for change in plan.people:
        p = change.person
        who: dict[str, Any] = {"run_id": run.pk, "hr_number": p.number}
        if change.before != p:
            yield StagedPerson(
                **who,
                is_new=change.before is None,
                language_changed="language" in change.details,
                password=_no_password() if change.before is None else "",
                language=p.language,
                **{field: getattr(p, field) for field in OWNED},
            )
        for post in change.posts:
            yield StagedPost(
                **who,
                unit_code=post.unit,
                role=post.role,
                function_group=post.function_group,
                starts_on=post.starts_on,
                ends_on=post.ends_on,
            )
        for absence in change.absences:
            yield StagedAbsence(**who, starts_on=absence.starts_on, ends_on=absence.ends_on)
        for row in change.posts_superseded:
            yield StagedEnd(**who, what=StagedEnd.What.POST, row=row)
        for row in change.absences_superseded:
            yield StagedEnd(**who, what=StagedEnd.What.ABSENCE, row=row)


def _no_password() -> str:
    """What `make_password(None)` gives, without its price for thirty thousand people."""
    return UNUSABLE_PASSWORD_PREFIX + token_urlsafe(30)


@transaction.atomic
def _write(rows: Sequence[Staged]) -> None:
    for model in STAGED:
        model._default_manager.bulk_create([row for row in rows if type(row) is model])


def clear(run: FeedRun) -> None:
    """Take away what was staged, in small pieces."""
    for model in STAGED:
        waiting = model._default_manager.filter(run=run)
        while last := waiting.order_by("pk").values_list("pk", flat=True)[CHUNK * 8 - 1 : CHUNK * 8].first():
            waiting.filter(pk__lte=last).delete()
            projection.let_others_write()
        waiting.delete()


# --- Switching on ---------------------------------------------------------------------------------


@transaction.atomic
def switch(plan: Plan, run: FeedRun, progress: Progress = lambda *_: None) -> None:
    """Everything that was staged becomes true at one moment."""
    progress("switching", 0, 1)
    now = timezone.now()
    _check(plan, run)
    _change_units(plan.units, plan.day, now)
    _supersede(run, now)
    _change_people(run)
    _add_people(run)
    _add_posts(run, now)
    _add_absences(run, now)
    _flag(plan, run)
    FeedRun.objects.filter(pk=run.pk).update(switched_at=now)
    progress("switching", 1, 1)


def _check(plan: Plan, run: FeedRun) -> None:
    """Another run may have been quicker, or may have thrown away what this one staged."""
    if known.version() != plan.version:
        raise ChangedMeanwhile
    staged = sum(_waiting(model, run).count() for model in STAGED)
    if staged != sum(1 for _ in _expected(plan)):
        raise ChangedMeanwhile


def _expected(plan: Plan) -> Iterable[object]:
    for change in plan.people:
        if change.before != change.person:
            yield change.person
        yield from change.posts
        yield from change.absences
        yield from change.posts_superseded
        yield from change.absences_superseded


def _waiting(model: type[Staged], run: FeedRun) -> QuerySet:
    return model._default_manager.filter(run=run)


def _supersede(run: FeedRun, now) -> None:
    believed: dict[str, type[Model]] = {StagedEnd.What.POST: Post, StagedEnd.What.ABSENCE: Absence}
    for what, model in believed.items():
        ends = _waiting(StagedEnd, run).filter(what=what).values("row")
        superseded = model._default_manager.filter(pk__in=ends, superseded_at=None).update(superseded_at=now)
        if superseded != ends.count():
            raise ChangedMeanwhile


def _change_people(run: FeedRun) -> None:
    changes = _waiting(StagedPerson, run).filter(is_new=False)
    theirs = changes.filter(hr_number=OuterRef("hr_number"))
    employees = Employee.objects.filter(hr_number__in=changes.values("hr_number"))
    # Two people may trade addresses, so whoever gets another one lets go of the old one first.
    renamed = employees.exclude(email=Subquery(theirs.values("email")[:1]))
    # allauth remembers addresses of its own accord; a link for a lost password goes to the new one only.
    EmailAddress.objects.filter(user__in=renamed).delete()
    renamed.update(email=Concat(Value("changing-"), F("hr_number"), Value("@address.invalid")))
    employees.update(
        hr_language=Subquery(theirs.values("language")[:1]),
        **{field: Subquery(theirs.values(field)[:1]) for field in OWNED},
    )
    speaking = changes.filter(language_changed=True)
    Employee.objects.filter(hr_number__in=speaking.values("hr_number")).update(
        language=Subquery(theirs.values("language")[:1])
    )


def _add_people(run: FeedRun) -> None:
    owned = ", ".join(OWNED)
    _execute(
        f"""
        INSERT INTO lms_employee
            (hr_number, password, language, hr_language, is_superuser, is_active, projection_due, {owned})
        SELECT hr_number, password, language, language, %s, %s, %s, {owned}
        FROM lms_stagedperson WHERE run_id = %s AND is_new ORDER BY id
        """,
        [False, True, True, run.pk],
        expected=_waiting(StagedPerson, run).filter(is_new=True).count(),
    )


def _add_posts(run: FeedRun, now) -> None:
    _execute(
        """
        INSERT INTO lms_post
            (employee_id, unit_id, role, function_group, source, starts_on, ends_on, recorded_at)
        SELECT e.id, u.id, s.role, s.function_group, %s, s.starts_on, s.ends_on, %s
        FROM lms_stagedpost s
        JOIN lms_employee e ON e.hr_number = s.hr_number
        JOIN lms_orgunit u ON u.code = s.unit_code
        WHERE s.run_id = %s ORDER BY s.id
        """,
        [Post.Source.HR.value, connection.ops.adapt_datetimefield_value(now), run.pk],
        expected=_waiting(StagedPost, run).count(),
    )


def _add_absences(run: FeedRun, now) -> None:
    _execute(
        """
        INSERT INTO lms_absence (employee_id, starts_on, ends_on, recorded_at)
        SELECT e.id, s.starts_on, s.ends_on, %s
        FROM lms_stagedabsence s
        JOIN lms_employee e ON e.hr_number = s.hr_number
        WHERE s.run_id = %s ORDER BY s.id
        """,
        [connection.ops.adapt_datetimefield_value(now), run.pk],
        expected=_waiting(StagedAbsence, run).count(),
    )


def _execute(sql: str, params: list, *, expected: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        if cursor.rowcount != expected:
            raise ChangedMeanwhile


def _flag(plan: Plan, run: FeedRun) -> None:
    """Everybody whose standing may be another one now."""
    concerned = Q()
    for model in STAGED:
        concerned |= Q(hr_number__in=_waiting(model, run).values("hr_number"))
    moved = [change.after.code for change in plan.units if What.MOVED in change.what]
    if moved:
        carried = OrgUnit.objects.within(OrgUnit.objects.filter(code__in=moved))
        concerned |= Q(pk__in=Post.objects.known().filter(unit__in=carried).values("employee"))
    Employee.objects.filter(concerned, projection_due=False).update(projection_due=True)


# --- Units ------------------------------------------------------------------------------------------


def _change_units(changes: Sequence[UnitChange], day: date, now) -> None:
    if not changes:
        return
    units = {unit.code: unit for unit in OrgUnit.objects.all()}
    codes = {unit.path: unit.code for unit in units.values()}
    parents = {unit.code: codes.get(unit.path[: -OrgUnit.steplen], "") for unit in units.values()}
    parents |= {change.after.code: change.after.parent for change in changes}
    placed = places(parents, {unit.code: unit.path for unit in units.values()})
    told = {change.after.code: change.after for change in changes}
    new, changed = [], []
    for code, place in placed.items():
        unit = units.get(code) or OrgUnit(code=code)
        before = (unit.path, unit.numchild, unit.name, unit.kind, unit.closed_on)
        if code in told:
            unit.name, unit.kind, unit.closed_on = told[code].name, told[code].kind, told[code].closed_on
        unit.path, unit.depth, unit.numchild = place.path, place.depth, place.children
        if code not in units:
            new.append(unit)
        elif before != (unit.path, unit.numchild, unit.name, unit.kind, unit.closed_on):
            changed.append(unit)
    OrgUnit.objects.bulk_create(new, batch_size=500)
    fields = ["path", "depth", "numchild", "name", "kind", "closed_on"]
    OrgUnit.objects.bulk_update(changed, fields, batch_size=200)
    _remember_places(changes, {unit.code: unit for unit in (*units.values(), *new)}, day, now)


def _remember_places(changes: Sequence[UnitChange], units: dict[str, OrgUnit], day: date, now) -> None:
    """Where a unit hung and what it was called stays known, with its last day."""
    remarkable = {What.NEW, What.RENAMED, What.MOVED, What.CLOSED, What.REOPENED}
    changes = [change for change in changes if remarkable & change.what]
    codes = [change.after.code for change in changes]
    running = UnitPlace.objects.known().filter(unit__code__in=codes, ends_on=None).select_related("unit")
    yesterday = day - timedelta(days=1)
    rows = []
    for place in running:
        place.superseded_at = now
        if place.starts_on <= yesterday:
            rows.append(_place(place.unit, place.parent_code, place.name, place.starts_on, yesterday, now))
    UnitPlace.objects.bulk_update(running, ["superseded_at"], batch_size=200)
    rows += [
        _place(units[change.after.code], change.after.parent, change.after.name, day, None, now)
        for change in changes
        if change.after.closed_on is None
    ]
    UnitPlace.objects.bulk_create(rows, batch_size=500)


def _place(unit: OrgUnit, parent: str, name: str, first: date, last: date | None, now) -> UnitPlace:
    return UnitPlace(unit=unit, parent_code=parent, name=name, starts_on=first, ends_on=last, recorded_at=now)
