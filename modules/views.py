"""What a player sees. Views fetch, call and answer; the verbs are in study.py."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms import clock, registry
from lms.duties import words
from lms.duties.facts import standing_of
from lms.models import Activity, Requirement
from lms.people.requests import EmployeeRequest
from modules import editions, screens, study
from modules import home as journeys
from modules.attempts import Attempt
from modules.items.contract import BadAnswer
from modules.journey import Running
from modules.levels import Level
from modules.module_data import in_language
from modules.study import Progress

TRY_AGAIN = "again"


@login_required
@require_safe
def home(request: EmployeeRequest) -> HttpResponse:
    today = clock.today()
    cards = registry.home_cards(request.user, on=today)
    return render(
        request,
        "modules/home.html",
        {
            "home": journeys.home(request.user, on=today),
            "hour": timezone.localtime().hour,
            "cards": [render_to_string(template, context, request) for template, context in cards],
        },
    )


@login_required
@require_safe
def level(request: EmployeeRequest, slug: str) -> HttpResponse:
    if slug not in set(Level):
        raise Http404
    journey = journeys.journey_of(request.user)
    activity = Activity.objects.filter(key=Level(slug).activity_key).select_related("current_edition").first()
    about = activity.current_edition.data if activity and activity.current_edition else {}
    return render(
        request,
        "modules/level.html",
        {
            "stretch": next(stretch for stretch in journey.stretches if stretch.level == slug),
            "about": in_language(about, get_language()),
        },
    )


@login_required
@require_safe
def module(request: EmployeeRequest, key: str) -> HttpResponse:
    activity = _module(key)
    running = journeys.running(request.user).get(key)
    if activity.current_edition is None:
        return _withdrawn(request, activity, running)
    return render(
        request,
        screens.INTRODUCTION,
        screens.introduction(editions.module(activity.current_edition).data, get_language())
        | {"running": running, "done_on": journeys.last_completion(request.user, activity)},
    )


@login_required
@require_POST
def start(request: EmployeeRequest, key: str) -> HttpResponse:
    activity = _module(key)
    try:
        return redirect("modules:attempt", study.start(request.user, activity).pk)
    except study.Withdrawn:
        return _withdrawn(request, activity)


@login_required
@require_safe
def attempt(request: EmployeeRequest, pk: UUID) -> HttpResponse:
    """Where this attempt is: also from another device."""
    return _to_where_it_is(_own(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: EmployeeRequest, pk: UUID, position: int) -> HttpResponse:
    """The question; or, once the answer is stored, what there is to say about it."""
    own = _own(request, pk)
    if not own.reached(position):
        return _to_where_it_is(own)
    return _answer(request, own, position) if request.method == "POST" else _show(request, own, position)


def _answer(request: EmployeeRequest, own: Progress, position: int) -> HttpResponse:
    data = dict(request.POST.lists())
    try:
        study.answer(own.attempt, position, data, on=clock.today(), so_far=own)
    except BadAnswer as refusal:
        number = own.tries(position) + 1
        page = screens.question(request, _place(own, position), try_number=number, data=data, refusal=refusal)
        return HttpResponse(page, status=422)
    return redirect("modules:item", own.attempt.pk, position)


def _show(request: EmployeeRequest, own: Progress, position: int) -> HttpResponse:
    answers = own.answers.get(position)
    place, again = _place(own, position), own.may_try_again(position)
    if not answers or (TRY_AGAIN in request.GET and again):
        return HttpResponse(screens.question(request, place, try_number=own.tries(position) + 1))
    last = answers[-1]
    return HttpResponse(
        screens.explanation(
            request, place, response=last.response, right=last.right, attempt=own.attempt.pk, may_try_again=again
        )
    )


def _place(own: Progress, position: int) -> screens.Place:
    question, attempt = own.question(position), own.attempt
    return screens.Place(own.module.data, question, attempt.order, position, own.total, own.module.digest)


@login_required
@require_safe
def finished(request: EmployeeRequest, pk: UUID) -> HttpResponse:
    own = _own(request, pk)
    if not own.complete:
        return _to_where_it_is(own)
    journey = journeys.journey_of(request.user)
    level = Level(own.module.data["level"])
    return render(
        request,
        "modules/finished.html",
        screens.introduction(own.module.data, get_language())
        | {
            "stretch": next(stretch for stretch in journey.stretches if stretch.level is level),
            "next": journey.next,
            "level_reached": study.reached_level(own.attempt),
            "promise": level.promises[get_language()],
        },
    )


@login_required
@require_safe
def why(request: EmployeeRequest, key: str) -> HttpResponse:
    """Why this requirement is asked of the reader, in one sentence."""
    today = clock.today()
    requirement = get_object_or_404(Requirement.objects.in_force(on=today), key=key)
    standing = standing_of(request.user, requirement, on=today)
    return render(
        request,
        "modules/why.html",
        {
            "requirement": requirement,
            "sentence": words.sentence(standing, requirement, today),
            "term": words.term(standing, today),
        },
    )


def _module(key: str) -> Activity:
    modules = Activity.objects.of_kind(Activity.Kind.MODULE)
    return get_object_or_404(modules.select_related("current_edition").defer("current_edition__data"), key=key)


def _withdrawn(request: EmployeeRequest, activity: Activity, running: Running | None = None) -> HttpResponse:
    """Nobody begins this now; who is in the middle of it can go on."""
    return render(request, "modules/withdrawn.html", {"activity": activity, "running": running}, status=410)


def _own(request: EmployeeRequest, pk: UUID) -> Progress:
    """The attempt, if it is the reader's own. A stranger's is not there."""
    try:
        return study.find(request.user, pk)
    except Attempt.DoesNotExist as nobodys:
        raise Http404 from nobodys


def _to_where_it_is(own: Progress) -> HttpResponse:
    if own.complete:
        return redirect("modules:finished", own.attempt.pk)
    return redirect("modules:item", own.attempt.pk, own.current)
