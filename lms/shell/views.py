"""The pages that belong to no floor: help, privacy, language, theme, health."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from lms.people.sign_in import CHOSEN_LANGUAGE
from lms.shell.context import THEME_COOKIE, THEMES

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_GET
@cache_control(no_store=True)
def report(request: HttpRequest) -> HttpResponse:
    """Whom to call. Open to everybody, and nobody keeps that you looked.

    The site's own referrer policy (same-origin) tells other sites nothing. A stricter one here would take
    the Origin from this page's own forms, and the check against forged requests would refuse them.
    """
    return render(request, "lms/report.html")


@login_not_required
@require_GET
def who_sees_what(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "lms/who_sees_what.html",
        {"k_completion": settings.SMALLEST_GROUP_FOR_COMPLETION, "k_choices": settings.SMALLEST_GROUP_FOR_CHOICES},
    )


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "lms/accessibility.html")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose Dutch or English; a signed-in person's mail follows."""
    chosen = request.POST.get("language")
    response = redirect(_back(request))
    if chosen in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
        if not request.user.is_authenticated:
            request.session[CHOSEN_LANGUAGE] = chosen
        elif request.user.language != chosen:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return response


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Day or night; anything else goes back to what the device says."""
    chosen = request.POST.get("theme")
    response = redirect(_back(request))
    if chosen in THEMES:
        _remember(response, THEME_COOKIE, chosen)
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def not_here(request: HttpRequest, *args: str) -> HttpResponse:
    """allauth's pages that this house does not have: HR brings people and owns their addresses."""
    raise Http404


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.PRODUCTION)


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return "/"
