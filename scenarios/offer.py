"""Which scenarios there are for one person, and how far they are with each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from lms.models import Activity, Completion, Employee, OrgUnit, Post
from scenarios.models import Playthrough
from scenarios.play import story_of
from scenarios.story import Story


@dataclass(frozen=True, slots=True)
class Offer:
    """One scenario as it is offered to one person."""

    activity: Activity
    story: Story
    #: Meant for the person's own directorate, and not for everybody.
    own: bool
    done_on: date | None
    under_way: bool

    @property
    def endings(self) -> int:
        return len(self.story.endings)

    @property
    def summary(self) -> str:
        return self.story.summary.in_(get_language() or "nl")

    @property
    def picture(self) -> str:
        return self.story.art


def offers(employee: Employee, *, on: date) -> list[Offer]:
    """What is meant for this person: their own directorate's first, what is not done yet before the rest."""
    return sorted(
        (_offer(activity) for activity in _published(employee, on)),
        key=lambda offer: (not offer.own, offer.done_on is not None, offer.activity.title.lower()),
    )


def next_offer(employee: Employee, *, on: date) -> Offer | None:
    """The one to put before this person: the newest that they have not done."""
    newest = _published(employee, on).filter(done_on=None).order_by("-own", "-available_from", "key").first()
    return _offer(newest) if newest else None


def _published(employee: Employee, on: date) -> QuerySet[Activity]:
    audience = Activity.meant_for.through.objects.filter(activity=OuterRef("pk"))
    done = Completion.objects.standing().by(employee).filter(activity=OuterRef("pk"))
    return (
        Activity.objects.published()
        .of_kind(Activity.Kind.SCENARIO)
        .annotate(
            own=Exists(audience.filter(orgunit__path__in=_paths_above(employee, on))),
            done_on=Subquery(done.order_by("-day").values("day")[:1]),
            under_way=Exists(Playthrough.objects.of(employee).open().filter(activity=OuterRef("pk"))),
        )
        .filter(Q(own=True) | ~Exists(audience))
        .select_related("current_edition")
        .defer("current_edition__data")
    )


def _paths_above(employee: Employee, on: date) -> set[str]:
    """The tree paths of the units that this person works in, and of everything above those."""
    paths: Iterable[str] = Post.objects.current(on).filter(employee=employee).values_list("unit__path", flat=True)
    return {path[:end] for path in paths for end in range(OrgUnit.steplen, len(path) + 1, OrgUnit.steplen)}


def _offer(activity: Activity) -> Offer:
    return Offer(
        activity=activity,
        story=story_of(activity.current_edition),
        own=activity.own,
        done_on=activity.done_on,
        under_way=activity.under_way,
    )
