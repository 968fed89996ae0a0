"""Who may see whom. The only way to lists of people and to the units that figures are about.

A manager sees the names of the people in the units they lead themselves, and counts for the units
below. A director sees their directorate as figures, the bureau and the works-council reader the whole
organisation as figures. Authority follows the post on the day: a manager of until yesterday sees nothing.
"""

from dataclasses import dataclass
from datetime import date

from lms.people.models import Employee, OrgUnit, Post, Role

LEADING = (Role.MANAGER, Role.DEPUTY)
SEES_THE_ORGANISATION = frozenset({Role.BUREAU, Role.COUNCIL})


@dataclass(frozen=True, slots=True)
class Authority:
    """What somebody's posts of one day give them."""

    roles: frozenset[str]
    leads: tuple[int, ...]
    directs: tuple[int, ...]

    @property
    def leads_people(self) -> bool:
        return bool(self.leads)

    @property
    def sees_figures(self) -> bool:
        return bool(self.directs) or bool(self.roles & SEES_THE_ORGANISATION)


NOBODY = Authority(frozenset(), (), ())


def authority(viewer: Employee, *, on: date) -> Authority:
    """One query the first time; the same day's answer is kept on the viewer."""
    kept = getattr(viewer, "_authority", None)
    if kept and kept[0] == on:
        return kept[1]
    if viewer.is_authenticated and viewer.employed(on=on):
        posts = list(Post.objects.current(on).filter(employee=viewer).values_list("role", "unit_id"))
    else:
        posts = []
    found = Authority(
        roles=frozenset(role for role, _ in posts),
        leads=tuple(unit for role, unit in posts if role in LEADING),
        directs=tuple(unit for role, unit in posts if role == Role.DIRECTOR),
    )
    viewer._authority = (on, found)  # type: ignore[attr-defined]
    return found


def units_led_by(viewer: Employee, *, on: date):
    """The units of whose people the viewer sees names."""
    return OrgUnit.objects.filter(pk__in=authority(viewer, on=on).leads)


def units_below_led(viewer: Employee, *, on: date):
    """The units below those, of which the viewer sees counts."""
    return units_below(list(units_led_by(viewer, on=on)))


def units_below(led):
    """The units below these units that somebody leads."""
    return OrgUnit.objects.within(led).exclude(pk__in=[unit.pk for unit in led])


def people_visible_to(viewer: Employee, *, on: date):
    """Oneself, and the people in the units one leads."""
    leads = authority(viewer, on=on).leads
    if not leads:
        return Employee.objects.filter(pk=viewer.pk)
    led = Post.objects.current(on).filter(unit_id__in=leads).values("employee")
    return Employee.objects.employed(on=on).filter(pk__in=led) | Employee.objects.filter(pk=viewer.pk)


def people_led_by(viewer: Employee, *, on: date):
    """The people in the units one leads, without oneself: one's own standing is shown apart."""
    return people_visible_to(viewer, on=on).exclude(pk=viewer.pk)


def units_with_figures_for(viewer: Employee, *, on: date):
    """The units that may appear, as figures, on the viewer's organisation page."""
    seen = authority(viewer, on=on)
    if seen.roles & SEES_THE_ORGANISATION:
        return OrgUnit.objects.all()
    return OrgUnit.objects.within(OrgUnit.objects.filter(pk__in=seen.directs))
