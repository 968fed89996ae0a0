"""The manager's one screen and the overview of the organisation: fetch what may be seen, count, show."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics import figures, overview, queries, words
from analytics import team as team_page
from analytics.overview import Norm, Overview
from analytics.team import Line, Member, Standings
from lms import access, clock
from lms.duties import facts, projection
from lms.duties import words as duty_words
from lms.duties.standing import standing
from lms.models import Employee, OrgUnit, Requirement


@login_required
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """The people of one unit that the viewer leads, by name and status; the units below as counts."""
    on, me = clock.today(), request.user
    if not access.authority(me, on=on).leads_people:
        raise PermissionDenied
    led = list(access.units_led_by(me, on=on).order_by("path"))
    unit = _chosen(led, request.GET.get("team"))
    people = access.people_led_by(me, on=on).with_post_in([unit], on=on).only(*NAMES_AND_DATES).by_name()
    members = list(people)
    requirements = list(queries.in_force(on=on))
    asked = queries.asked(requirements, on=on)
    shown = team_page.team(
        Member(me.pk, me.name),
        [Member(person.pk, person.name) for person in members],
        asked,
        _standings([me, *members], requirements, on),
        queries.tallies(access.units_below([unit]), depth=unit.depth + 1),
        overview.columns_of(asked),
        _norm(),
    )
    return render(
        request,
        "analytics/team.html",
        {
            "unit": unit,
            "led": led,
            "team": shown,
            "state": words.team_state(shown),
            "norm": _norm(),
            "lines": _told(shown.lines, requirements, on, duty_words.MANAGER),
            "own": _told(shown.own, requirements, on, duty_words.SELF),
        },
    )


NAMES_AND_DATES = ("first_name", "infix", "last_name", "started_on", "left_on", "engagement")


def _standings(people: Sequence[Employee], requirements: Sequence[Requirement], on: date) -> Standings:
    """By the rule itself and not from the projection, because “why?” needs the facts that were used."""
    rules = facts.duties(requirements)
    return {
        (person.employee_id, requirement_id): standing(duty, person.for_requirement(requirement_id), on)
        for person in facts.people_of(people)
        for requirement_id, duty in rules.items()
    }


def _told(lines: Sequence[Line], requirements: Sequence[Requirement], on: date, audience: str) -> list[dict]:
    """The lines with their words. What a requirement asks for is looked up once, not for every line."""
    titles = {requirement.pk: duty_words.part_titles(requirement, audience) for requirement in requirements}
    return [
        {
            "line": line,
            "status": words.status(line),
            "term": duty_words.term(line.standing, on),
            "why": _why(line, titles[line.requirement.id], on, audience),
        }
        for line in lines
    ]


def _why(line: Line, titles: Sequence[str], on: date, audience: str) -> str:
    missing = [titles[position] for position in line.standing.missing]
    return duty_words.explained(line.standing, mandatory=True, missing=missing, on=on, audience=audience)


@login_required
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """Shares of groups: of the directorates for who sees the organisation, of the departments for a director."""
    on = clock.today()
    if not access.authority(request.user, on=on).sees_figures:
        raise PermissionDenied
    units = access.units_with_figures_for(request.user, on=on)
    tops = queries.tops(units)
    unit = _chosen(tops, request.GET.get("onderdeel"))
    inside = units.filter(path__startswith=unit.path) if len(tops) > 1 else units
    tallies = queries.tallies(inside, depth=unit.depth + 1)
    asked = queries.asked(queries.in_force(on=on), on=on)
    goals = [requirement.id for requirement in asked if requirement.level]
    unit_ids = [unit.pk, *(group.unit_id for group in tallies)]
    past = queries.reported(unit_ids, goals, overview.month_ends(on))
    shown = overview.overview(unit.pk, tallies, asked, past, on=on, norm=_norm())
    kind = next((group.kind for group in tallies if group.unit_id != unit.pk), "")
    return render(
        request,
        "analytics/organisation.html",
        {
            "on": on,
            "behind": projection.is_behind(on=on),
            "unit": unit,
            "tops": tops,
            "whole_organisation": unit.kind == OrgUnit.Kind.ORGANISATION,
            "overview": shown,
            "norm": _norm(),
            "numbers": words.numbers(shown, _norm()),
            "groups": words.groups(kind, sum(not row.bundle.direct for row in shown.rows if row.bundle)),
            "group_heading": words.group_heading(kind),
            "heat_conclusion": words.heat_conclusion(shown, kind),
            "duties_conclusion": words.duties_conclusion(shown),
            "trend_conclusion": words.trend_conclusion(_in_focus(shown)),
            "trend_summary": words.trend_summary(shown, _norm()),
            "figure": _figure(shown),
        },
    )


def _in_focus(shown: Overview):
    return next((series for series in shown.trend if shown.focus and series.level is shown.focus.level), None)


def _figure(shown: Overview) -> dict | None:
    """The same chart by day and by night; None as long as there is nothing but today."""
    if not any(len(series.known) > 1 for series in shown.trend):
        return None
    drawn = {
        name: figures.trend(
            shown.trend,
            norm=_norm(),
            name=words.level_name,
            full=words.full_day,
            short=words.short_month,
            target=_("Target: %(target)s") % {"target": words.percent(_norm().percent)},
            theme=theme,
        )
        for name, theme in figures.THEMES.items()
    }
    return {name: figures.as_data(figure) for name, figure in drawn.items()}


def _norm() -> Norm:
    return Norm(settings.SMALLEST_GROUP_FOR_COMPLETION, settings.TARGET_SHARE)


def _chosen(units: Sequence[OrgUnit], asked_for: str | None) -> OrgUnit:
    """The unit that was asked for, among those that may be seen; the first one when nothing was asked."""
    if not units:
        raise Http404
    if asked_for is None:
        return units[0]
    found = next((unit for unit in units if str(unit.pk) == asked_for), None)
    if found is None:
        raise Http404
    return found
