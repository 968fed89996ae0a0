"""Giving the badges that the ledger says are earned. Safe to call at any time, for anybody, as often as you like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction

from badges.badges import KINDS, Badge, Done, earned
from badges.models import Award
from lms.models import Completion, Employee

CHUNK = 1_000


def award_due(employee_ids: Iterable[int], *, on: date) -> int:
    """Make the awards of these people agree with the ledger. Returns how many changed."""
    return sum(_award(chunk, on) for chunk in _chunks(sorted(set(employee_ids))))


def award_everybody(*, on: date) -> int:
    """The same for everybody who ever worked here."""
    return award_due(Employee.objects.values_list("pk", flat=True), on=on)


def on_news_from_the_ledger(employee_ids: Iterable[int], on: date, **_more: object) -> None:
    """Receives `ledger.completion_recorded`. A signal that gets lost does no harm: the next call makes up for it."""
    award_due(employee_ids, on=on)


@transaction.atomic
def _award(employee_ids: Sequence[int], on: date) -> int:
    due = {
        (employee_id, badge): day
        for employee_id, completions in _completions(employee_ids).items()
        for badge, day in earned(completions).items()
    }
    held = {(award.employee_id, Badge(award.badge)): award for award in _awards(employee_ids)}
    fresh = [
        Award(employee_id=who, badge=badge, day=day) for (who, badge), day in due.items() if (who, badge) not in held
    ]
    changed = [award for key, award in held.items() if _corrected(award, due.get(key), on)]
    # Another request may be giving the same badge at this moment; then there is nothing left to do.
    Award.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    if changed:
        Award.objects.bulk_update(changed, ["day", "withdrawn_on"], batch_size=500)
    return len(fresh) + len(changed)


def _corrected(award: Award, day: date | None, on: date) -> bool:
    """Bring one award in line with the ledger; `day` is None when nothing earns it any more."""
    right = (award.day, award.withdrawn_on or on) if day is None else (day, None)
    if right == (award.day, award.withdrawn_on):
        return False
    award.day, award.withdrawn_on = right
    return True


def _completions(employee_ids: Sequence[int]) -> dict[int, list[Done]]:
    ledger = Completion.objects.standing().filter(employee_id__in=employee_ids, activity__kind__in=KINDS)
    found = defaultdict(list)
    for employee_id, *done in ledger.values_list("employee_id", "activity__key", "activity__kind", "day"):
        found[employee_id].append(Done(*done))
    return found


def _awards(employee_ids: Sequence[int]):
    return Award.objects.filter(employee_id__in=employee_ids)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
