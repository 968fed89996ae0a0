"""Publishing content: from compiled data to the edition that is played, and taking it back."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from lms.activities.models import Activity, Edition, digest_of
from lms.people.models import Employee, OrgUnit


class KeyTaken(ValueError):
    """The key belongs to another kind of activity."""


@transaction.atomic
def publish(
    activity_key: str,
    kind: str,
    data: Mapping,
    *,
    titles: Mapping[str, str],
    minutes: int,
    on: date,
    part_of: Activity | None = None,
    position: int = 0,
    meant_for: Iterable[OrgUnit] = (),
    by: Employee | None = None,
    revision: str = "",
    impact: str = Edition.Impact.IMPROVEMENT,
) -> Edition:
    """Make this data what is played. The same data as last time stays the same edition."""
    activity = _activity(activity_key, kind)
    asked_for = (activity.available_from, _meant_for(activity))
    activity.title_nl, activity.title_en = titles["nl"], titles["en"]
    activity.minutes, activity.part_of, activity.position = minutes, part_of, position
    activity.available_from = activity.available_from or on
    activity.current_edition = _latest_with(activity, data) or _next(
        activity, data=data, published_by=by, source_revision=revision, impact=impact
    )
    activity.save()
    activity.meant_for.set(meant_for)
    if asked_for != (activity.available_from, _meant_for(activity)):
        # It can be asked of people from now on, or of others than before: who it touches, duties will tell.
        Employee.objects.filter(projection_due=False).update(projection_due=True)
    return activity.current_edition


def withdraw(activity_key: str) -> None:
    """Nobody can begin it any more. Runs under way and completions stay what they are."""
    Activity.objects.filter(key=activity_key).update(current_edition=None)


def _activity(key: str, kind: str) -> Activity:
    activity, _ = Activity.objects.select_for_update().get_or_create(key=key, defaults={"kind": kind})
    if activity.kind != kind:
        raise KeyTaken(
            gettext("“%(key)s” is already the key of a %(kind)s.")
            % {"key": key, "kind": activity.get_kind_display().lower()}
        )
    return activity


def _latest_with(activity: Activity, data: Mapping) -> Edition | None:
    latest = activity.editions.order_by("-number").first()
    return latest if latest and latest.digest == digest_of(data) else None


def _next(activity: Activity, *, data: Mapping, **facts) -> Edition:
    number = activity.editions.aggregate(last=Max("number"))["last"] or 0
    return activity.editions.create(number=number + 1, data=data, digest=digest_of(data), **facts)


def _meant_for(activity: Activity) -> set[int]:
    return set(activity.meant_for.values_list("pk", flat=True))
