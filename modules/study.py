"""The verbs of learning: start an attempt, answer a question, finish.

The server decides: an answer is stored before anything is told about it, the first stored answer stands, and a
repeat from another tab, an impatient click or a retry of the network changes nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lms import ledger
from lms.models import Activity, Completion, Employee
from modules import editions, items, levels
from modules.attempts import Answer, Attempt
from modules.draw import draw
from modules.items.contract import Data, Item, first

#: Trying again is practice; there is an end to what one attempt stores.
MOST_TRIES = 9
TRY = "try"


class OutOfTurn(LookupError):
    """There is no such question in this attempt, or its turn has not come."""


class Withdrawn(LookupError):
    """The module cannot be begun now."""


class Given(NamedTuple):
    """One stored answer."""

    position: int
    try_number: int
    response: Any
    right: bool


@dataclass(frozen=True)
class Progress:
    """An attempt and how far it is. Positions count from 1; each holds its answers, the first one first."""

    attempt: Attempt
    module: editions.Module
    answers: dict[int, list[Given]]

    @property
    def total(self) -> int:
        return len(self.attempt.drawn)

    @property
    def current(self) -> int:
        """The first question without an answer; one past the last when all have one."""
        return len(self.answers) + 1

    @property
    def complete(self) -> bool:
        return self.current > self.total

    def reached(self, position: int) -> bool:
        return 1 <= position <= min(self.current, self.total)

    def question(self, position: int) -> Item:
        return self.module.questions[self.attempt.drawn[position - 1]]

    def tries(self, position: int) -> int:
        return len(self.answers.get(position, ()))

    def may_try_again(self, position: int) -> bool:
        """For practice, when it was not right yet. What counted was the first answer."""
        answers = self.answers.get(position, [])
        return bool(answers) and not answers[-1].right and len(answers) < MOST_TRIES


def start(employee: Employee, module: Activity) -> Attempt:
    """The open attempt at this module, or a new one. However often it is asked, there is one."""
    running = Attempt.objects.open().filter(employee=employee, activity=module)
    if found := running.first():
        return found
    if module.current_edition is None:
        raise Withdrawn(module.key)
    content = editions.module(module.current_edition)
    seed = secrets.randbelow(2**31)
    attempt = Attempt(
        employee=employee,
        activity=module,
        edition=module.current_edition,
        drawn=draw(content.data["items"], content.data["draw"], seed),
        seed=seed,
    )
    # Another tab may have been quicker; then its attempt is the one.
    Attempt.objects.bulk_create([attempt], ignore_conflicts=True)
    return running.get()


def find(employee: Employee, pk: UUID) -> Progress:
    """This attempt of this person with its answers, in one query; Attempt.DoesNotExist for somebody else's."""
    found = Attempt.objects.filter(pk=pk, employee_id=employee.pk)
    rows = list(found.values_list("edition__digest", *_OF_AN_ANSWER, *_OF_THE_ATTEMPT))
    if not rows:
        raise Attempt.DoesNotExist
    digest, width = rows[0][0], len(_OF_AN_ANSWER)
    attempt = Attempt(pk=pk, employee=employee, **dict(zip(_OF_THE_ATTEMPT, rows[0][width + 1 :], strict=True)))
    answers: dict[int, list[Given]] = {}
    # Without any answer there is one row, that holds nothing but the attempt.
    for given in sorted(Given(*row[1 : width + 1]) for row in rows if row[1] is not None):
        answers.setdefault(given.position, []).append(given)
    return Progress(attempt, editions.module_of(attempt.edition_id, digest), answers)


_OF_THE_ATTEMPT = ("activity_id", "edition_id", "drawn", "seed", "finished_at")
_OF_AN_ANSWER = tuple(f"answers__{name}" for name in Given._fields)


def progress(attempt: Attempt) -> Progress:
    return find(attempt.employee, attempt.pk)


def answer(attempt: Attempt, position: int, data: Data, *, on: date, so_far: Progress | None = None) -> None:
    """Store this answer, if it is one that is still to come. Raises OutOfTurn or BadAnswer."""
    so_far = so_far or progress(attempt)
    if not so_far.reached(position):
        raise OutOfTurn(position)
    tries = so_far.tries(position)
    if _try_number(data) != tries + 1 or (tries and not so_far.may_try_again(position)):
        return  # this one is stored already, and stands
    asked = so_far.question(position)
    rules = items.rules(asked)
    response = rules.read(asked, data)
    right = rules.mark(asked, response).right
    new = Answer(attempt_id=attempt.pk, position=position, try_number=tries + 1, response=response, right=right)
    if tries == 0 and position == so_far.total:
        with transaction.atomic():
            _store(new)
            finish(attempt, on=on)
    else:
        _store(new)


def finish(attempt: Attempt, *, on: date) -> None:
    """Write the module down as completed, and its level when that is reached by it. Once."""
    with transaction.atomic(savepoint=False):
        mine = Attempt.objects.open().filter(pk=attempt.pk)
        if not mine.update(finished_at=timezone.now()):
            return
        module, reference = attempt.activity, str(attempt.pk)
        entries = [ledger.Entry(attempt.employee_id, module.pk, on, attempt.edition_id, reference=reference)]
        level = module.part_of_id
        if level and _reaches(level, attempt.employee_id, module.pk):
            entries.append(ledger.Entry(attempt.employee_id, level, on, reference=reference))
        ledger.record_many(entries, on=on)


def reached_level(attempt: Attempt) -> bool:
    """Whether this attempt was the one with which the level was reached."""
    return (
        Completion.objects.standing()
        .filter(employee_id=attempt.employee_id, activity=attempt.activity.part_of_id, reference=str(attempt.pk))
        .exists()
    )


def _try_number(data: Data) -> int:
    sent = first(data, TRY)
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else 1


def _store(new: Answer) -> None:
    # One statement: whoever is first has answered, and the other changes nothing.
    Answer.objects.bulk_create([new], ignore_conflicts=True)


def _reaches(level: int, employee_id: int, module: int) -> bool:
    """Whether completing this module now reaches its level."""
    modules = list(Activity.objects.published().filter(part_of=level).values_list("pk", flat=True))
    mine = Completion.objects.standing().filter(employee_id=employee_id, activity__in=[*modules, level])
    lines = mine.order_by("pk").values_list("activity", flat=True)
    return levels.reached(level, modules, [*lines, module])
