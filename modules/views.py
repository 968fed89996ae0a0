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
    return _answer(request, own, position) if request.method == "POST" else _show(request, own, position)


def _answer(request: EmployeeRequest, own: Attempt, position: int) -> HttpResponse:
    data = dict(request.POST.lists())
    try:
        study.answer(own, position, data, on=clock.today())
    except study.OutOfTurn:
        return _to_where_it_is(own)
    except BadAnswer as refusal:
        return _question(request, own, study.progress(own), position, data=data, refusal=refusal)
    return redirect("modules:item", own.pk, position)


def _show(request: EmployeeRequest, own: Attempt, position: int) -> HttpResponse:
    so_far = study.progress(own)
    if not so_far.reached(position):
        return _to_where_it_is(own, so_far)
    answers = so_far.answers.get(position)
    if not answers or (TRY_AGAIN in request.GET and so_far.may_try_again(position)):
        return _question(request, own, so_far, position)
    last = answers[-1]
    content = editions.module(own.edition)
    context = screens.explanation(
        content.data,
        study.question(own, position),
        seed=own.seed,
        response=last.response,
        right=last.right,
        position=position,
        total=so_far.total,
        language=get_language(),
    )
    return render(
        request,
        screens.EXPLANATION,
        context | {"attempt": own, "next": position + 1, "may_try_again": so_far.may_try_again(position)},
    )


def _question(request: EmployeeRequest, own: Attempt, so_far: study.Progress, position: int, **sent) -> HttpResponse:
    context = screens.question(
        editions.module(own.edition).data,
        study.question(own, position),
        seed=own.seed,
        position=position,
        total=so_far.total,
        language=get_language(),
        **sent,
    )
    tries = len(so_far.answers.get(position, ()))
    return render(
        request,
        screens.QUESTION,
        context | {"attempt": own, "try_number": tries + 1},
        status=422 if sent else 200,
    )


@login_required
@require_safe
def finished(request: EmployeeRequest, pk: UUID) -> HttpResponse:
    own = _own(request, pk)
    if own.finished_at is None:
        return _to_where_it_is(own)
    journey = journeys.journey_of(request.user)
    level = Level(editions.module(own.edition).data["level"])
    return render(
        request,
        "modules/finished.html",
        screens.introduction(editions.module(own.edition).data, get_language())
        | {
            "stretch": next(stretch for stretch in journey.stretches if stretch.level is level),
            "next": journey.next,
            "level_reached": study.reached_level(own),
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


def _own(request: EmployeeRequest, pk: UUID) -> Attempt:
    """The attempt, if it is the reader's own. A stranger's is not there."""
    return get_object_or_404(Attempt.objects.to_play(), pk=pk, employee=request.user)


def _to_where_it_is(own: Attempt, so_far: study.Progress | None = None) -> HttpResponse:
    so_far = so_far or study.progress(own)
    if so_far.complete:
        return redirect("modules:finished", own.pk)
    return redirect("modules:item", own.pk, so_far.current)
