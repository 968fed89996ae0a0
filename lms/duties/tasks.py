"""Work on duties that a worker does, so that nobody waits for it."""

from django.db import transaction
from django_tasks import task

from lms import clock
from lms.duties import projection
from lms.people.models import Employee


@task()
def work_off() -> int:
    """Work out everybody whose facts or rules changed. Returns how many rows were written."""
    return projection.project_due(on=clock.today()).total


def soon(**_signal: object) -> None:
    """Let the worker see who is to be worked out again: what just came out may be asked of people from now on."""
    transaction.on_commit(work_off.enqueue)


def rules_changed() -> None:
    """A requirement changed: everybody is worked out again, by the worker, and whoever looks earlier at once."""
    Employee.objects.filter(projection_due=False).update(projection_due=True)
    soon()
