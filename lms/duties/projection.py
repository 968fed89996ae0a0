"""Writing down where everybody stands, so that lists and figures are quick. The rule itself is in `standing.py`.

`project()` makes the rows of some people agree with the rule on one day and writes only what differs.
It may be called at any time, as often as one likes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from time import sleep
from typing import TypeVar

from django.db import connection, transaction

from lms.duties.facts import Person, duties, people
from lms.duties.models import Obligation
from lms.duties.standing import Duty, State, standing
from lms.people.models import Employee

T = TypeVar("T")
CHUNK = 1_000
#: How many people are written down in one transaction when there are many to do.
TURN = 100
FIELDS = ["unit_id", "state", "opens_on", "due_on", "done_on", "valid_until", "recheck_on"]
COLUMNS = dict.fromkeys(["employee_id", "requirement_id", "unit_id"], "bigint") | {
    "state": "varchar",
    **dict.fromkeys(FIELDS[2:], "date"),
}

#: (employee, requirement) -> the values of FIELDS
Rows = dict[tuple[int, int], tuple]


@dataclass
class Written:
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __iadd__(self, other: "Written") -> "Written":
        self.added += other.added
        self.changed += other.changed
        self.removed += other.removed
        return self

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


def rows_by_the_rule(persons: Iterable[Person], rules: dict[int, Duty], on: date) -> Rows:
    """What the projection must hold for these people on that day."""
    rows: Rows = {}
    for person in persons:
        unit = person.unit_on(on)
        for requirement_id, duty in rules.items():
            s = standing(duty, person.for_requirement(requirement_id), on)
            if s.state is State.NOT_IN_SCOPE and not _may_come(person, duty, on):
                continue
            rows[person.employee_id, requirement_id] = (
                unit,
                s.state.value,
                s.opens_on,
                s.due_on,
                s.done_on,
                s.valid_until,
                s.recheck_on,
            )
    return rows


def _may_come(person: Person, duty: Duty, on: date) -> bool:
    """Whether time alone can still bring this person into scope; then the row waits with its recheck day."""
    return any(duty.audience.holds(p) and p.period.last > on for p in person.facts.placements)


def rows_in_the_database(employee_ids: Sequence[int]) -> Rows:
    stored = Obligation.objects.filter(employee_id__in=employee_ids)
    return {(row[0], row[1]): tuple(row[2:]) for row in stored.values_list("employee_id", "requirement_id", *FIELDS)}


def project(employee_ids: Sequence[int], *, on: date, rules: dict[int, Duty] | None = None) -> Written:
    """Make the rows of these people agree with the rule. One transaction."""
    rules = duties() if rules is None else rules
    with transaction.atomic(savepoint=False):
        # Locked, so that what is recorded for them meanwhile is seen here or projected after this, never lost.
        wanted = rows_by_the_rule(people(employee_ids, lock=True), rules, on)
        stored = rows_in_the_database(employee_ids)
        fresh = {key: values for key, values in wanted.items() if stored.get(key) != values}
        gone = [key for key in stored if key not in wanted]
        _write(fresh)
        _delete(gone)
        Employee.objects.filter(pk__in=employee_ids, projection_due=True).update(projection_due=False)
    added = sum(key not in stored for key in fresh)
    return Written(added, len(fresh) - added, len(gone))


def _write(rows: Rows) -> None:
    """Add or change these rows. By hand, because this is where the time goes when it is about everybody."""
    adapt = connection.ops.adapt_datefield_value
    lines = [(*key, unit, state, *map(adapt, dates)) for key, (unit, state, *dates) in rows.items()]
    with connection.cursor() as cursor:
        for batch in chunks(lines, 500):
            source, params = _source(batch)
            cursor.execute(
                f"INSERT INTO lms_obligation ({', '.join(COLUMNS)}) {source} "
                "ON CONFLICT (employee_id, requirement_id) "
                f"DO UPDATE SET {', '.join(f'{field} = excluded.{field}' for field in FIELDS)}",
                params,
            )


def _source(batch: Sequence[tuple]) -> tuple[str, list]:
    """The rows in the form that each database takes in fastest."""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())
        return f"SELECT * FROM unnest({arrays})", [list(column) for column in zip(*batch, strict=True)]
    line = f"({', '.join(['%s'] * len(COLUMNS))})"
    return f"VALUES {', '.join([line] * len(batch))}", [value for line in batch for value in line]


def _delete(gone: Iterable[tuple[int, int]]) -> None:
    """One statement for each requirement."""
    employees = defaultdict(list)
    for employee_id, requirement_id in gone:
        employees[requirement_id].append(employee_id)
    for requirement_id, ids in employees.items():
        Obligation.objects.filter(requirement_id=requirement_id, employee_id__in=ids).delete()


def project_all(*, on: date, progress: Callable[[int, int], None] = lambda done, all_: None) -> Written:
    """Everybody, in chunks of their own transaction, so that nobody who plays is held up."""
    return _in_chunks(list(Employee.objects.order_by("pk").values_list("pk", flat=True)), on, progress)


def project_due(*, on: date, progress: Callable[[int, int], None] = lambda done, all_: None) -> Written:
    """Those whose facts changed, and those for whom the day of recheck has come. Run daily and after a feed."""
    flagged = Employee.objects.filter(projection_due=True).values_list("pk", flat=True)
    timed = Obligation.objects.to_recheck(on=on).values_list("employee_id", flat=True)
    return _in_chunks(sorted({*flagged, *timed}), on, progress)


def _in_chunks(ids: Sequence[int], on: date, progress: Callable[[int, int], None]) -> Written:
    rules, written = duties(), Written()
    for number, chunk in enumerate(chunks(ids, TURN)):
        written += project(chunk, on=on, rules=rules)
        progress(min((number + 1) * TURN, len(ids)), len(ids))
        let_others_write()
    return written


def let_others_write() -> None:
    """Pause between two turns: SQLite has one writer, and who answers a question meanwhile must not notice."""
    if connection.vendor == "sqlite":
        sleep(0.005)


def chunks(rows: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def is_behind(*, on: date) -> bool:
    """Whether somebody is still to be worked out, because a fact changed or a day came."""
    return Employee.objects.filter(projection_due=True).exists() or Obligation.objects.to_recheck(on=on).exists()


def differences_after_waiting(*, on: date, until: date) -> Iterator[str]:
    """Whether rows that were right on `on`, and are not due for a recheck before `until`, are still right then."""
    rules = duties()
    for chunk in chunks(list(Employee.objects.order_by("pk").values_list("pk", flat=True))):
        then = rows_by_the_rule(people(chunk), rules, until)
        for key, values in rows_in_the_database(chunk).items():
            recheck_on = values[-1]
            if (recheck_on is None or recheck_on > until) and then.get(key) != values:
                yield (
                    f"employee {key[0]}, requirement {key[1]}: the row of {on} should hold on {until}, "
                    f"but says {values} where the rule says {then.get(key)}"
                )


def differences(*, on: date) -> Iterator[str]:
    """Where the projection and the rule disagree on that day, as sentences."""
    rules = duties()
    for chunk in chunks(list(Employee.objects.order_by("pk").values_list("pk", flat=True))):
        wanted = rows_by_the_rule(people(chunk), rules, on)
        stored = rows_in_the_database(chunk)
        for key in sorted(wanted.keys() | stored.keys()):
            if wanted.get(key) != stored.get(key):
                yield (
                    f"employee {key[0]}, requirement {key[1]}: "
                    f"the projection says {stored.get(key)}, the rule says {wanted.get(key)}"
                )
