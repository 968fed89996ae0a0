"""Small middlewares of the shell; each does one thing, none asks the database for a page that needs nothing."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation


def language(get_response):
    """Dutch unless the reader chose otherwise. The browser's own list is not asked: this is a Dutch service."""
    known = dict(settings.LANGUAGES)

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        request.LANGUAGE_CODE = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


ADMIN_PREFIX = "/beheer/"


def second_factor_for_administrators(get_response):
    """Administrators set up an authenticator app or a passkey before they can do anything in the admin."""

    def middleware(request):
        if request.path.startswith(ADMIN_PREFIX) and _must_set_up(request):
            return redirect(reverse("mfa_index"))
        return get_response(request)

    return middleware


def _must_set_up(request) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    user = request.user
    if not (user.is_authenticated and user.is_superuser):
        return False
    if settings.DEMO and user.email.endswith("@demo.example"):
        return False
    return not is_mfa_enabled(user)


def private_pages(get_response):
    """Pages for a signed-in person are not kept by any cache between them and us."""

    def middleware(request):
        response = get_response(request)
        # Asking whether the session was used costs nothing; asking who it is would.
        if getattr(request, "session", None) is not None and request.session.accessed:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
