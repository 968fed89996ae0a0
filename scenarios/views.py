"""The pages of a scenario: the list, the opening, the story itself, and the debrief."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from lms import clock
from lms.models import Activity, Completion
from lms.shell.context import theme_of
from scenarios import play
from scenarios.debrief import debrief as debrief_of
from scenarios.drawing import drawing
from scenarios.models import Playthrough
from scenarios.offer import offers
from scenarios.play import NoSuchChoice, NotYourTurn, Withdrawn
from scenarios.screen import opening


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    found = offers(request.user, on=clock.today())
    return render(
        request,
        "scenarios/list.html",
        {"own": [offer for offer in found if offer.own], "everybody": [offer for offer in found if not offer.own]},
    )


@login_required
@require_safe
def intro(request: HttpRequest, key: str) -> HttpResponse:
    """How the story opens. Whoever is in the middle of it can go on, even after it was withdrawn."""
    scenario = get_object_or_404(_scenarios(), key=key)
    run = play.open_run(request.user, scenario)
    if run is None and scenario.current_edition is None:
        return _withdrawn(request)
    latest = Playthrough.objects.of(request.user).ended().filter(activity=scenario).order_by("-ended_at").first()
    done = Completion.objects.standing().by(request.user).filter(activity=scenario).order_by("-day").first()
    story = play.story_of(run.edition if run else scenario.current_edition)
    return render(
        request,
        "scenarios/intro.html",
        {
            "scenario": scenario,
            "opening": opening(story, get_language()),
            "run": run,
            "latest": latest,
            "done": done,
        },
    )


@login_required
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    scenario = get_object_or_404(_scenarios(), key=key)
    try:
        return redirect(play.start(request.user, scenario))
    except Withdrawn:
        return _withdrawn(request)


@login_required
@require_safe
def playing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    run = play.glance(request.user, pk)
    if run is None:
        raise Http404
    drawn = drawing(run, theme_of(request), list(messages.get_messages(request)))
    if drawn.position.is_ending and not drawn.position.lines:
        return redirect("scenarios:debrief", pk)
    return HttpResponse(drawn.of(pk, get_token(request)))


@login_required
@require_POST
def choose(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Store a choice; then show where the player really is, whatever was sent."""
    run = _run(request, pk)
    try:
        play.choose(run, _turn(request), request.POST.get("choice", ""), on=clock.today())
    except NotYourTurn:
        messages.info(request, gettext("You had already chosen there. This is where you are now."))
    except NoSuchChoice:
        messages.info(request, gettext("You cannot make that choice here. This is where you are now."))
    return redirect(run)


@login_required
@require_safe
def debrief(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    run = _run(request, pk)
    position = play.position(run)
    if not position.is_ending:
        return redirect(run)
    seen = play.endings_seen(request.user, run.activity_id)
    counts = Completion.objects.standing().by(request.user).filter(activity=run.activity_id).exists()
    told = debrief_of(play.story_of(run.edition), position, seen, get_language())
    return render(request, "scenarios/debrief.html", {"run": run, "debrief": told, "counts": counts})


@login_required
@require_POST
def replay(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Play again from a scene; from the beginning where that scene was never reached."""
    run = _run(request, pk)
    if run.ended_at is None:
        return redirect(run)
    try:
        return redirect(play.replay(run, request.POST.get("scene", "")))
    except Withdrawn:
        return _withdrawn(request)


def _scenarios():
    scenarios = Activity.objects.of_kind(Activity.Kind.SCENARIO).select_related("current_edition")
    return scenarios.defer("current_edition__data")


def _run(request: HttpRequest, pk: uuid.UUID) -> Playthrough:
    """One's own run. Somebody else's does not exist."""
    run = get_object_or_404(Playthrough.objects.of(request.user).with_activity(), pk=pk)
    run.employee = request.user  # known already: no need to ask the database
    return run


def _turn(request: HttpRequest) -> int:
    """The turn that the button was made for; a button that says nothing sensible is no button of ours."""
    turn = request.POST.get("turn", "")
    if not (turn.isascii() and turn.isdigit() and len(turn) < 6):
        raise NotYourTurn(turn[:20])
    return int(turn)


def _withdrawn(request: HttpRequest) -> HttpResponse:
    return render(request, "scenarios/withdrawn.html", status=410)
