"""The only way into the ledger: `ledger.record(...)`, and `ledger.revoke(...)` for a correction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.dispatch import Signal

from lms.activities.models import Activity, Completion, Edition
from lms.duties import projection
from lms.people.models import Employee

#: Sent on commit, once for a batch: `employee_ids`. Receivers ask the ledger what is new.
completion_recorded = Signal()


@dataclass(frozen=True, slots=True)
class Entry:
    """One completion to write down."""

    employee_id: int
    activity_id: int
    day: date
    edition_id: int | None = None
    source: str = Completion.Source.PLAYED
    reference: str = ""


def record(
    employee: Employee,
    activity: Activity,
    *,
    on: date,
    edition: Edition | None = None,
    source: str = Completion.Source.PLAYED,
    reference: str = "",
) -> bool:
    """Write one line and work out this person's standing again. True when it is new.

    The same reference on the same day counts once, however often it is sent.
    """
    edition_id = edition.pk if edition else None
    return bool(record_many([Entry(employee.pk, activity.pk, on, edition_id, source, reference)], on=on))


@transaction.atomic(savepoint=False)
def record_many(entries: Iterable[Entry], *, on: date, project: bool = True) -> int:
    """Write many lines with one projection and one signal; `on` is today. Returns how many are new."""
    entries = list(entries)
    before = _lines_of(entries)
    fresh = {_key(e): e for e in entries if _key(e) not in before}
    Completion.objects.bulk_create(
        [
            Completion(
                employee_id=e.employee_id,
                activity_id=e.activity_id,
                edition_id=e.edition_id,
                day=e.day,
                source=e.source,
                reference=e.reference,
            )
            for e in fresh.values()
        ],
        batch_size=500,
        # Another tab may have been quicker; its line is as good as ours.
        ignore_conflicts=True,
    )
    if fresh:
        _tell({e.employee_id for e in fresh.values()}, on=on, project=project)
    return len(fresh)


@transaction.atomic
def revoke(completion: Completion, *, on: date, reason: str) -> Completion:
    """Take a line back with a line of its own that says why. The old line stays readable."""
    if not reason.strip():
        raise ValueError("Say why this completion is taken back.")
    correction, new = Completion.objects.get_or_create(
        revokes=completion,
        defaults={
            "employee_id": completion.employee_id,
            "activity_id": completion.activity_id,
            "edition_id": completion.edition_id,
            "day": on,
            "source": completion.source,
            "reason": reason,
        },
    )
    if new:
        _tell({completion.employee_id}, on=on, project=True)
    return correction


def _tell(employee_ids: set[int], *, on: date, project: bool) -> None:
    if project:
        for chunk in projection.chunks(sorted(employee_ids)):
            projection.project(chunk, on=on)
    transaction.on_commit(
        lambda: completion_recorded.send_robust(sender=Completion, employee_ids=frozenset(employee_ids), on=on)
    )


def _key(entry: Entry) -> tuple:
    return (entry.employee_id, entry.activity_id, entry.day, entry.source, entry.reference)


def _lines_of(entries: list[Entry]) -> set[tuple]:
    lines: set[tuple] = set()
    for chunk in projection.chunks(entries):
        known = Completion.objects.filter(revokes=None, employee_id__in={e.employee_id for e in chunk})
        if len(chunk) == 1:
            known = known.filter(activity_id=chunk[0].activity_id)
        lines |= set(known.values_list("employee_id", "activity_id", "day", "source", "reference"))
    return lines
