"""What every page needs, worked out only when the template asks for it."""

from django.conf import settings
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from lms import access, clock, registry
from lms.models import ContactPoint
from lms.people import groups

THEME_COOKIE = "thema"
THEMES = ("light", "dark")


def page(request):
    theme = request.COOKIES.get(THEME_COOKIE)
    return {
        "language": get_language(),
        "theme": theme if theme in THEMES else "",
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "manages": SimpleLazyObject(lambda: _manages(request)),
        "contact_points": SimpleLazyObject(lambda: list(ContactPoint.objects.all())),
        "demo": settings.DEMO,
    }


def _navigation(request) -> list[dict]:
    if not request.user.is_authenticated:
        return []
    authority = access.authority(request.user, on=clock.today())
    return [
        {
            "label": item.label,
            "icon": item.icon,
            "url": reverse(item.url_name),
            "current": item.url_name == _current(request),
        }
        for item in registry.navigation(authority)
    ]


def _manages(request) -> bool:
    """Whether this person has something to do in the Wagtail admin."""
    if not request.user.is_authenticated:
        return False
    return request.user.is_superuser or groups.gives_rights(access.authority(request.user, on=clock.today()).roles)


def _current(request) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
