"""The medal shelf of one person: what is there, since when, and what the others take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from badges.badges import OF_LEVEL, SCENARIO, Badge
from badges.models import Award, BadgeChoice
from lms.models import Activity, Completion, Employee

ART = {
    Badge.BRONZE: "medaille-brons",
    Badge.SILVER: "medaille-zilver",
    Badge.GOLD: "medaille-goud",
    Badge.DIAMOND: "medaille-diamant",
    Badge.FIRST_APPROACH: "medaille-benadering",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place on the shelf, filled or still empty."""

    badge: Badge
    day: date | None = None
    is_new: bool = False
    #: What is still to be done; None when there is nothing to do yet.
    steps_left: int | None = None
    steps: int = 0

    @property
    def name(self) -> str:
        return str(BadgeChoice(self.badge).label)

    @property
    def art(self) -> str:
        return ART[self.badge]

    @property
    def is_level(self) -> bool:
        return self.badge in OF_LEVEL.values()


def shelf(employee: Employee, *, on: date) -> list[Place]:
    """Every medal there is, the levels first. Three queries."""
    awards = {award.badge: award for award in Award.objects.standing().filter(employee=employee)}
    steps = _steps(employee)
    return [_place(badge, awards.get(badge), steps.get(badge, []), on) for badge in Badge]


def _place(badge: Badge, award: Award | None, steps: list[bool], on: date) -> Place:
    if award:
        return Place(badge, award.day, award.is_new(on=on))
    return Place(badge, steps_left=steps.count(False) if steps else None, steps=len(steps))


def _steps(employee: Employee) -> Mapping[Badge, list[bool]]:
    """For each badge the steps that lead to it, done or not."""
    done = set(Completion.objects.standing().by(employee).values_list("activity_id", flat=True))
    steps: dict[Badge, list[bool]] = {}
    for pk, level, kind in Activity.objects.published().values_list("pk", "part_of__key", "kind"):
        if badge := OF_LEVEL.get(level):
            steps.setdefault(badge, []).append(pk in done)
        if kind == SCENARIO:
            steps[Badge.FIRST_APPROACH] = [False]  # one is enough, whichever it is
    return steps
